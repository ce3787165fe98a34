"""Uploading images and documents: an image says what it shows or is marked decorative; a file is what it claims."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import UploadedFile

from cms.core.models import PortalDocument, PortalImage
from tests.admin_forms import errors_of, form_data, text_of
from tests.factories import core


def png() -> bytes:
    content = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(content, "PNG")
    return content.getvalue()


PNG = png()
PDF = b"%PDF-1.7\n"


def upload(name, content):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def administrator(client, db):
    core.root_collection()
    client.force_login(core.AdministratorFactory())
    return client


def image_form(**changes):
    return {"title": "Ławka", "description": "", "file": upload("lawka.png", PNG), **changes}


WRONG_IMAGES = {
    "no alternative text": ({}, {"description"}),
    "alternative text of spaces": ({"description": "   "}, {"description"}),
    "decorative with a text": ({"description": "Ławka", "decorative": "on"}, {"description"}),
    "alternative text of 256 characters": ({"description": "a" * 256}, {"description"}),
    "no file": ({"description": "Ławka", "file": ""}, {"file"}),
    "text named as an image": ({"description": "Ławka", "file": upload("lawka.png", b"Lorem ipsum")}, {"file"}),
    "program": ({"description": "Ławka", "file": upload("lawka.exe", PNG)}, {"file"}),
    "empty file": ({"description": "Ławka", "file": upload("lawka.png", b"")}, {"file"}),
    "no title": ({"description": "Ławka", "title": ""}, {"title"}),
    "title of 300 characters": ({"description": "Ławka", "title": "ł" * 300}, {"title"}),
}


@pytest.mark.parametrize(("changes", "fields"), WRONG_IMAGES.values(), ids=WRONG_IMAGES)
def test_wrong_image_is_not_added(administrator, changes, fields):
    response = administrator.post("/admin/images/add/", image_form(**changes))

    assert set(errors_of(response)) == fields
    assert PortalImage.objects.count() == 0


def test_error_stands_beside_the_field_in_polish(administrator):
    response = administrator.post("/admin/images/add/", image_form())

    message = "Opisz, co przedstawia obraz, albo zaznacz „dekoracyjny”, jeśli obraz nie przekazuje niczego ważnego."
    assert message in text_of(response, ".error-message")


@pytest.mark.parametrize(
    ("description", "decorative", "alt"), [("Ławka pod dębem", False, "Ławka pod dębem"), ("", True, "")]
)
def test_right_image_is_added(administrator, description, decorative, alt):
    changes = {"description": description} | ({"decorative": "on"} if decorative else {})

    response = administrator.post("/admin/images/add/", image_form(**changes))

    assert response.status_code == 302
    assert PortalImage.objects.get().default_alt_text == alt


def test_alternative_text_of_an_image_is_not_taken_away(administrator):
    image = core.PortalImageFactory(description="Ławka")
    address = f"/admin/images/{image.pk}/"
    form = form_data(administrator.get(address).content.decode(), "description")

    response = administrator.post(address, {**form, "description": ""})

    assert set(errors_of(response)) == {"description"}
    assert PortalImage.objects.get().description == "Ławka"


# --- several files at once: each is kept aside until its form is right


@pytest.fixture
def uploaded(administrator):
    """An image sent by the view for many files, not yet described."""
    answer = administrator.post("/admin/images/multiple/add/", {"title": "Ławka", "files[]": upload("lawka.png", PNG)})
    assert answer.json()["success"]
    return UploadedFile.objects.get()


def describe(administrator, uploaded, **changes):
    prefix = f"uploaded-image-{uploaded.pk}-"
    form = {"title": "Ławka", "description": "", "tags": "", "collection": str(core.root_collection().pk)} | changes
    address = f"/admin/images/multiple/create_from_uploaded_image/{uploaded.pk}/"
    return administrator.post(address, {prefix + name: value for name, value in form.items()}).json()


def test_image_among_many_waits_for_its_description(administrator, uploaded):
    answer = describe(administrator, uploaded)

    assert not answer["success"]
    assert "error-message" in answer["form"]
    assert PortalImage.objects.count() == 0


@pytest.mark.parametrize("changes", [{"description": "Ławka pod dębem"}, {"decorative": "on"}])
def test_image_among_many_is_added_once_described(administrator, uploaded, changes):
    assert describe(administrator, uploaded, **changes)["success"]
    assert PortalImage.objects.count() == 1


# --- the window that chooses an image for a page


def test_image_without_a_text_is_not_added_from_the_chooser(administrator):
    form = {f"image-chooser-upload-{name}": value for name, value in image_form().items()}

    answer = administrator.post("/admin/images/chooser/create/", form)

    assert answer.status_code == 200
    assert "error-message" in answer.content.decode()
    assert PortalImage.objects.count() == 0


# --- documents


def document_form(**changes):
    return {"title": "Plan", "language": "pl", "file": upload("plan.pdf", PDF), **changes}


WRONG_DOCUMENTS = {
    "no file": ({"file": ""}, {"file"}),
    "program": ({"file": upload("plan.exe", PDF)}, {"file"}),
    "page": ({"file": upload("plan.html", b"<script>alert(1)</script>")}, {"file"}),
    "no title": ({"title": ""}, {"title"}),
    "unknown language": ({"language": "xx"}, {"language"}),
}


@pytest.mark.parametrize(("changes", "fields"), WRONG_DOCUMENTS.values(), ids=WRONG_DOCUMENTS)
def test_wrong_document_is_not_added(administrator, changes, fields):
    response = administrator.post("/admin/documents/add/", document_form(**changes))

    assert set(errors_of(response)) == fields
    assert PortalDocument.objects.count() == 0


def test_right_document_is_added(administrator):
    assert administrator.post("/admin/documents/add/", document_form()).status_code == 302
    assert PortalDocument.objects.get().language == "pl"
