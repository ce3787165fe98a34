"""Names and ids of the inputs of a form. They start with a prefix, so no key collides with the form's own fields."""

PREFIX = "q"
OTHER = "_other"  # keys of options start with a letter, so no option is called that


def field_name(key: str, *parts: str) -> str:
    """`q.transport`, `q.transport._other`, `q.matrix.row1`."""
    return ".".join((PREFIX, key, *parts))


def field_id(key: str, *parts: str) -> str:
    """The id of an input, the same shape with dashes: usable in a selector and in an address."""
    return "-".join((PREFIX, key, *parts))
