"""Rights of staff: a municipality works in its own section, coordinators in the whole portal with its taxonomies."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from .models import ConsultationIndexPage

ADMIN_RIGHTS = ["wagtailadmin.access_admin", "wagtail_localize.submit_translation"]
PAGE_RIGHTS = ["wagtailcore.add_page", "wagtailcore.change_page", "wagtailcore.publish_page"]
# Rights over files stay those of Wagtail's own models, whatever model the portal stores them in.
FILE_RIGHTS = [
    f"{app}.{action}_{model}"
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for action in ("add", "change", "choose")
]
TAXONOMY_RIGHTS = [
    f"core.{action}_{model}"
    for model in ("municipality", "topic", "organiser")
    for action in ("add", "change", "delete", "view")
]
# Contact data is left out: who may read it is decided for each group by hand
ANSWER_RIGHTS = [
    f"surveys.{right}" for right in ("see_results", "read_answers", "export_answers", "code_answers", "enter_paper")
]
# The search belongs to nobody's section: whoever coordinates keeps its words and looks after what it could not read
SEARCH_RIGHTS = [
    *(f"search.{action}_synonymset" for action in ("add", "change", "delete", "view")),
    *(f"search.{action}_emptysearch" for action in ("view", "delete")),
    *(
        f"search.{action}_{model}"
        for model in ("searchdocument", "extractedtext", "pendingprojection")
        for action in ("view", "change")
    ),
    *(f"wagtailsearchpromotions.{action}_searchpromotion" for action in ("add", "change", "delete")),
]


@transaction.atomic
def grant_section(*, section: ConsultationIndexPage, name: str) -> Group:
    """The group `name`: admin access, the section in every language it has, and a collection `name` for its files.

    Calling it again for the same name adds what is missing, for instance a language translated since.
    """
    group = _group(name)
    group.permissions.add(*_permissions(ANSWER_RIGHTS))
    _grant_pages(group, section)
    _grant_files(group, _collection(name))
    return group


@transaction.atomic
def grant_coordination(*, home: Page, name: str) -> Group:
    """The group `name`: admin access, all pages from `home` down in every language, all files, taxonomies and search.

    Calling it again adds what is missing, for instance rights that came with a later version of the portal.
    """
    group = _group(name)
    _grant_pages(group, home)
    _grant_files(group, _root_collection())
    group.permissions.add(
        *_permissions([*TAXONOMY_RIGHTS, *SEARCH_RIGHTS, *ANSWER_RIGHTS, "core.change_contactsettings"])
    )
    return group


def _group(name: str) -> Group:
    group, _created = Group.objects.get_or_create(name=name)
    group.permissions.add(*_permissions(ADMIN_RIGHTS))
    return group


def _permissions(names: Iterable[str]) -> list[Permission]:
    """Rights by their full names, `app.codename`; raises Permission.DoesNotExist for an unknown one."""
    pairs = [name.split(".") for name in names]
    return [Permission.objects.get(content_type__app_label=app, codename=codename) for app, codename in pairs]


def _grant_pages(group: Group, page: Page) -> None:
    for permission in _permissions(PAGE_RIGHTS):
        for translation in page.get_translations(inclusive=True):
            GroupPagePermission.objects.get_or_create(group=group, page_id=translation.pk, permission=permission)


def _grant_files(group: Group, collection: Collection) -> None:
    for permission in _permissions(FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _root_collection() -> Collection:
    return Collection.get_first_root_node()


def _collection(name: str) -> Collection:
    root = _root_collection()
    return root.get_children().filter(name=name).first() or root.add_child(instance=Collection(name=name))
