"""What stands around every page of a site: home pages, menus, view restrictions, contact details.

It is the same for thousands of requests and took a third of the time of a page, so every process keeps it. One small
query per request tells whether it is still true: every change of what it holds renews the mark in `SiteVersion`.
"""

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, Site

from .models import ContactSettings, SiteVersion
from .models.querysets import hidden_paths

# Seconds after which a frame is read anew whatever its mark: writes below the model layer send no signal
LIFETIME = 10.0
MAX_FRAMES = 32  # host names of one process
VERSION = 1  # primary key of the only row


@dataclass(frozen=True, slots=True)
class SiteFrame:
    """A site with its home pages and the pages right below them in all languages, in the order of the tree.

    `hidden` are the tree paths that view restrictions hide, `contact` is None until staff have said who runs the
    portal. `made` keeps what others make of the frame, which ends with it. Threads share a frame: nobody changes it.
    """

    site: Site
    pages: tuple[Page, ...]
    hidden: list[str]
    contact: ContactSettings | None
    made: dict[Any, Any] = field(default_factory=dict, compare=False)


class FrameKeeper:
    """The frames of this process, by the host and port that requests name."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._mark = ""
        self._frames: dict[tuple[str, str], tuple[SiteFrame | None, float]] = {}

    def of(self, request: HttpRequest) -> SiteFrame | None:
        """The frame for a request, no older than the last committed change; None without a site."""
        if connection.in_atomic_block:  # what a transaction has written is its own until it commits
            return _read(request)
        # before the frame: a change in between makes the next request read again
        mark = _current_mark()
        host = (request._get_raw_host(), request.get_port())  # type: ignore[attr-defined]  # as Wagtail finds the site
        with self._lock:
            if mark != self._mark:
                self._frames, self._mark = {}, mark
            frames = self._frames
            frame, ends_at = frames.get(host, (None, 0.0))
        if not mark or monotonic() > ends_at:
            frame = _read(request)
            if len(frames) >= MAX_FRAMES:
                frames.clear()
            frames[host] = frame, monotonic() + LIFETIME
        return frame

    def forget(self) -> None:
        """Read everything again at the next request."""
        self._mark, self._frames = "", {}


def _read(request: HttpRequest) -> SiteFrame | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    root = site.root_page
    wanted = Q(translation_key=root.translation_key) | Q(depth=root.depth + 1)
    pages = Page.objects.filter(wanted).select_related("locale").order_by("path")
    return SiteFrame(site, tuple(pages), hidden_paths(), ContactSettings.objects.filter(site=site).first())


def _current_mark() -> str:
    """The mark of the latest change; empty before the first one. Below the ORM, which takes ten times as long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM core_siteversion WHERE id = %s", [VERSION])
        row = cursor.fetchone()
    return row[0] if row else ""


def renew_version() -> None:
    """Say that something of the frame has changed; every process reads it again."""
    mark = uuid4().hex
    if not SiteVersion.objects.filter(pk=VERSION).update(mark=mark):
        SiteVersion.objects.bulk_create(
            [SiteVersion(pk=VERSION, mark=mark)], update_conflicts=True, unique_fields=["id"], update_fields=["mark"]
        )


frames = FrameKeeper()
