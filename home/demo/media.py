"""Images and documents of the demo. Each has a fixed file name, by which a second run finds it again."""

from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import Collection
from wagtail.utils.file import hash_filelike

from cms.core.models import PortalDocument, PortalImage

from .drawings import draw
from .pdf import document
from .texts import in_polish, read

COLLECTION = "Materiały przykładowe"
PREFIX = "demo-"
Medium = TypeVar("Medium", PortalImage, PortalDocument)


def collection() -> Collection:
    """The collection that holds all media of the demo."""
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=COLLECTION).first()
    return found or root.add_child(instance=Collection(name=COLLECTION))


def images(shelf: Collection) -> dict[str, PortalImage]:
    """Drawings by slug."""
    found = {one.file.name: one for one in PortalImage.objects.filter(file__contains=PREFIX)}
    made: dict[str, PortalImage] = {}
    for data in in_polish(read("images")):
        name = f"original_images/{PREFIX}{data['slug']}.png"
        made[data["slug"]] = found.get(name) or _image(data, name, shelf)
    return made


def _image(data: dict[str, Any], name: str, shelf: Collection) -> PortalImage:
    row = PortalImage(title=data["title"], description=data["alt"], credit="Rysunek portalu, CC0", collection=shelf)
    return _stored(row, name, draw(data["scene"]))


def documents(shelf: Collection) -> dict[str, PortalDocument]:
    """PDF documents by slug."""
    found = {one.file.name: one for one in PortalDocument.objects.filter(file__contains=PREFIX)}
    made: dict[str, PortalDocument] = {}
    for data in in_polish(read("documents")):
        name = f"documents/{PREFIX}{data['slug']}.pdf"
        made[data["slug"]] = found.get(name) or _document(data, name, shelf)
    return made


def _document(data: dict[str, Any], name: str, shelf: Collection) -> PortalDocument:
    row = PortalDocument(
        title=data["title"],
        language="pl",
        accessibility_note="Z warstwą tekstową, bez znaczników struktury.",
        collection=shelf,
    )
    content = {"author": "Metropolia rozmawia", "summary": "", "language": "pl", **data}
    return _stored(row, name, document(content))


def _stored(row: Medium, name: str, content: bytes) -> Medium:
    # a file left by an earlier database would make the storage invent another name
    default_storage.delete(name)
    row.file.save(name.rpartition("/")[2], ContentFile(content), save=False)
    row.file_size, row.file_hash = len(content), hash_filelike(ContentFile(content))
    row.full_clean()
    row.save()
    return row
