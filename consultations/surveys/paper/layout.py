"""A version of a survey as a form on paper: what stands on it, in which order, and in which words.

The print view and the PDF are drawn from the same `Form`, and the entry screen numbers its questions by it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..choices import Channel
from ..questionnaire.structure import Definition, Element, Page
from .notes import notes_of
from .rules import ALWAYS, NEVER, Conditions
from .shapes import Mark, Shape, shape_of

CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its number on the form, the condition in words, how to answer, and what there is to mark."""

    number: int
    element: Element
    condition: str
    notes: tuple[str, ...]
    shape: Shape

    @property
    def key(self) -> str:
        return self.element.key

    @property
    def text(self) -> str:
        return str(self.element.text)

    @property
    def hint(self) -> str:
        return str(self.element.settings.get("hint") or "")

    @property
    def help(self) -> str:
        """A longer explanation; folded on the screen, but paper does not fold."""
        return str(self.element.settings.get("help") or "")

    @property
    def body(self) -> str:
        """HTML that is read before a consent is given."""
        return str(self.element.settings.get("body") or "")

    @property
    def writing_lines(self) -> range:
        """One number for each line, or place, there is to write on."""
        return range(self.shape.lines)

    @property
    def image(self) -> Any:
        """The picture that belongs to the question: `{"id", "alt"}`."""
        return self.element.settings.get("image")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text between questions; `body` is HTML."""

    text: str
    condition: str
    body: str
    image: Any


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the survey: its title, its condition in words, and what stands on it."""

    title: str
    condition: str
    intro: str
    parts: tuple[Question | Passage, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the questions. HTML: introduction, clause, thanks; `address` is that of the online survey."""

    title: str
    form_id: str
    language: str
    introduction: str = ""
    clause: str = ""
    thanks: str = ""
    address: str = ""
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form."""

    frame: Frame
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        parts = (part for section in self.sections for part in section.parts)
        return tuple(part for part in parts if isinstance(part, Question))


def form_of(definition: Definition, frame: Frame) -> Form:
    """The form of a version in one language (`forms.localised`).

    Questions that nobody is asked on paper are left out, and so are contact questions unless the survey is linked.
    """
    conditions = Conditions({"channel": Channel.PAPER, "locale": frame.language})
    raw = {str(page.get("key")): page for page in definition.raw.get("pages", ())}
    sections = [_section(page, raw.get(page.key, {}), conditions, frame) for page in definition.pages]
    return Form(frame, tuple(section for section in sections if section is not None))


def _section(page: Page, raw: Mapping[str, Any], conditions: Conditions, frame: Frame) -> Section | None:
    rule = conditions.reduced(raw.get("visible_if"))
    if rule is NEVER:
        return None
    # Before its questions get their numbers: a page depends on earlier ones
    condition = "" if isinstance(rule, bool) else _("Fill in this part only if %s.") % conditions.words(rule)
    parts = tuple(_parts(page, conditions, frame))
    title = "" if raw.get("hide_title") else str(page.title)
    return Section(title, condition, str(raw.get("intro") or ""), parts) if parts else None


def _parts(page: Page, conditions: Conditions, frame: Frame) -> Iterator[Question | Passage]:
    for element in page.elements:
        rule = conditions.reduced(element.settings.get("visible_if"))
        if rule is NEVER or (element.type == CONTACT and not frame.is_linked):
            continue
        settings = element.settings
        if not element.is_question:
            said = "" if rule is ALWAYS else _("For you only if %s.") % _words(conditions, rule)
            yield Passage(str(element.text or ""), said, str(settings.get("body") or ""), settings.get("image"))
        else:
            said = "" if rule is ALWAYS else _("Answer only if %s.") % _words(conditions, rule)
            yield Question(conditions.number(element), element, said, tuple(notes_of(element)), shape_of(element))


def _words(conditions: Conditions, rule: bool | Mapping[str, Any]) -> str:
    return "" if isinstance(rule, bool) else conditions.words(rule)


__all__ = ["Form", "Frame", "Mark", "Passage", "Question", "Section", "Shape", "form_of"]
