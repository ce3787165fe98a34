"""How people get to a survey: its address, a frame on another website, a kiosk. Only shown; nothing of it is stored."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urljoin

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .choices import NAMES_A_PERSON, Policy
from .kiosk import PLACE_LENGTH, kiosk_ticket
from .models import SurveyPage
from .views.responding import origins_of

KIOSK = "kiosk"  # prefix of the form's fields in the address of the overview


class KioskForm(forms.Form):
    """Where a kiosk stands, and the last day it may be used."""

    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=PLACE_LENGTH,
        help_text=gettext_lazy("Stored with each response given there."),
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, sent: Mapping[str, str] | None, today: date) -> None:
        super().__init__(sent, prefix=KIOSK)
        self.today = today

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(_("This day is over."))
        return until


def ways_to_answer(request: HttpRequest, page: SurveyPage, today: date) -> dict[str, Any]:
    """Context of “Ways to answer”: address, origins, snippet; the form of a kiosk and, once filled, its address."""
    asked = request.GET if f"{KIOSK}-place" in request.GET else None
    form = KioskForm(asked, today)
    ticket = ""
    if form.is_valid():
        ticket = kiosk_ticket(page.translation_key, form.cleaned_data["place"], form.cleaned_data["until"])
    return {
        "address": _absolute(request, page, page.url or ""),
        "origins": origins_of(page),
        "snippet": _snippet(request, page),
        "kiosk_form": form,
        "kiosk_address": _public(request, page, "survey_kiosk", ticket=ticket) if ticket else "",
        "asks_for_codes": page.policy == Policy.CODE,
        "once_per_device": page.policy == Policy.DEVICE,
        "anyone": page.policy == Policy.OPEN,
        "no_kiosk": page.policy in NAMES_A_PERSON,
    }


def _snippet(request: HttpRequest, page: SurveyPage) -> str:
    """HTML for another website: a frame, and a link for those who cannot use it.

    `referrerpolicy` lets the frame know which website it is on, whatever that website hides from others.
    """
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="800" referrerpolicy="origin"></iframe>\n'
        '<p><a href="{}">{}</a></p>',
        _public(request, page, "survey_embed"),
        page.title,
        _absolute(request, page, page.url or ""),
        page.title,
    )


def _public(request: HttpRequest, page: SurveyPage, name: str, **parts: str) -> str:
    """Address of a public view in the language of the page, whatever the language of the admin."""
    with translation.override(page.locale.language_code):
        return _absolute(request, page, reverse(name, kwargs={"key": page.translation_key, **parts}))


def _absolute(request: HttpRequest, page: SurveyPage, address: str) -> str:
    """On the host of the survey's site, which need not be that of the admin."""
    return urljoin(page.full_url or request.build_absolute_uri("/"), address)
