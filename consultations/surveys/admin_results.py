"""The screen where staff read results before, or without, everybody doing so: exact, of any part of the responses."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cms.core.models import User

from .admin_review import waiting
from .admin_screens import answerable, screen
from .choices import Channel, Publication, Right
from .coding_queue import open_questions, progress
from .forms.closed_fields import yes_no_labels
from .forms.localised import localised
from .models import SurveyPage
from .presentation.around import surroundings
from .presentation.figures import figures_of
from .presentation.rates import rates_of
from .presentation.timeline import timeline_of
from .presentation.words import said
from .published import cross_candidates, publication_state, response_rates, staff_results
from .questionnaire.structure import Element
from .results.series import SEGMENTS
from .rights import rights_of
from .services.publication import approve_results, may_publish_results, withdraw_results

Choices = list[tuple[str, Any]]
EVERYBODY = ("", gettext_lazy("Everybody"))


class PartForm(forms.Form):
    """Which part of the responses to look at, and how to divide it. Sent in the address, so that it can be kept."""

    by = forms.ChoiceField(label=gettext_lazy("Compare by"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Way of answering"), required=False)
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    age_band = forms.ChoiceField(label=gettext_lazy("Age"), required=False)
    answer = forms.ChoiceField(label=gettext_lazy("Those who chose"), required=False)

    def __init__(self, sent: Mapping[str, str], page: SurveyPage) -> None:
        super().__init__(sent)
        questions = _questions(page)
        by = [(value, said(label)) for value, label in cross_candidates(page, public=False)]
        self._offer("by", [("", _("Not divided")), *by])
        self._offer("channel", [EVERYBODY, *Channel.choices])
        for segment in SEGMENTS:
            self._offer(segment, _of_segment(questions, segment))
        self._offer("answer", [EVERYBODY, *_answers(questions)])

    def _offer(self, name: str, choices: Choices) -> None:
        """The choices of a field; a field with nothing to choose is left out."""
        if len(choices) > 1:
            cast(forms.ChoiceField, self.fields[name]).choices = choices
        else:
            del self.fields[name]

    @property
    def filters(self) -> dict[str, str]:
        """What `staff_results` takes."""
        chosen = {name: self.cleaned_data.get(name) for name in ("channel", *SEGMENTS)}
        key, _colon, option = (self.cleaned_data.get("answer") or "").partition(":")
        return {name: value for name, value in {**chosen, key: option}.items() if name and value}


@never_cache
@require_GET
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """Exact results of all responses, or of those that the address chooses."""
    page = answerable(request, pk, Right.SEE_RESULTS)
    now = timezone.now()
    form = PartForm(request.GET, page)
    is_valid = form.is_valid()
    by, filters = (form.cleaned_data["by"], form.filters) if is_valid else ("", {})
    found = staff_results(page, now=now, by=by, filters=filters)
    label = dict(form.fields["by"].choices).get(by, "")  # type: ignore[attr-defined]  # it is a ChoiceField
    context = {
        "form": form,
        "results": found,
        "is_part": bool(filters),
        "figures": list(figures_of(found, label, surroundings(page, found))),
        "now": now,
        "rates": rates_of(response_rates(found)),
        **_of_everybody(page, cast(User, request.user), now),  # the admin lets nobody else in
    }
    return screen(request, page, "results", _("Results"), context)


def _of_everybody(page: SurveyPage, user: User, now: datetime) -> dict[str, Any]:
    """What does not depend on the part that is looked at."""
    state = publication_state(page, now)
    rights = rights_of(user, page)
    return {
        "state": state,
        "needs_approval": page.results_publication == Publication.AFTER_APPROVAL,
        "may_approve": may_publish_results(user, page),
        "may_code": Right.CODE_ANSWERS in rights,
        "uncoded": sum(one.total - one.coded for one in map(progress, open_questions(page.translation_key))),
        "waiting": waiting(page).count(),
        "timeline": timeline_of(page.translation_key),
    }


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody see the results, or take that back."""
    page = answerable(request, pk, Right.SEE_RESULTS)
    user = cast(User, request.user)
    if request.POST.get("decision") == "approve":
        changed = approve_results(page=page, user=user, now=timezone.now())
        words = _("The results are approved: everybody can see them.")
    else:
        changed = withdraw_results(page=page, user=user)
        words = _("The results are not published any more.")
    messages.success(request, words) if changed else messages.info(request, _("Nothing has changed."))
    return redirect("surveys_admin:results", pk)


# --- what can be chosen -----------------------------------------------------------------------------------------------
def _questions(page: SurveyPage) -> Sequence[Element]:
    version = page.live_version
    return tuple(localised(version, get_language() or "pl").questions.values()) if version else ()


def _of_segment(questions: Sequence[Element], segment: str) -> Choices:
    asked = [one for one in questions if one.settings.get("segment") == segment]
    options = [(option.key, said(option.label)) for one in asked[:1] for option in one.options]
    return [EVERYBODY, *options]


def _answers(questions: Sequence[Element]) -> Iterator[tuple[str, Any]]:
    """Options of all other closed questions, below the question they belong to."""
    for one in questions:
        if one.settings.get("segment") in SEGMENTS or one.type == "matrix":
            continue
        options = [(f"{one.key}:{option}", label) for option, label in _options(one)]
        if options:
            yield said(one.text), options


def _options(question: Element) -> list[tuple[str, str]]:
    labels = {option.key: said(option.label) for option in question.options}
    if question.type in {"single_choice", "multi_choice", "image_choice"}:
        return list(labels.items())
    if question.type == "yes_no":
        return list(yes_no_labels(question).items())
    return []


urlpatterns = [
    path("<int:pk>/results/", results, name="results"),
    path("<int:pk>/results/approve/", approve, name="results_approve"),
]
