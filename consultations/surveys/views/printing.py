"""The form of a survey on paper: a page to print, and a PDF of the same."""

import uuid

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from .. import selectors
from ..forms.localised import localised
from ..models import SurveyPage, SurveyVersion
from ..paper.layout import Form, Frame, form_of
from ..paper.pdf import pdf_of
from ..questionnaire.structure import Element
from .context import PICTURE, pictures_of
from .visits import find_page


def paper_form_of(page: SurveyPage, version: SurveyVersion) -> Form:
    """The form of a version in the language of the page, its own words in the active one."""
    language = page.locale.language_code
    frame = Frame(
        title=page.title,
        form_id=form_id(page, version),
        language=language,
        introduction=page.introduction,
        clause=page.information_clause,
        thanks=page.thanks,
        address=page.full_url or "",
        is_linked=page.linked,
    )
    return form_of(localised(version, language), frame)


def form_id(page: SurveyPage, version: SurveyVersion) -> str:
    """What tells the forms of this version from all others: `S12-v4`; the same in every language."""
    source = next(iter(page.in_all_languages), page)
    return f"S{source.pk}-v{version.number}"


def version_asked_for(request: HttpRequest, page: SurveyPage) -> SurveyVersion:
    """The version of `?version=`, else the live one. Raises Http404."""
    number = request.GET.get("version", "")
    wanted = number.isascii() and number.isdigit() and len(number) < 7
    found = selectors.version(page.translation_key, int(number)) if wanted else None
    found = found or (None if number else page.live_version)
    if found is None:
        raise Http404
    return found


def print_view(request: HttpRequest, page: SurveyPage) -> HttpResponse:
    """The form as HTML for printing; `?large=1` in letters of 18 points."""
    version = version_asked_for(request, page)
    with translation.override(page.locale.language_code):
        form = paper_form_of(page, version)
        code = segno.make(form.frame.address or "-", error="m", micro=False)
        query = request.GET.copy()
        query["pdf"] = "1"
        context = {
            "form": form,
            "version": version,
            "code": code.svg_data_uri(border=2) if form.frame.address else "",
            "is_large": "large" in request.GET,
            "pdf_query": query.urlencode(),
            "pictures": pictures_of(_elements(page, version)),
        }
        return render(request, "surveys/paper.html", context)


def pdf_view(request: HttpRequest, page: SurveyPage) -> HttpResponse:
    """The form as a PDF file; the same parameters as the page for printing."""
    version = version_asked_for(request, page)
    with translation.override(page.locale.language_code):
        form = paper_form_of(page, version)
        content = pdf_of(form, _files(page, version), large="large" in request.GET)
        response = HttpResponse(content, content_type="application/pdf")
        name = f"{slugify(page.title)[:60] or 'survey'}-{form.frame.form_id.lower()}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        response["X-Robots-Tag"] = "noindex"
        return response


def _elements(page: SurveyPage, version: SurveyVersion) -> list[Element]:
    definition = localised(version, page.locale.language_code)
    return [element for one in definition.pages for element in one.elements]


def _files(page: SurveyPage, version: SurveyVersion) -> dict[int, bytes]:
    """The pictures of a form as files; those that cannot be read are left out."""
    found = {}
    for number, picture in pictures_of(_elements(page, version)).items():
        try:
            with picture.get_rendition(f"{PICTURE}|format-jpeg").file.open("rb") as file:
                found[number] = file.read()
        except OSError:  # lost from the store, or no picture at all
            continue
    return found


@require_safe
def printed(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The form for residents to print, while the survey is public."""
    page = find_page(request, key)
    response = pdf_view(request, page) if "pdf" in request.GET else print_view(request, page)
    response["X-Robots-Tag"] = "noindex"
    return response
