"""Writing SVG: elements, texts in lines, and the picture with its name and description."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

LINE = 1.35  # em from one line of text to the next
ACROSS = 32  # letters that fit into a line on a screen 320 pixels wide
MOST_LINES = 4
HIDDEN = "hidden"  # the fill of what is not published
DARK = frozenset({"solid", "p3", "c1"})  # fills on which light letters are read best


@dataclass(frozen=True, slots=True)
class Names:
    """What a picture is called: `key` is unique on its page and makes the ids of `title` and `description`."""

    key: str
    title: str
    description: str


def element(name: str, *children: str, **attributes: str | float) -> str:
    """One element; children are markup already. `text_anchor` becomes `text-anchor`, `class_` becomes `class`."""
    written = "".join(f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def text(words: str, **attributes: str | float) -> str:
    """A line of text."""
    return element("text", escape(words, quote=False), **attributes)


def share_of(share: float, whole: float = 100) -> str:
    """A length as per cent of the picture's width, `whole` standing for a share of 1."""
    return f"{min(max(share, 0), 1) * whole:.2f}".rstrip("0").rstrip(".") + "%"


def em(length: float) -> str:
    """A length in heights of the letters around."""
    return f"{length:.3f}".rstrip("0").rstrip(".") + "em"


def fill(name: str) -> str:
    """A pattern of the page as the value of `fill`."""
    return f"url(#fill-{name})"


def lines_of(words: str, across: int = ACROSS) -> list[str]:
    """The words in lines that fit on a narrow screen; what is longer than four lines ends in an ellipsis."""
    return textwrap.wrap(words, across, max_lines=MOST_LINES, placeholder=" …", break_on_hyphens=False)


def written(lines: Iterable[str], top: float) -> list[str]:
    """Lines of text below each other from `top` (em) on."""
    return [text(line, x="0", y=em(top + LINE * (place + 0.75))) for place, line in enumerate(lines)]


def picture(names: Names, parts: Iterable[str], **attributes: str | float) -> str:
    """The picture for everybody: to a screen reader one image with a name and a description."""
    title, description = f"{names.key}-title", f"{names.key}-desc"
    return element(
        "svg",
        element("title", escape(names.title, quote=False), id=title),
        element("desc", escape(names.description, quote=False), id=description),
        *parts,
        role="img",
        aria_labelledby=f"{title} {description}",
        focusable="false",
        **attributes,
    )


def _attribute(key: str) -> str:
    return key if key == "viewBox" else key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
