"""Screens of a survey for its editors: overview, what publishing would change, a rehearsal, export and import."""

import json
import random
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.core.models import User

from .admin_review import waiting
from .admin_screens import editable, screen
from .admin_ways import ways_to_answer
from .models import SurveyPage
from .questionnaire.blank import is_blank
from .questionnaire.findings import DefinitionRefused
from .questionnaire.refusals import Refusal
from .review import draft_content, rehearsal, review_changes, survey_overview
from .sentences import refusal_text
from .services import import_definition, record_test

app_name = "surveys_admin"
LARGEST_IMPORT = 2_000_000  # bytes; the largest survey allowed has a tenth of that


class ImportForm(forms.Form):
    """A definition as a file or as text."""

    file = forms.FileField(label=gettext_lazy("JSON file"), required=False)
    text = forms.CharField(label=gettext_lazy("or its text"), required=False, widget=forms.Textarea(attrs={"rows": 8}))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["content"] = self._content(cleaned)
        return cleaned

    def _content(self, cleaned: dict[str, Any]) -> Any:
        file = cleaned.get("file")
        if file is not None and file.size > LARGEST_IMPORT:
            raise forms.ValidationError(_("The file is too large."))
        raw = file.read() if file is not None else str(cleaned.get("text") or "").encode()
        try:
            return json.loads(raw)
        except (ValueError, RecursionError) as fault:
            raise forms.ValidationError(_("This is no JSON.")) from fault


@require_GET
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Versions, responses so far, ways to answer, logic and hints."""
    return _overview(request, editable(request, pk), ImportForm())


def _overview(request: HttpRequest, page: SurveyPage, import_form: ImportForm) -> HttpResponse:
    context = {
        **survey_overview(page),
        "waiting": waiting(page).count(),
        "ways": ways_to_answer(request, page, timezone.localdate()),
        "import_form": import_form,
    }
    return screen(request, page, "overview", _("Survey"), context)


@require_GET
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What publishing the draft would change, and what keeps it from being published."""
    page = editable(request, pk)
    return screen(request, page, "changes", _("Check before publishing"), review_changes(page))


@require_GET
def rehearse(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft filled in at random; the seed in the address shows the same answers again."""
    page = editable(request, pk)
    text = request.GET.get("seed", "")
    seed = int(text) if text.isdecimal() and len(text) < 10 else random.randrange(10**6)  # noqa: S311  # no secret
    context = rehearsal(page, seed, timezone.localdate())
    return screen(request, page, "rehearsal", _("Filled in at random"), {**context, "seed": seed})


@require_POST
def store_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Store a random response marked as a test."""
    page = editable(request, pk)
    version = page.live_version
    if version is None:
        messages.error(request, _("Publish the survey first: a response belongs to a published version."))
    else:
        seed = random.randrange(10**6)  # noqa: S311  # no secret
        receipt = record_test(page=page, version=version, seed=seed, now=timezone.now())
        messages.success(request, _("Test response stored, receipt %(code)s.") % {"code": receipt.code})
    return redirect("surveys_admin:overview", pk)


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft's definition as a file."""
    page = editable(request, pk)
    options = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(draft_content(page), json_dumps_params=options)
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.ankieta.json"'
    return response


@require_http_methods(["POST"])
def import_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace the questions of the draft by those of a definition."""
    page = editable(request, pk)
    if page.alias_of_id is not None or page.permissions_for_user(request.user).page_locked():
        raise PermissionDenied
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            user = cast(User, request.user)  # the admin lets nobody else in
            import_definition(page=page, content=form.cleaned_data["content"], user=user)
        except DefinitionRefused as fault:
            form.add_error(None, [_located(one) for one in fault.refusals[:20]])
        else:
            messages.success(request, _("The questions have been imported into the draft. Nothing is published yet."))
            return redirect("wagtailadmin_pages:edit", pk)
    return _overview(request, page, form)


def _located(refusal: Refusal) -> str:
    place = refusal.pointer if not is_blank(refusal.pointer) else "/"
    return f"{place}: {refusal_text(refusal)}"


urlpatterns = [
    path("<int:pk>/", overview, name="overview"),
    path("<int:pk>/changes/", changes, name="changes"),
    path("<int:pk>/rehearsal/", rehearse, name="rehearsal"),
    path("<int:pk>/test/", store_test, name="test"),
    path("<int:pk>/definition.json", export, name="export"),
    path("<int:pk>/import/", import_json, name="import"),
]
