"""When two addresses are one mailbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.email_addresses import normalise_email
from consultations.surveys.faults import NotAdmitted


@pytest.mark.parametrize(
    ("typed", "mailbox"),
    [
        ("anna@example.org", "anna@example.org"),
        ("  Anna@Example.ORG ", "anna@example.org"),
        ("a.n.n.a+ankieta@gmail.com", "anna@gmail.com"),
        ("Anna@GoogleMail.com", "anna@gmail.com"),
        ("anna.nowak@example.org", "anna.nowak@example.org"),  # a dot means something here
        ("anna+2@example.org", "anna+2@example.org"),  # and a plus may
        ("anna+2@outlook.com", "anna@outlook.com"),
        ("anna.nowak+2@proton.me", "anna.nowak@proton.me"),
        ("+@gmail.com", "+@gmail.com"),
        ("anna@żółw.pl", "anna@xn--w-uga1v8h.pl"),
        ("anna@xn--w-uga1v8h.pl", "anna@xn--w-uga1v8h.pl"),
    ],
)
def test_mailbox_has_one_spelling(typed, mailbox):
    assert normalise_email(typed) == mailbox
    assert normalise_email(mailbox) == mailbox


@pytest.mark.parametrize("typed", ["", "anna", "@example.org", "anna@", "a b@example.org", "anna@" + "x" * 300 + ".pl"])
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(NotAdmitted, match="bad_email"):
        normalise_email(typed)


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_refused(text):
    try:
        assert normalise_email(text).count("@") >= 1
    except NotAdmitted as refused:
        assert refused.reason == "bad_email"  # noqa: PT017  # either outcome is right; any other exception is not
