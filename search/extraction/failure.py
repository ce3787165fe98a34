"""Why a file gave no text: one word, the same in the child's exit code, on its error output and in the exception."""

# Reason -> exit code of the child. The codes stay clear of 1 and 2, which Python itself ends with.
EXIT_CODES = {
    "too-large": 10,  # the file, or what it unpacks to
    "timeout": 11,
    "memory": 12,
    "encrypted": 13,  # asks for a password
    "unreadable": 14,  # broken, empty, or not what its name says
    "unsupported": 15,  # a kind of file that holds no text for us
}


class ExtractionError(Exception):
    """No text came out of a file; `reason` is a key of `EXIT_CODES`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
