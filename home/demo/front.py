"""The home page, the site that it is the root of, and the portal's contact details."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from cms.core.models import ContactSettings

from ..models import HomePage
from .bodies import stream
from .ingredients import Ingredients
from .texts import in_polish, read
from .tree import child

SITE_NAME = "Metropolia rozmawia"
DEFAULT_PORTS = {"http": 80, "https": 443}


def home_page(ingredients: Ingredients) -> HomePage:
    """The Polish home page: the one there is, whoever made it, else a new one at the top of the tree."""
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    existing = HomePage.objects.filter(locale=locale).first()
    if existing is not None:
        return existing
    row = in_polish(read("home"))
    row["body"] = stream(HomePage, "body", row["slug"], row["body"], ingredients)
    return child(Page.get_first_root_node(), HomePage(**row, locale=locale), ingredients.today)


def site(home: HomePage) -> Site:
    """The default site with `home` as its root; Wagtail's welcome page goes."""
    found = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if found.root_page_id == home.pk:
        return found
    replaced = found.root_page if found.root_page_id else None
    address = urlsplit(settings.BASE_URL)
    found.hostname, found.port = address.hostname or "localhost", address.port or DEFAULT_PORTS[address.scheme]
    found.site_name, found.root_page = SITE_NAME, home
    found.save()
    # only the page that Wagtail's own migration made: a plain Page; its site would go with it
    if replaced is not None and replaced.specific_class is Page:
        replaced.delete()
    return found


def contact_settings(of_site: Site) -> ContactSettings:
    """Who runs the portal; kept if staff have filled it in."""
    settings_row, _created = ContactSettings.objects.get_or_create(site=of_site, defaults=read("contact"))
    return settings_row
