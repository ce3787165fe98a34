"""Texts of attached files: read once by their content, in a child process, never while somebody waits long."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime
from time import monotonic

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task
from wagtail.models import Collection, Page, ReferenceIndex

from cms.core.commits import once_after_commit
from cms.core.models import PortalDocument

from ..extraction import ExtractionError, extract
from ..findable import Surroundings
from ..models import ExtractedText, SearchDocument
from ..owners import owner_name
from .documents import take_out
from .owners import ask_for_texts, mark, refresh_documents_of, texts_wanted

logger = logging.getLogger(__name__)
READ_SECONDS = 20.0  # for one file, by the process that has time
WAIT_SECONDS = 3.0  # for all waiting files together, where the task runs inside somebody's request
PAUSE_SECONDS = 10  # between two such waits
BLOCK_BYTES = 1024 * 1024
State = ExtractedText.State


# --- reading -----------------------------------------------------------------------------------------------------
def extract_text(*, document: PortalDocument, seconds: float = READ_SECONDS) -> ExtractedText:
    """Read the text of a file and give it to its documents; a file that cannot be read keeps the reason.

    With less than `READ_SECONDS`, a file that takes longer stays waiting.
    """
    extracted, _is_new = ExtractedText.objects.get_or_create(document=document)
    try:
        extracted.file_hash = _hash(document)
        extracted.text, extracted.reason = _text(document, extracted.file_hash, seconds), ""
        extracted.state = State.DONE
    except ExtractionError as error:
        if error.reason == "timeout" and seconds < READ_SECONDS:
            return extracted
        extracted.text, extracted.reason, extracted.state = "", error.reason, State.FAILED
    return _kept(extracted, document)


def _hash(document: PortalDocument) -> str:
    """SHA-1 of the content, as Wagtail's own; raises ExtractionError for a file that is gone."""
    digest = hashlib.sha1(usedforsecurity=False)
    try:
        with document.file.storage.open(document.file.name) as stream:
            while block := stream.read(BLOCK_BYTES):
                digest.update(block)
    except (OSError, ValueError):
        raise ExtractionError("missing") from None
    return digest.hexdigest()


def _text(document: PortalDocument, file_hash: str, seconds: float) -> str:
    """The text, taken from another document with the same content if there is one. Raises ExtractionError."""
    twin = ExtractedText.objects.filter(file_hash=file_hash, state=State.DONE).exclude(document=document).first()
    if twin is not None:
        return twin.text
    with document.file.storage.open(document.file.name) as stream:
        text = extract(stream, document.filename, seconds=seconds).replace("\x00", "")
    if not text.strip():
        raise ExtractionError("no-text")
    return text


@transaction.atomic
def _kept(extracted: ExtractedText, document: PortalDocument) -> ExtractedText:
    """Store the outcome, unless the file was replaced while it was read; then its documents follow."""
    current = ExtractedText.objects.filter(pk=extracted.pk, document__file=document.file.name)
    if current.update(
        state=extracted.state, reason=extracted.reason, text=extracted.text, file_hash=extracted.file_hash
    ):
        refresh_documents_of(owners_of_files([document.pk]), now=timezone.now())
    return extracted


def extract_pending(limit: int, seconds: float) -> int:
    """Read waiting files, at most `limit` and, all together, about `seconds` long; how many left the queue."""
    deadline = monotonic() + seconds
    waiting = ExtractedText.objects.filter(state=State.PENDING).order_by("pk").select_related("document")
    done = 0
    for extracted in waiting[:limit]:
        left = deadline - monotonic()
        if left <= 0:
            break
        done += _read_one(extracted.document, min(left, READ_SECONDS))
    return done


def _read_one(document: PortalDocument, seconds: float) -> bool:
    try:
        return extract_text(document=document, seconds=seconds).state != State.PENDING
    except Exception:  # storages raise anything; the other files go on
        logger.exception("The text of document %s could not be read", document.pk)
        ExtractedText.objects.filter(document=document).update(state=State.FAILED, reason="unreadable")
        return True


@task()
def read_files() -> int:
    """Background task: read what waits, not again right after the last time; how many files.

    With the immediate backend a request waits for it, so it is short; `search_sync` reads the rest.
    """
    is_rested = cache.add("search-reading", True, timeout=PAUSE_SECONDS)
    return extract_pending(limit=20, seconds=WAIT_SECONDS) if is_rested else 0


@receiver(texts_wanted)
def read_waiting_files(**_kwargs: object) -> None:
    """Have waiting files read in the background."""
    read_files.enqueue()


def read_again(*, key: int) -> bool:
    """Put an unreadable file into the queue again, by the key of its text; whether there is one."""
    once_after_commit(ask_for_texts)
    unread = ExtractedText.objects.filter(pk=key, state=State.FAILED)
    return bool(unread.update(state=State.PENDING, reason="", file_hash=""))


# --- changes of files --------------------------------------------------------------------------------------------
def owners_of_files(keys: Iterable[int]) -> list[str]:
    """Owners whose documents have these files, and pages that refer to one."""
    files = list(keys)
    known = SearchDocument.objects.filter(file__in=files).values_list("owner", flat=True)
    return sorted({*known.distinct(), *_referring_pages(files)})


def _referring_pages(files: list[int]) -> Iterable[str]:
    types = ContentType.objects.get_for_models(PortalDocument, Page)
    references = ReferenceIndex.objects.filter(
        to_content_type=types[PortalDocument], to_object_id__in=list(map(str, files)), base_content_type=types[Page]
    )
    return (owner_name(Page, key) for key in references.values_list("object_id", flat=True).distinct())


def forget_text(*, document: PortalDocument) -> None:
    """The file was replaced: what the old one said is gone at once, the new one is read after the commit."""
    known = ExtractedText.objects.filter(document=document)
    if known.update(state=State.PENDING, text="", reason="", file_hash=""):
        once_after_commit(ask_for_texts)


def file_changed(*, document: PortalDocument, now: datetime) -> list[SearchDocument]:
    """Bring the documents of a file in line after a change of its title, content, language or collection."""
    return refresh_documents_of(owners_of_files([document.pk]), now=now)


@transaction.atomic
def drop_file(*, document: PortalDocument, now: datetime) -> list[SearchDocument]:
    """Take a file that is being deleted out of the search; the pages that named it follow."""
    mark(owners_of_files([document.pk]), now=now)
    return _take_out_files(SearchDocument.objects.filter(file=document), now)


@transaction.atomic
def collection_changed(*, collection: Collection, now: datetime) -> list[SearchDocument]:
    """Bring the files of a collection and those below it in line after a change of who may read them."""
    files = PortalDocument.objects.filter(collection__path__startswith=collection.path).values_list("pk", flat=True)
    owners = owners_of_files(files)
    taken_out = _take_out_files(SearchDocument.objects.filter(file__in=hidden_files(now)), now)
    mark(owners, now=now)
    return taken_out


def _take_out_files(rows: QuerySet[SearchDocument], now: datetime) -> list[SearchDocument]:
    live = rows.filter(is_deleted=False).select_for_update(no_key=True, of=("self",))
    return take_out(live.order_by("pk"), now)


def hidden_files(now: datetime) -> QuerySet[PortalDocument]:
    """Files in collections that not everybody may read."""
    return PortalDocument.objects.exclude(pk__in=Surroundings(now).files())
