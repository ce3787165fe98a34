"""Forms of consultations: the admin form's own rules, and the filter of the index page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.core.models import Municipality, Organiser, Topic

from .choices import ANNOUNCED_IN_BIP, StatusLabel


class ConsultationPageForm(WagtailAdminPageForm):
    """Adds what the model cannot check: rows saved after the page, and rules that a draft may still break."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._check_area(bool(cleaned.get("whole_metropolis")), bool(cleaned.get("municipalities")))
        if not self.is_deferred_validation:
            self._check_law(cleaned)
        return cleaned

    def _check_area(self, whole: bool, some: bool) -> None:
        if whole and some:
            self.add_error("municipalities", _("Leave this empty, or untick “whole metropolis”."))
        if not whole and not some and not self.is_deferred_validation:
            self.add_error("municipalities", _("Choose the municipalities concerned, or tick “whole metropolis”."))

    def _check_law(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("procedure") in ANNOUNCED_IN_BIP and not cleaned.get("bip_url"):
            self.add_error("bip_url", _("This procedure requires a notice in the Public Information Bulletin (BIP)."))


class ConsultationFilterForm(forms.Form):
    """The filter of the index page: one GET form; every criterion narrows, values inside one criterion widen."""

    q = forms.CharField(label=_("Street, estate, municipality or topic"), required=False, max_length=200)
    status = forms.MultipleChoiceField(label=_("Status"), required=False, choices=StatusLabel.choices)
    area = forms.MultipleChoiceField(label=_("Municipality"), required=False)
    topic = forms.MultipleChoiceField(label=_("Topic"), required=False)
    organiser = forms.MultipleChoiceField(label=_("Organiser"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("area", Municipality.objects.values_list("teryt", "short_name"))
        self._choices("topic", Topic.objects.values_list("slug", "name"))
        self._choices("organiser", Organiser.objects.values_list("slug", "name"))

    def _choices(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(choices)

    def chosen(self) -> list[tuple[str, str, str]]:
        """(parameter, value, label) of every criterion that is set and valid, for the removable chips."""
        if not self.is_valid():
            return []
        found: list[tuple[str, str, str]] = []
        for name, field in self.fields.items():
            value = self.cleaned_data[name]
            if isinstance(field, forms.MultipleChoiceField):
                labels = dict(field.widget.choices)
                found += [(name, code, labels[code]) for code in value]
            elif value:
                found.append((name, value, value))
        return found
