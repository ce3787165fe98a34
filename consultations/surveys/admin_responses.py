"""The screens where staff look for responses, read one, and take one out of the results."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any, cast
from urllib.parse import urlencode

from cryptography.fernet import InvalidToken
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cms.core.choices import MunicipalityKind
from cms.core.models import Municipality, User

from .admin_review import SUSPICIONS, ReasonForm
from .admin_screens import answerable, screen
from .answer_labels import labels_of
from .choices import Channel, ResponseStatus, Right
from .codes import Code
from .forms.localised import localised
from .forms.summary import answers_in_words
from .models import OpenAnswer, Response, ResponseContact, SurveyPage, SurveyVersion
from .response_lists import MOST_COUNTED, Sought, answered_questions, listing, midnight, neighbours, number_found
from .results.series import Series, series_of
from .rights import require, rights_of
from .selectors import code_numbers
from .services.receipts import open_contact, open_response, restore_response, set_aside

ANY = [("", gettext_lazy("all"))]
OUTSIDE = ("outside", gettext_lazy("outside the metropolis"))
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PLACE = ("before", "after")  # where in the list, which is no part of what is looked for


class SearchForm(forms.Form):
    """What responses are looked for; everything may be left empty."""

    since = forms.DateField(label=gettext_lazy("Sent since"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("Sent until"), required=False, widget=DAY)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False, choices=[*ANY, *ResponseStatus.choices])
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False, choices=[*ANY, *Channel.choices])
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    version = forms.ChoiceField(label=gettext_lazy("Version"), required=False)
    code = forms.ChoiceField(label=gettext_lazy("Chose"), required=False)

    def __init__(self, page: SurveyPage, sent: Any) -> None:
        super().__init__(sent)
        versions = SurveyVersion.objects.filter(survey_key=page.translation_key).order_by("number")
        self._offer("municipality", [*municipality_names().items()])
        self._offer("version", [(str(one.number), str(one.number)) for one in versions])
        self._offer("code", _code_choices(page, list(versions)))

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [*ANY, *choices]

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day is before the first."))
        return cleaned

    def sought(self) -> Sought:
        """What was asked for; fields that were refused narrow nothing."""
        self.is_valid()
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        given |= {name: int(given[name]) for name in ("version", "code") if name in given}
        if "since" in given:
            given["since"] = midnight(given["since"])
        if "until" in given:
            given["until"] = midnight(given["until"] + timedelta(days=1))
        return Sought(**given)


def municipality_names() -> dict[str, Any]:
    """Short names of the members by their TERYT codes, and of everywhere else."""
    members = Municipality.objects.exclude(kind=MunicipalityKind.COUNTY).order_by("short_name")
    return {**{one.teryt: one.short_name for one in members}, OUTSIDE[0]: OUTSIDE[1]}


def _code_choices(page: SurveyPage, versions: list[SurveyVersion]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything that can be chosen, by question: numbers of codes with their labels."""
    numbers = code_numbers(page.translation_key)
    every = series_of((version.number, localised(version, page.locale.language_code)) for version in versions)
    found = [
        (str(one.element.text), [(str(numbers[code]), label) for code, label in _labels(one) if code in numbers])
        for one in every
    ]
    return [(text, options) for text, options in found if options]


def _labels(series: Series) -> Iterator[tuple[Code, str]]:
    options = labels_of(series)
    if series.type == "matrix":
        for row, (key, label) in product(series.element.rows, options.items()):
            yield (series.uid, row.key, key), f"{row.label}: {label}"
    else:
        for key, label in options.items():
            yield (series.uid, "", key), str(label)


@never_cache
@require_GET
def responses(request: HttpRequest, pk: int) -> HttpResponse:
    """The survey's responses, fifty at a time, the newest first; nothing of what they say."""
    page = answerable(request, pk, Right.READ_ANSWERS)
    form = SearchForm(page, request.GET)
    sought, key = form.sought(), page.translation_key
    found = listing(key, sought, before=request.GET.get("before", ""), after=request.GET.get("after", ""))
    is_whole = not found.newer and not found.older
    number = len(found.responses) if is_whole else number_found(key, sought)
    answered, names = answered_questions(found.responses), municipality_names()
    rows = [(one, names.get(one.municipality, one.municipality), answered.get(one.pk, 0)) for one in found.responses]
    context = {
        "form": form,
        "filter": _filter(request),
        "rows": rows,
        "listing": found,
        "number": min(number, MOST_COUNTED),
        "is_more": number > MOST_COUNTED,
    }
    return screen(request, page, "responses", _("Responses"), context)


