"""The surveys' part of `/api/v3/`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Router

from . import definitions, drafts, responses, results
from .documentation import may_answer
from .faults import register
from .problems import KINDS, problem, type_address

router = Router()
for part in (definitions, responses, drafts, results):
    router.add_router("", part.router)

kinds = Router(tags=["problems"])


@kinds.get(
    "/{name}",
    url_name="problem",
    response=dict[str, Any],
    summary="One kind of problem",
    openapi_extra=may_answer("nothing-here"),
)
def kind(request: HttpRequest, name: Path[str]) -> dict[str, Any] | HttpResponse:
    """What the `type` of a problem leads to."""
    found = KINDS.get(name)
    if found is None:
        return problem("nothing-here")
    return {"type": type_address(name), "title": str(found.title), "status": found.status}


def join(api: NinjaAPI) -> None:
    """Add the endpoints of surveys and their problems to `api`."""
    api.add_router("/surveys/", router)
    api.add_router("/problems/", kinds)
    register(api)
