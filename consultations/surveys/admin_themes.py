"""The screen where staff keep the code frame of an open question: themes on two levels, each with a key."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.core.models import User

from .admin_coding import asked, in_order
from .admin_screens import screen
from .coding_queue import OpenQuestion
from .models import SurveyPage, Theme
from .questionnaire.locales import in_locale
from .services.coding import KEYS, CodingRefused, add_theme, change_theme, delete_theme, move_theme

REFUSALS = {
    "label_taken": ("label", gettext_lazy("Another theme has this label.")),
    "key_taken": ("shortcut", gettext_lazy("Another theme has this key.")),
    "key_reserved": ("shortcut", gettext_lazy("One letter or digit; j, k, p, r and w have a meaning of their own.")),
    "no_key_left": ("shortcut", gettext_lazy("Every key is taken: delete a theme first.")),
    "too_deep": ("parent", gettext_lazy("There are two levels only.")),
}


class ThemeForm(forms.Form):
    """A theme: its label, its key, and for a new one the theme above it."""

    label = forms.CharField(label=gettext_lazy("Label"), max_length=120)
    shortcut = forms.CharField(label=gettext_lazy("Keyboard key"), max_length=1, required=False)
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Part of"), queryset=Theme.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, question: OpenQuestion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["parent"]).queryset = question.themes.filter(parent=None)

    def clean_shortcut(self) -> str:
        """The key as it is compared."""
        return str(self.cleaned_data["shortcut"]).lower()


@never_cache
@require_http_methods(["GET", "POST"])
def themes(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """The themes of one question; each form on it does one thing, which `do` names."""
    page, question = asked(request, pk, uid)
    if request.method != "POST":
        return _frame(request, page, question)
    action = ACTIONS.get(request.POST.get("do", ""))
    if action is None:
        return redirect("surveys_admin:themes", pk, uid)
    return action(request, page, question) or redirect("surveys_admin:themes", pk, uid)


def _add(request: HttpRequest, page: SurveyPage, question: OpenQuestion) -> HttpResponse | None:
    form = ThemeForm(question, request.POST, auto_id="new-%s")
    if form.is_valid():
        given = {**form.cleaned_data, "uid": question.uid}
        if _done(form, lambda: add_theme(page=page, user=cast(User, request.user), **given)):
            return None
    return _frame(request, page, question, new=form)


def _change(request: HttpRequest, page: SurveyPage, question: OpenQuestion) -> HttpResponse | None:
    theme = _theme(request, question)
    form = ThemeForm(question, request.POST, auto_id=f"theme-{theme.pk}-%s")
    if form.is_valid():
        label, shortcut = form.cleaned_data["label"], form.cleaned_data["shortcut"] or theme.shortcut
        user = cast(User, request.user)
        if _done(form, lambda: change_theme(page=page, user=user, theme=theme, label=label, shortcut=shortcut)):
            return None
    return _frame(request, page, question, changed={theme.pk: form})


def _done(form: ThemeForm, act: Callable[[], object]) -> bool:
    """Whether it was done; a refusal goes beside its field."""
    try:
        act()
    except CodingRefused as refusal:
        field, words = REFUSALS.get(refusal.reason, (None, _("This cannot be done.")))
        form.add_error(field, words)
        return False
    return True


def _delete(request: HttpRequest, page: SurveyPage, question: OpenQuestion) -> HttpResponse | None:
    """Ask first, and say how many answers lose the theme."""
    theme = _theme(request, question)
    if "sure" not in request.POST:
        number = theme.open_answers.count()
        context = {"question": question, "theme": theme, "number": number, "below": list(theme.children.all())}
        return screen(request, page, "themes_delete", _("Delete a theme"), context)
    lost = delete_theme(page=page, user=cast(User, request.user), theme=theme)
    words = ngettext("Deleted; %(number)s answer had it.", "Deleted; %(number)s answers had it.", lost)
    messages.success(request, words % {"number": lost})
    return None


def _up(request: HttpRequest, page: SurveyPage, question: OpenQuestion) -> None:
    move_theme(page=page, user=cast(User, request.user), theme=_theme(request, question), step=-1)


def _down(request: HttpRequest, page: SurveyPage, question: OpenQuestion) -> None:
    move_theme(page=page, user=cast(User, request.user), theme=_theme(request, question), step=1)


def _theme(request: HttpRequest, question: OpenQuestion) -> Theme:
    number = request.POST.get("theme", "")
    return get_object_or_404(question.themes, pk=int(number) if number.isdecimal() and len(number) < 10 else 0)


def _frame(
    request: HttpRequest,
    page: SurveyPage,
    question: OpenQuestion,
    new: ThemeForm | None = None,
    changed: dict[int, ThemeForm] | None = None,
) -> HttpResponse:
    rows = [(theme, (changed or {}).get(theme.pk) or _form(question, theme)) for theme in in_order([*question.themes])]
    context = {
        "question": question,
        "question_text": in_locale(question.series.element.text, page.locale.language_code),
        "rows": rows,
        "new": new or ThemeForm(question, auto_id="new-%s"),
        "keys": " ".join(sorted(KEYS)),
    }
    return screen(request, page, "themes", _("Themes of open answers"), context)


def _form(question: OpenQuestion, theme: Theme) -> ThemeForm:
    known = {"label": theme.label, "shortcut": theme.shortcut}
    return ThemeForm(question, initial=known, auto_id=f"theme-{theme.pk}-%s")


Action = Callable[[HttpRequest, SurveyPage, OpenQuestion], HttpResponse | None]
ACTIONS: dict[str, Action] = {"add": _add, "change": _change, "delete": _delete, "up": _up, "down": _down}

urlpatterns = [path("<int:pk>/themes/<str:uid>/", themes, name="themes")]