def _filter(request: HttpRequest) -> str:
    """What is looked for, as the end of an address."""
    kept = request.GET.copy()
    for name in (*PLACE, "csrfmiddlewaretoken"):
        kept.pop(name, None)
    return urlencode([(name, value) for name, value in kept.items() if value])


@never_cache
@require_GET
def response(request: HttpRequest, pk: int, response_id: uuid.UUID) -> HttpResponse:
    """One response in words, with what is known about it; that it was opened is noted in the survey's history."""
    return _response(request, answerable(request, pk, Right.READ_ANSWERS), response_id, {})


def _response(request: HttpRequest, page: SurveyPage, response_id: uuid.UUID, more: dict[str, Any]) -> HttpResponse:
    get_object_or_404(Response.objects.only("pk"), survey_key=page.translation_key, pk=response_id)
    user = cast(User, request.user)  # the admin lets nobody else in
    found = open_response(page=page, response_id=response_id, user=user)
    definition = localised(found.version, page.locale.language_code)
    search = SearchForm(page, request.GET)
    newer, older = neighbours(page.translation_key, search.sought(), found)
    context = {
        "response": found,
        "municipality": municipality_names().get(found.municipality, found.municipality),
        "suspicions": [SUSPICIONS.get(code, code) for code in found.suspicions],
        "answers": answers_in_words(definition, found.answers),
        "works": _works(found, {one.uid: one.text for one in definition.questions.values()}),
        "newer": newer,
        "older": older,
        "filter": _filter(request),
        "rights": {str(right) for right in rights_of(user, page)},
        "has_contact": ResponseContact.objects.filter(response=found).exists(),
        "form": ReasonForm(),
        **more,
    }
    return screen(request, page, "response", _("Response"), context)


def _works(found: Response, texts: dict[str, Any]) -> list[tuple[Any, OpenAnswer]]:
    works = OpenAnswer.objects.filter(response=found).prefetch_related("themes").order_by("pk")
    return [(texts.get(work.uid, work.uid), work) for work in works]


@never_cache
@require_POST
def contact(request: HttpRequest, pk: int, response_id: uuid.UUID) -> HttpResponse:
    """The response with the contact data given with it; each time is noted in the survey's history."""
    page = answerable(request, pk, Right.READ_CONTACTS)
    require(request.user, page, Right.READ_ANSWERS)
    found = get_object_or_404(Response, survey_key=page.translation_key, pk=response_id)
    try:
        given = open_contact(page=page, response=found, user=cast(User, request.user))
    except InvalidToken:
        return _response(request, page, response_id, {"is_sealed": True})
    rows = answers_in_words(localised(found.version, page.locale.language_code), given)
    return _response(request, page, response_id, {"contact": rows, "is_shown": True})


@never_cache
@require_POST
def void(request: HttpRequest, pk: int, response_id: uuid.UUID) -> HttpResponse:
    """Take a response out of the results for a reason, or put it back."""
    page = answerable(request, pk, Right.CODE_ANSWERS)
    require(request.user, page, Right.READ_ANSWERS)
    get_object_or_404(Response.objects.only("pk"), survey_key=page.translation_key, pk=response_id)
    user = cast(User, request.user)
    if "restore" in request.POST:
        done = restore_response(page=page, response_id=response_id, user=user)
        words = _("The response counts again.")
    else:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return _response(request, page, response_id, {"form": form})
        done = set_aside(page=page, response_id=response_id, user=user, reason=form.cleaned_data["reason"])
        words = _("The response does not count any more.")
    if done:
        messages.success(request, words)
    else:
        messages.warning(request, _("The response has been changed meanwhile; nothing has been done."))
    there = reverse("surveys_admin:response", args=[pk, response_id])
    return redirect(f"{there}?{_filter(request)}")


urlpatterns = [
    path("<int:pk>/responses/", responses, name="responses"),
    path("<int:pk>/responses/<uuid:response_id>/", response, name="response"),
    path("<int:pk>/responses/<uuid:response_id>/contact/", contact, name="contact"),
    path("<int:pk>/responses/<uuid:response_id>/void/", void, name="void"),
]
