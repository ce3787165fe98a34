"""Finding responses by what was answered."""

import pytest
from django.utils import timezone

from consultations.surveys.models import Response
from consultations.surveys.selectors import HasCode
from tests.factories.home import SiteTree
from tests.factories.surveys import SHORT, survey_page

KEPT = {"none": [], "one": [1], "many": [1, 17, 21], "long": [171, 211, 1171]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "found"),
    [(1, {"one", "many"}), (17, {"many"}), (21, {"many"}), (171, {"long"}), (1171, {"long"}), (7, set()), (-1, set())],
)
def test_a_code_is_found_whole_wherever_it_stands(site_tree: SiteTree, code: int, found: set[str]) -> None:
    version = survey_page(site_tree.home, SHORT).live_version
    assert version is not None
    Response.objects.bulk_create(
        Response(
            survey_key=version.survey_key,
            version=version,
            receipt_hash=name,
            key_hash=name,
            codes=codes,
            submitted_at=timezone.now(),
        )
        for name, codes in KEPT.items()
    )

    assert set(Response.objects.filter(HasCode(code)).values_list("key_hash", flat=True)) == found
