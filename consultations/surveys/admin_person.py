"""The screen where staff answer a person's wish to see or to have erased what they said (GDPR, art. 15 and 17)."""

from typing import Any, cast

from cryptography.fernet import InvalidToken
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.core.models import User

from .admin_screens import answerable, screen
from .admission import normalise_code
from .choices import ResponseStatus, Right
from .email_addresses import LONGEST, normalise_email
from .faults import NotAdmitted
from .forms.localised import localised
from .forms.summary import answers_in_words
from .models import SurveyPage
from .rights import require
from .selectors import version
from .services.receipts import erase_known_person, open_person
from .tickets import code_subject, email_subject


class PersonForm(forms.Form):
    """Who asks: an e-mail address or an invitation code, which travels in the body and is stored nowhere."""

    who = forms.CharField(
        label=gettext_lazy("E-mail address or invitation code"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Make sure first that the person is who they say they are."),
    )

    def clean_who(self) -> str:
        """The address or the code as it was digested."""
        typed = str(self.cleaned_data["who"])
        try:
            found = normalise_email(typed) if "@" in typed else normalise_code(typed)
        except NotAdmitted:
            found = ""
        if not found:
            raise ValidationError(_("This is neither an e-mail address nor an invitation code."))
        return found


@never_cache
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Find what a person said in a linked survey, hand it out as a file, or erase it once that was confirmed."""
    page = answerable(request, pk, Right.READ_CONTACTS)
    require(request.user, page, Right.CODE_ANSWERS)
    form = PersonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _screen(request, page, {"form": form})
    user, subject = cast(User, request.user), _subject(page, form.cleaned_data["who"])
    if request.POST.get("do") == "erase" and "sure" in request.POST:
        return _erase(request, page, user, subject)
    try:
        said = open_person(page=page, subject=subject, user=user)
    except InvalidToken:
        form.add_error(None, _("Contact data was encrypted with another key than the portal has now."))
        return _screen(request, page, {"form": form})
    if request.POST.get("do") == "download":
        return _file(page, said)
    is_unsure = request.POST.get("do") == "erase"
    return _screen(request, page, {"form": form, "said": [_words(page, one) for one in said], "is_unsure": is_unsure})


def _subject(page: SurveyPage, who: str) -> str:
    digest = email_subject if "@" in who else code_subject
    return digest(page.translation_key, who)


def _erase(request: HttpRequest, page: SurveyPage, user: User, subject: str) -> HttpResponse:
    number = erase_known_person(page=page, subject=subject, user=user, now=timezone.now())
    words = ngettext("%(number)s response was erased.", "%(number)s responses were erased.", number)
    messages.success(request, words % {"number": number})
    return redirect("surveys_admin:person", page.pk)


def _file(page: SurveyPage, said: list[dict[str, Any]]) -> HttpResponse:
    content = {"survey": page.title, "responses": said}
    response = JsonResponse(content, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.json"'
    return response


def _words(page: SurveyPage, one: dict[str, Any]) -> dict[str, Any]:
    """A response as it is shown."""
    asked = version(page.translation_key, one["version"])
    answers = {**one["answers"], **one["contact"]}
    rows = answers_in_words(localised(asked, page.locale.language_code), answers) if asked else []
    status = ResponseStatus(one["status"]).label
    return {"submitted_at": parse_datetime(one["submitted_at"]), "status": status, "answers": rows}


def _screen(request: HttpRequest, page: SurveyPage, context: dict[str, Any]) -> HttpResponse:
    return screen(request, page, "person", _("One person's answers"), context)


urlpatterns = [path("<int:pk>/person/", person, name="person")]
