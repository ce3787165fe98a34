"""What the OpenAPI document says about problems; it is English whatever language is active."""

from collections.abc import Mapping
from typing import Any

from .problems import KINDS, PROBLEM_JSON

# Problems that any endpoint of a survey may answer, and those of any that takes a body
ALWAYS = ("survey-unknown",)
WITH_BODY = ("unreadable", "too-large", "media-type", "request-invalid", "too-many-requests", "unavailable")
TEXT = {"type": "string"}

COMPONENTS: Mapping[str, Any] = {
    "Problem": {
        "title": "Problem",
        "description": "RFC 9457. `type` ends in the kind; `errors` point into the request body.",
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "reason": {**TEXT, "description": "Of not-admitted and results-not-published: why, as a stable code."},
            "opens_at": {"type": ["string", "null"], "format": "date-time"},
            "closes_at": {"type": ["string", "null"], "format": "date-time"},
            "current_version": {"type": "integer"},
            "definition": {"type": "string", "format": "uri"},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemError"}},
        },
    },
    "ProblemError": {
        "title": "ProblemError",
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "pointer": {**TEXT, "description": "JSON pointer into the body, as a URI fragment: #/answers/transport"},
            "parameter": {**TEXT, "description": "Instead of a pointer: name of the parameter or header."},
            "question": TEXT,
            "page": TEXT,
            "code": {**TEXT, "description": "Stable; `message` is for people."},
            "message": TEXT,
            "params": {"type": "object"},
        },
    },
}


def may_answer(*names: str, body: bool = False, headers: Mapping[int, Any] | None = None) -> dict[str, Any]:
    """`openapi_extra` of an operation: the problems it may answer, those every one of its kind shares among them."""
    every = (*(() if "nothing-here" in names else ALWAYS), *(WITH_BODY if body else ()), *names)
    by_status: dict[int, list[str]] = {}
    for name in every:
        by_status.setdefault(KINDS[name].status, []).append(name)
    documented = {status: _response(kinds) for status, kinds in sorted(by_status.items())}
    for status, known in (headers or {}).items():
        documented.setdefault(status, {})["headers"] = known
    return {"responses": documented}


def _response(kinds: list[str]) -> dict[str, Any]:
    retry = (
        {"headers": {"Retry-After": {"schema": {"type": "integer"}}}} if KINDS[kinds[0]].status in (429, 503) else {}
    )
    return {
        "description": ", ".join(sorted(set(kinds))),
        "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        **retry,
    }
