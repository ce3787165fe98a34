"""Addresses that let their reader act for somebody never reach the log."""

import logging
from io import StringIO

import pytest

from cms.core.log_filters import WithoutPrivateAddresses

KEY = "c0751a24-9a8a-4004-90b3-4dabf394fbb2"


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        (f"/pl/ankieta/{KEY}/Pa-YTX_8fCVuleRvA.ticket/3/", f"/pl/ankieta/{KEY}/…"),
        (f"/uk/ankieta/{KEY}/link/gAAAA/", f"/uk/ankieta/{KEY}/…"),
        (f"/api/v3/surveys/{KEY}/drafts/Pa-YTX_8fCVuleRvA/", f"/api/v3/surveys/{KEY}/drafts/…"),
        (f"/api/v3/surveys/{KEY}/responses/", f"/api/v3/surveys/{KEY}/responses/"),
        ("/pl/konsultacje/", "/pl/konsultacje/"),
    ],
)
def test_private_part_is_left_out(address: str, logged: str) -> None:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutPrivateAddresses())
    logger = logging.getLogger("tests.private")
    logger.propagate = False
    logger.addHandler(handler)

    logger.warning("%s: %s", "Not Found", address)
    logger.warning(f"GET {address} 404")  # noqa: G004  # as servers write their lines

    assert stream.getvalue() == f"Not Found: {logged}\nGET {logged} 404\n"
