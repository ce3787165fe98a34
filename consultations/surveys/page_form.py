"""The edit form of a survey: gives keys to new questions, and refuses to publish what cannot be answered."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue

from .blocks.assigning import assign_keys, elements_of, renew
from .changes import BREAKING, MEANING, classify, elements_by_uid, with_retired
from .compile import Content, compile_survey
from .locating import errors_at_blocks
from .questionnaire.refusals import Refusal, check
from .sentences import refusal_text


class SurveyPageForm(WagtailAdminPageForm):
    """Drafts may be half built; publishing, scheduling and submitting check the whole survey."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        questions = cleaned.get("questions")
        if questions is not None and self.instance.is_source:
            self._prepare(questions)
            self._check(questions)
        return cleaned

    @property
    def published(self) -> Content | None:
        """The content people answer now; None before the first version, and in a survey nobody has answered."""
        version = self.instance.live_version
        return version.content if version is not None else None

    def _prepare(self, questions: StreamValue) -> None:
        answered = self.published if self.instance.has_responses else None
        before = elements_by_uid(answered) if answered else {}
        gone = [one["key"] for one in (answered or {}).get("retired", ())]
        current = {child.id for child in elements_of(questions)}
        taken = [*gone, *(one["key"] for uid, one in before.items() if uid not in current)]
        assign_keys(questions, taken, {uid: one["key"] for uid, one in before.items() if uid in current})
        if not self.is_deferred_validation:
            renew(questions, self._renewed(questions, before), [*taken, *(one["key"] for one in before.values())])

    def _renewed(self, questions: StreamValue, before: dict[str, Any]) -> set[str]:
        """Questions with answers that mean something else now: ticked as such, or of other points or another kind."""
        if not before:
            return set()
        after = elements_by_uid(compile_survey(self._draft(questions)))
        changed = {uid for uid, old in before.items() if uid in after and _is_another(old, after[uid])}
        ticked = {child.id for child in elements_of(questions) if child.value.get("meaning_changed")}
        return changed | (ticked & set(before))

    def _draft(self, questions: StreamValue) -> "_Draft":
        return _Draft(questions, self.instance.locale)

    def _check(self, questions: StreamValue) -> None:
        locked = self.instance.has_responses
        content = compile_survey(self._draft(questions))
        refusals = [*key_refusals(self.published, content, answered=locked)]
        if not self.is_deferred_validation:
            refusals += publication_refusals(content, linked=bool(self.cleaned_data.get("linked")))
        if refusals:
            self.add_error("questions", errors_at_blocks(refusals, content, questions))
            general = [refusal_text(one) for one in refusals if not one.pointer]
            for text in general:
                self.add_error(None, text)


class _Draft:
    """The survey as it stands in the form."""

    def __init__(self, questions: StreamValue, locale: Any) -> None:
        self.questions = questions
        self.locale = locale


def _is_another(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return any(old.get(name) != new.get(name) for name in MEANING)


def publication_refusals(content: Content, *, linked: bool) -> list[Refusal]:
    """Everything that keeps the content from being published."""
    refusals = list(check(content))
    questions = [
        (f"/pages/{i}/elements/{j}", one)
        for i, page in enumerate(content["pages"])
        for j, one in enumerate(page["elements"])
        if one["type"] != "content"
    ]
    if not questions:
        refusals.append(Refusal("", "no_questions"))
    if not linked:
        refusals += [Refusal(at, "contact_unlinked") for at, one in questions if one["type"] == "contact"]
    return refusals


def version_refusals(old: Content | None, new: Content, *, linked: bool, answered: bool) -> list[Refusal]:
    """Everything that keeps the content from following the version `old`."""
    return [
        *publication_refusals(new, linked=linked),
        *key_refusals(old, new, answered=answered),
        *unmarked_meaning(old, new, answered=answered),
    ]


def key_refusals(old: Content | None, new: Content, *, answered: bool) -> list[Refusal]:
    """Keys that may not change because people have answered, each at its question."""
    if old is None or not answered:
        return []
    pointers = {
        one["uid"]: f"/pages/{i}/elements/{j}"
        for i, page in enumerate(new["pages"])
        for j, one in enumerate(page["elements"])
    }
    return [
        Refusal(f"{pointers[change.uid]}/{'key' if change.what == 'key' else 'options'}", *_locked(change))
        for change in classify(old, with_retired(old, new, answered=True), answered=True)
        if change.what in ("key", "option_key")
    ]


def _locked(change: Any) -> tuple[str, dict[str, Any]]:
    if change.what == "key":
        return "key_locked", {"key": change.part}
    label = change.part
    return "option_key_locked", {"option": label if isinstance(label, str) else next(iter(label.values()), "")}


def unmarked_meaning(old: Content | None, new: Content, *, answered: bool) -> list[Refusal]:
    """Questions with answers that became others without a new identity; the form gives them one, other ways do not."""
    if old is None or not answered:
        return []
    uids = {change.uid for change in classify(old, new, answered=True) if change.kind == BREAKING}
    return [
        Refusal(f"/pages/{i}/elements/{j}", "meaning_changed")
        for i, page in enumerate(new["pages"])
        for j, one in enumerate(page["elements"])
        if one["uid"] in uids
    ]
