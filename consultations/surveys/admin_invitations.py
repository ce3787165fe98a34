"""The screen where invitation codes are made: shown once, as a file or as slips to cut apart, and never again."""

import csv
from typing import cast

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.core.models import User

from .admin_screens import editable
from .choices import Policy
from .models import Invitation, SurveyPage
from .services.invitations import MOST_AT_ONCE, create_invitations

FILE, SLIPS = "csv", "slips"
HALF = 4  # letters; a code is written in two groups


class BatchForm(forms.Form):
    """How many codes, for whom, and in which form."""

    batch = forms.CharField(
        label=gettext_lazy("Name of the batch"),
        max_length=60,
        help_text=gettext_lazy("For instance who gets them. People who answer do not see it."),
    )
    number = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=MOST_AT_ONCE)
    form = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=[(FILE, gettext_lazy("a table for a spreadsheet (CSV)")), (SLIPS, gettext_lazy("slips to print"))],
    )


@never_cache
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """Batches there are, and a form for a new one; its codes are the answer to that form."""
    page = editable(request, pk)
    form = BatchForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _screen(request, page, {"form": form})
    made = form.cleaned_data
    user = cast(User, request.user)  # the admin lets nobody else in
    codes = create_invitations(survey=page, batch=made["batch"], number=made["number"], user=user, now=timezone.now())
    written = [f"{code[:HALF]} {code[HALF:]}" for code in codes]
    if made["form"] == FILE:
        return _file(page, made["batch"], written)
    return _screen(request, page, {"codes": written, "batch": made["batch"]})


def _screen(request: HttpRequest, page: SurveyPage, context: dict[str, object]) -> HttpResponse:
    title = _("Invitation codes")
    batches = Invitation.objects.filter(survey_key=page.translation_key).values("batch").order_by("batch")
    crumbs = [
        {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
        {"url": "", "label": title},
    ]
    known = {
        "page": page,
        "breadcrumbs_items": crumbs,
        "header_title": title,
        "header_icon": "key",
        "batches": batches.annotate(number=Count("pk")),
        "asks_for_codes": page.policy == Policy.CODE,
        "address": page.full_url,
    }
    return render(request, "surveys_admin/invitations.html", {**known, **context})


def _file(page: SurveyPage, batch: str, codes: list[str]) -> HttpResponse:
    """UTF-8 with a mark and semicolons, which is what spreadsheet programs here expect."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.slug}-{slugify(batch) or "kody"}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("code"), _("address")])
    writer.writerows([code, page.full_url] for code in codes)
    return response


urlpatterns = [path("<int:pk>/invitations/", invitations, name="invitations")]
