"""Documents of the files that belong to what is projected: each is found by itself and names where it hangs."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from cms.core.models import PortalDocument

from .analysis.languages import LANGUAGES
from .extraction import SUPPORTED
from .findable import Surroundings
from .models import ExtractedText
from .owners import PAGE
from .projection import Attachment, Projection

KIND = "document"
# Played on the page itself, where their title and transcript are found
FILMS = frozenset({"mp4", "webm", "vtt"})


@dataclass(slots=True)
class Attached:
    """Projections of files by key, and primary keys of the files whose text nobody has asked for yet."""

    projections: dict[str, Projection] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)


def attached(owner: str, container: Projection, surroundings: Surroundings) -> Attached:
    """The documents of the public files of a projection; no query where there are no files."""
    found = Attached()
    wanted = _by_key(container.attachments)
    if not wanted:
        return found
    documents = surroundings.files().filter(pk__in=wanted).select_related("extracted_text")
    shown = [document for document in documents if _extension(document) not in FILMS]
    elsewhere = _shown_by_translations(owner, [one for one in shown if one.language != container.lang])
    for document in shown:
        if document.pk in elsewhere:
            continue
        extracted = getattr(document, "extracted_text", None)
        if extracted is None and _extension(document) in SUPPORTED:
            found.unread.append(document.pk)
        key = f"{owner}-file-{document.pk}"
        found.projections[key] = _projection(document, wanted[document.pk], container, extracted)
    return found


def _shown_by_translations(owner: str, documents: list[PortalDocument]) -> set[int]:
    """Files that the same page shows in the file's own language: one file should not be found once per translation."""
    label, _separator, key = owner.partition("-")
    if not documents or label != PAGE:
        return set()
    same = Page.objects.filter(translation_key__in=Page.objects.filter(pk=key).values("translation_key"))
    translations = same.filter(live=True, alias_of=None).exclude(pk=key)
    languages = {str(pk): code for pk, code in translations.values_list("pk", "locale__language_code")}
    written_in = {str(document.pk): document.language for document in documents}
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=list(languages),
        to_content_type=ContentType.objects.get_for_model(PortalDocument),
        to_object_id__in=list(written_in),
    )
    pairs = references.values_list("object_id", "to_object_id").distinct()
    return {int(file) for page, file in pairs if languages[page] == written_in[file]}


def _by_key(attachments: Iterable[Attachment]) -> dict[int, Attachment]:
    """One attachment per file; the one that says most about it, where a page has it twice."""
    found: dict[int, Attachment] = {}
    for one in attachments:
        known = found.get(one.document_id)
        if known is None or len(known.title + known.summary) < len(one.title + one.summary):
            found[one.document_id] = one
    return found


def _projection(
    document: PortalDocument, attachment: Attachment, container: Projection, extracted: ExtractedText | None
) -> Projection:
    is_read = extracted is not None and extracted.state == ExtractedText.State.DONE
    return replace(
        container,
        kind=KIND,
        lang=document.language if document.language in LANGUAGES else container.lang,
        title=attachment.title or document.title,
        lead=attachment.summary,
        body=extracted.text if is_read and extracted else "",
        url=document.url,
        container_title=container.title,
        container_url=container.url,
        file_id=document.pk,
        attachments=(),
        refresh_at=None,
    )


def _extension(document: PortalDocument) -> str:
    return Path(document.file.name).suffix.removeprefix(".").lower()
