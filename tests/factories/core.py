"""Builders of the kernel's records, of users, files and pages. Every object is valid by default."""

from typing import Any, TypeVar

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory
from wagtail.models import Collection, Locale, Page

from cms.core.choices import MunicipalityKind, OrganiserKind, TopicIcon
from cms.core.models import Municipality, Organiser, PortalDocument, PortalImage, Topic

PageT = TypeVar("PageT", bound=Page)
PASSWORD = "correct horse battery staple"


def root_collection() -> Collection:
    """The root of the collections; migrations make it, a flushed database has lost it."""
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


class MunicipalityFactory(DjangoModelFactory):
    """A rural municipality without a county; names and codes differ from one to the next."""

    class Meta:
        model = Municipality

    name = factory.LazyAttribute(lambda one: f"Gmina {one.short_name}")
    short_name = factory.Sequence(lambda number: f"Wieś {number:03d}")
    kind = MunicipalityKind.RURAL
    teryt = factory.Sequence(lambda number: f"30{number:04d}2")
    latitude = "52.40600"
    longitude = "16.92500"
    website = "https://gmina.example.org/"
    email = "urzad@example.org"


class CountyFactory(MunicipalityFactory):
    """A county, whose code has four digits."""

    name = factory.LazyAttribute(lambda one: f"Powiat {one.short_name}")
    kind = MunicipalityKind.COUNTY
    teryt = factory.Sequence(lambda number: f"{3000 + number % 1000}")


class TopicFactory(DjangoModelFactory):
    """A topic; later ones come later in the order."""

    class Meta:
        model = Topic

    name = factory.Sequence(lambda number: f"Temat {number:03d}")
    slug = factory.Sequence(lambda number: f"temat-{number}")
    icon = TopicIcon.MAP
    sort_order = factory.Sequence(lambda number: number % 30_000)


class OrganiserFactory(DjangoModelFactory):
    """The office of a municipality."""

    class Meta:
        model = Organiser

    name = factory.Sequence(lambda number: f"Urząd Gminy {number:03d}")
    slug = factory.Sequence(lambda number: f"urzad-{number}")
    kind = OrganiserKind.LOCAL_GOVERNMENT
    municipality = factory.SubFactory(MunicipalityFactory)
    email = "konsultacje@example.org"
    phone = "61 000 00 00"


class UserFactory(DjangoModelFactory):
    """A user without any rights, who signs in with `PASSWORD`."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True  # set_password below comes before the only save

    username = factory.Sequence(lambda number: f"user-{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)


class AdministratorFactory(UserFactory):
    """A superuser."""

    username = factory.Sequence(lambda number: f"administrator-{number}")
    is_staff = True
    is_superuser = True


class PortalImageFactory(DjangoModelFactory):
    """A PNG of one colour, made in memory, with an alternative text; `file__width`, `file__height` change its size."""

    class Meta:
        model = PortalImage

    title = factory.Sequence(lambda number: f"Zdjęcie {number}")
    description = "Ławka pod dębem nad Wartą"
    credit = "Fot. Anna Przykładowa, CC BY 4.0"
    file = factory.django.ImageField(filename="lawka.png", width=1280, height=720, color="teal", format="PNG")
    collection = factory.LazyFunction(root_collection)


class PortalDocumentFactory(DjangoModelFactory):
    """A small PDF file; `file__filename` and `file__data` change it."""

    class Meta:
        model = PortalDocument

    title = factory.Sequence(lambda number: f"Dokument {number}")
    file = factory.django.FileField(filename="dokument.pdf", data=b"%PDF-1.7\n" + b"0" * 2048)
    language = "pl"
    accessibility_note = "warstwa tekstowa, oznaczona"
    collection = factory.LazyFunction(root_collection)


def locale_for(language: str) -> Locale:
    """The locale of a language of the portal: pl, en or uk."""
    return Locale.objects.get_or_create(language_code=language)[0]


def add_page(parent: Page, page: PageT) -> PageT:
    """Save `page` below `parent`, in its locale; Wagtail validates it, so an invalid one raises ValidationError."""
    page.locale = parent.locale
    return parent.add_child(instance=page)


def translated(page: Page, language: str, *, alias: bool = False, **fields: Any) -> Page:
    """The page in another language with the pages above it, published; an alias shows the source until translated."""
    copy = page.copy_for_translation(locale_for(language), copy_parents=True, alias=alias).specific
    if alias:
        return copy
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.live = True
    copy.save()
    return copy
