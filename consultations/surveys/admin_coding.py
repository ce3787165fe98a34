"""The screens where staff code open answers: what each is about, what is taken out of it, whether it is published."""

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.core.models import User

from .admin_screens import answerable, screen
from .choices import OpenAnswerDecision, Right
from .coding_queue import (
    OpenQuestion,
    OpenText,
    Wanted,
    all_texts,
    beside,
    open_question,
    open_questions,
    progress,
    text_at,
)
from .models import OpenAnswer, Response, SurveyPage, Theme
from .personal_data import masked, pieces
from .questionnaire.locales import in_locale
from .services.coding import Coding, CodingRefused, code_text, note_reading, tag_texts

NEXT, PREVIOUS = "next", "previous"
LONGEST = 20_000  # characters of a redacted text


class QueueForm(forms.Form):
    """Which texts are gone through; the state of the screen, kept in its address."""

    q = forms.CharField(label=gettext_lazy("Words in the text"), required=False, max_length=100)
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    uncoded = forms.BooleanField(label=gettext_lazy("Only those not coded yet"), required=False)

    def __init__(self, question: OpenQuestion, sent: Any) -> None:
        super().__init__(sent, auto_id="queue-%s")
        themes = [(str(theme.pk), theme.label) for theme in question.themes]
        cast(forms.ChoiceField, self.fields["theme"]).choices = [("", _("all")), *themes]

    def wanted(self) -> Wanted:
        """What was asked for; a theme that is gone narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        theme = int(given["theme"]) if given.get("theme") else None
        return Wanted(given.get("q", ""), bool(given.get("uncoded")), theme)

    def address(self) -> str:
        """The same as the end of an address."""
        self.is_valid()
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})


class CodingForm(forms.Form):
    """What somebody decides about one text."""

    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("Publication"), choices=OpenAnswerDecision.choices, widget=forms.RadioSelect
    )
    redacted = forms.CharField(
        label=gettext_lazy("Text as published"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Take out what would tell who wrote it. The answer itself stays as it is."),
    )
    reason = forms.CharField(label=gettext_lazy("Why something was taken out"), required=False, max_length=200)
    note = forms.CharField(
        label=gettext_lazy("Note for colleagues"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, question: OpenQuestion, text: OpenText, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text.text
        choices = [(str(theme.pk), theme.label) for theme in question.themes]
        cast(forms.ChoiceField, self.fields["themes"]).choices = choices
        if not question.may_be_published:
            decisions = [one for one in OpenAnswerDecision.choices if one[0] != OpenAnswerDecision.PUBLISH]
            cast(forms.ChoiceField, self.fields["decision"]).choices = decisions

    def clean(self) -> dict[str, Any]:
        """A text that was changed needs a reason; one that was not, or was emptied, is not a redaction."""
        cleaned = super().clean() or {}
        redacted = cleaned.get("redacted", "").replace("\r\n", "\n")
        cleaned["redacted"] = "" if redacted.strip() in ("", self.text.strip()) else redacted
        if cleaned["redacted"] and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why something was taken out."))
        return cleaned

    def coding(self) -> Coding:
        """The decision, once it is valid."""
        given = self.cleaned_data
        themes = frozenset(map(int, given["themes"]))
        return Coding(themes, given["note"], given["decision"], given["redacted"], given["reason"])


def initial(text: OpenText, *, is_masked: bool) -> dict[str, Any]:
    """What the form says before anybody changes it; `is_masked` proposes a text without what looks personal."""
    work = text.work or OpenAnswer()
    shown = work.redacted or text.text
    return {
        "themes": [str(pk) for pk in text.theme_ids],
        "decision": work.decision,
        "redacted": masked(shown) if is_masked else shown,
        "reason": work.reason or (_("personal data") if is_masked else ""),
        "note": work.note,
        "seen": work.coded_at.isoformat() if work.coded_at else "",
    }


@never_cache
@require_GET
def coding(request: HttpRequest, pk: int) -> HttpResponse:
    """The survey's questions with texts, and how far their coding is."""
    page = answerable(request, pk, Right.CODE_ANSWERS)
    rows = [(one, _title(page, one), progress(one)) for one in open_questions(page.translation_key)]
    return screen(request, page, "coding", _("Coding of open answers"), {"rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
def coder(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """One text after the other: `at` names one, `go` leads to the one after or before it; a form to code it."""
    page, question = asked(request, pk, uid)
    queue = QueueForm(question, request.GET)
    at, go = request.GET.get("at", ""), request.GET.get("go", "")
    if request.method == "POST":
        return _save(request, page, question, queue)
    if not at:
        note_reading(page=page, user=cast(User, request.user), question=question)
    text = text_at(question, at) if at and not go else None
    text = text or beside(question, queue.wanted(), at, backwards=go == PREVIOUS)
    form = None
    if text is not None:
        form = CodingForm(question, text, initial=initial(text, is_masked="mask" in request.GET))
    return _coder(request, page, question, queue, text, form)


def asked(request: HttpRequest, pk: int, uid: str) -> tuple[SurveyPage, OpenQuestion]:
    """The survey and one of its questions with texts. Raises Http404 and PermissionDenied."""
    page = answerable(request, pk, Right.CODE_ANSWERS)
    question = open_question(page.translation_key, uid)
    if question is None:
        raise Http404
    return page, question


def _save(request: HttpRequest, page: SurveyPage, question: OpenQuestion, queue: QueueForm) -> HttpResponse:
    text = text_at(question, request.POST.get("at", ""))
    address = reverse("surveys_admin:coder", args=[page.pk, question.uid])
    if text is None:
        messages.warning(request, _("This answer is not there any more; nothing has been saved."))
        return redirect(f"{address}?{queue.address()}")
    form = CodingForm(question, text, request.POST)
    if not form.is_valid():
        return _coder(request, page, question, queue, text, form)
    try:
        before = code_text(
            page=page,
            user=cast(User, request.user),  # the admin lets nobody else in
            question=question,
            text=text,
            coding=form.coding(),
            seen=_moment(form.cleaned_data["seen"]),
            now=timezone.now(),
        )
    except (CodingRefused, Response.DoesNotExist):
        form.add_error(None, _("Themes or the answer have been changed meanwhile. Look again and save again."))
        return _coder(request, page, question, queue, text, form)
    if before is not None:
        messages.warning(request, _tell(before))
    step = {"at": text.name, "go": NEXT} if request.POST.get("do") == NEXT else {"at": text.name}
    return redirect(f"{address}?{'&'.join(filter(None, (queue.address(), urlencode(step))))}")


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _tell(before: OpenAnswer) -> str:
    """That the work of somebody else was overwritten, and what it was."""
    words = _("%(person)s had coded this answer meanwhile (%(decision)s). Your decision has replaced theirs.")
    person = str(before.coded_by) if before.coded_by else _("Somebody")
    return words % {"person": person, "decision": before.get_decision_display()}


def _coder(  # noqa: PLR0913  # what the screen shows
    request: HttpRequest,
    page: SurveyPage,
    question: OpenQuestion,
    queue: QueueForm,
    text: OpenText | None,
    form: CodingForm | None,
) -> HttpResponse:
    themes = list(question.themes.select_related("parent"))
    chosen = set(form["themes"].value() or []) if form else set()
    context = {
        "question": question,
        "question_text": _title(page, question),
        "queue": queue,
        "filter": queue.address(),
        "text": text,
        "pieces": pieces(text.text) if text else [],
        "form": form,
        "frame": [(theme, str(theme.pk) in chosen) for theme in in_order(themes)],
        "progress": progress(question),
        "found": _number_found(question, queue.wanted()) if "at" not in request.GET else None,
    }
    return screen(request, page, "coder", _("Coding of open answers"), context)


def _number_found(question: OpenQuestion, wanted: Wanted) -> int | None:
    """How many texts have the words; None without words."""
    return sum(1 for _text in all_texts(question, wanted)) if wanted.words else None


def in_order(themes: list[Theme]) -> list[Theme]:
    """Each theme of the first level, followed by those below it."""
    tops = [theme for theme in themes if theme.parent_id is None]
    return [one for top in tops for one in (top, *(theme for theme in themes if theme.parent_id == top.pk))]


def _title(page: SurveyPage, question: OpenQuestion) -> str:
    return in_locale(question.series.element.text, page.locale.language_code)


@never_cache
@require_POST
def tag(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Give one theme to all texts that were found."""
    page, question = asked(request, pk, uid)
    queue = QueueForm(question, request.GET)
    there = f"{reverse('surveys_admin:coder', args=[pk, uid])}?{queue.address()}"
    wanted = queue.wanted()
    chosen = request.POST.get("give", "")
    theme = question.themes.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 10 else None
    if theme is None or not wanted.words:
        messages.error(request, _("Search for words and choose a theme first."))
        return redirect(there)
    user = cast(User, request.user)
    tagged = tag_texts(page=page, user=user, theme=theme, texts=all_texts(question, wanted), now=timezone.now())
    words = ngettext(
        "The theme “%(theme)s” was given to %(number)s answer.",
        "The theme “%(theme)s” was given to %(number)s answers.",
        tagged,
    )
    messages.success(request, words % {"theme": theme.label, "number": tagged})
    return redirect(there)


urlpatterns = [
    path("<int:pk>/coding/", coding, name="coding"),
    path("<int:pk>/coding/<str:uid>/", coder, name="coder"),
    path("<int:pk>/coding/<str:uid>/tag/", tag, name="tag"),
]
