"""Public views of organisers: the list and the profile with its consultations."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.core.models import Organiser

from .models import ConsultationPage
from .models.listing import PER_PAGE


def organiser_list(request: HttpRequest) -> HttpResponse:
    """All organisers by name."""
    organisers = Organiser.objects.select_related("municipality")
    return render(request, "pages/organiser_list.html", {"organisers": organisers, "title": _("Organisers")})


def organiser_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Profile of one organiser and its consultations, in the order of the main list."""
    organiser: Organiser = get_object_or_404(Organiser.objects.select_related("municipality"), slug=slug)
    now = timezone.now()
    pages = ConsultationPage.objects.visible().filter(organiser=organiser, locale=Locale.get_active())
    listing = Paginator(pages.in_listing_order(now).for_cards(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"organiser": organiser, "consultations": listing, "title": organiser.name}
    return render(request, "pages/organiser_detail.html", context)
