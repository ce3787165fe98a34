"""What search engines and social media read: addresses, sharing image, JSON-LD."""

import json
from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.images.shortcuts import get_rendition_or_not_found

from ..models import BasePage, PortalImage

register = template.Library()

CARD = "img/social-card.png"
CARD_FILTER = "fill-1200x630|format-jpeg"
# `<` could close the script element, the two separators end a line in old parsers (as django.utils.html.json_script)
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


# Open Graph wants a territory too
TERRITORIES = {"pl": "pl_PL", "en": "en_GB", "uk": "uk_UA"}


@dataclass(frozen=True, slots=True)
class SharingImage:
    """Absolute address and alternative text of a picture of 1200 x 630 pixels."""

    url: str
    alt: str


@register.simple_tag(takes_context=True)
def canonical_url(context: dict[str, Any]) -> str:
    """Absolute address the content belongs to: for an untranslated page that of its source."""
    request: HttpRequest = context["request"]
    page = context.get("page")
    if not isinstance(page, BasePage):
        return request.build_absolute_uri(request.path)
    source = page.alias_of if page.alias_of_id else page
    return request.build_absolute_uri(source.get_url(request) or request.path)


@register.simple_tag(takes_context=True)
def absolute_url(context: dict[str, Any], address: str) -> str:
    """The address with scheme and host of the request."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(address)


@register.simple_tag(takes_context=True)
def sharing_image(context: dict[str, Any]) -> SharingImage:
    """Picture for social media: the page's own, else its listing image, else the portal's card."""
    image = _own_image(context.get("page"))
    if image is None:
        return SharingImage(absolute_url(context, static(CARD)), _("Metropolia rozmawia"))
    rendition = get_rendition_or_not_found(image, CARD_FILTER)
    return SharingImage(absolute_url(context, rendition.url), image.default_alt_text)


def _own_image(page: Any) -> PortalImage | None:
    if not isinstance(page, BasePage):
        return None
    image = page.social_image or page.listing_image
    # no social network shows vector images, and Wagtail does not turn them into pixels
    return None if image is None or image.is_svg() else image


@register.filter
def open_graph_locale(language: str) -> str:
    """`pl_PL` for `pl`."""
    return TERRITORIES.get(language, language)


@register.simple_tag
def json_ld(structured_data: list[dict[str, Any]]) -> SafeString:
    """The objects in a data block: not a script to browsers, so the content security policy has no say in it."""
    data = json.dumps(structured_data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')
