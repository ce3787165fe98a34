"""Public views of organisers: the list and the profile with its consultations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.core.models import Organiser
from cms.core.site_tree import hidden_for

from .models import ConsultationPage
from .models.listing import listing_page


def organiser_list(request: HttpRequest) -> HttpResponse:
    """All organisers by name."""
    organisers = Organiser.objects.select_related("municipality")
    return render(request, "pages/organiser_list.html", {"organisers": organisers, "title": _("Organisers")})


def organiser_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Profile of one organiser and its consultations, in the order of the main list."""
    organiser: Organiser = get_object_or_404(Organiser.objects.select_related("municipality"), slug=slug)
    pages = ConsultationPage.objects.visible(hidden_for(request)).filter(
        organiser=organiser, locale=Locale.get_active()
    )
    listing = listing_page(pages, request.GET.get("page"), timezone.now())
    context = {"organiser": organiser, "consultations": listing, "title": organiser.name}
    return render(request, "pages/organiser_detail.html", context)
