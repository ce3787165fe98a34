"""Plain text whose default is empty: Wagtail's is None, which wagtail-localize cannot read.

Stored data may lack a field that was added later, or that an import left out.
"""

from wagtail import blocks


class LineBlock(blocks.CharBlock):
    """One line."""

    class Meta:
        default = ""


class LinesBlock(blocks.TextBlock):
    """Several lines."""

    class Meta:
        default = ""
