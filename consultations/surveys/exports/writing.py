"""What every writer of files gives back."""

from dataclasses import dataclass

CUT = " […]"  # at the end of a text that the format cannot hold


@dataclass(slots=True)
class Written:
    """What has been written: how many texts had to be cut."""

    shortened: int = 0

    def cut(self, text: str, most: int) -> str:
        """The text, or its beginning with a visible mark."""
        if len(text) <= most:
            return text
        self.shortened += 1
        return text[: most - len(CUT)] + CUT
