"""Answers about the person: how to reach them, what they agree to."""

from collections.abc import Mapping
from typing import Any

from ..blank import is_blank
from ..structure import Element
from .faults import Fault, fault
from .texts import is_email, is_phone, is_postcode, text_faults, tidied, with_dash

CONTACT_FIELDS = ("name", "organisation", "street", "postcode", "city", "address", "email", "phone")
CONTACT_LENGTH = 255
_CHECKS = {
    "email": ("bad_email", is_email),
    "phone": ("bad_phone", is_phone),
    "postcode": ("bad_postcode", is_postcode),
}


def tidy_contact(element: Element, answer: Any) -> Any:
    """Lines that are not blank, each tidied as a text."""
    if not isinstance(answer, Mapping):
        return answer
    lines = {name: tidied(line, CONTACT_LENGTH) if isinstance(line, str) else line for name, line in answer.items()}
    if isinstance(lines.get("postcode"), str):
        lines["postcode"] = with_dash(lines["postcode"])
    return {name: line for name, line in lines.items() if not is_blank(line)}


def check_contact(element: Element, answer: Any) -> list[Fault]:
    """Faults of each line, and of each that is missing; a contact that must be given has at least one.

    `fields` is a list of the lines there are, or {line: "required" | "optional"}; a contact that may be left out as a
    whole has its required lines all the same once it is given.
    """
    if not isinstance(answer, Mapping):
        return fault("wrong_type")
    if not answer:
        return fault("required") if element.required else []
    given = [one for name, line in answer.items() for one in _line_faults(element, name, line)]
    return given + [Fault("required", (name,)) for name in required_lines(element) if is_blank(answer.get(name))]


def required_lines(element: Element) -> list[str]:
    """Lines without which a contact that is given is not complete."""
    fields = element.settings.get("fields")
    wanted = fields if isinstance(fields, Mapping) else {}
    return [name for name in CONTACT_FIELDS if wanted.get(name) == "required"]


def _line_faults(element: Element, name: str, line: Any) -> list[Fault]:
    wanted = element.settings.get("fields")
    if name not in CONTACT_FIELDS or (isinstance(wanted, list | Mapping) and wanted and name not in wanted):
        return fault("unknown_key", str(name))
    code, check = _CHECKS.get(name, ("", None))
    return text_faults(line, CONTACT_LENGTH, 0, name) or ([] if check is None or check(line) else fault(code, name))


def tidy_consent(element: Element, answer: Any) -> Any:
    """The hash of the text is that of the definition answered, whatever the sender says."""
    frozen = element.settings.get("text_hash")
    if not isinstance(answer, Mapping) or not isinstance(frozen, str):
        return answer
    return {**answer, "text_hash": frozen}


def check_consent(element: Element, answer: Any) -> list[Fault]:
    """A required consent is given; what is sent has its shape."""
    accepted = answer.get("accepted") if isinstance(answer, Mapping) else None
    if element.required and accepted is not True:
        return fault("consent_required")
    if not isinstance(answer, Mapping) or not isinstance(accepted, bool):
        return fault("wrong_type")
    unknown = [str(key) for key in answer if key not in ("accepted", "text_hash")]
    if unknown:
        return fault("unknown_key", unknown[0])
    return text_faults(answer["text_hash"], CONTACT_LENGTH, 0, "text_hash") if "text_hash" in answer else []
