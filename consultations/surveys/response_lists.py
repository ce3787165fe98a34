"""Lists of responses for staff: found by what is known about them, without reading what they say."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Response
from .selectors import HasCode

PER_PAGE = 50
MOST_COUNTED = 10_000  # further than that nobody wants to know the number, and counting takes time
# Answers, codes and measures are the bulk of a response, and a list shows none of them
SHOWN = ("version__number", "status", "channel", "locale", "submitted_at", "municipality", "cleared")


def midnight(day: date) -> datetime:
    """The first moment of a day, in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class Sought:
    """What responses are looked for; what is empty or None does not narrow the list.

    `since` is the first moment and `until` the first one beyond; `code` is the number of a code.
    """

    since: datetime | None = None
    until: datetime | None = None
    channel: str = ""
    municipality: str = ""
    status: str = ""
    version: int | None = None
    code: int | None = None

    def conditions(self) -> Iterator[Q]:
        """One condition for everything that was asked for."""
        for name in ("status", "channel", "municipality"):
            if value := getattr(self, name):
                yield Q((name, value))
        if self.since is not None:
            yield Q(submitted_at__gte=self.since)
        if self.until is not None:
            yield Q(submitted_at__lt=self.until)
        if self.version is not None:
            yield Q(version__number=self.version)
        if self.code is not None:
            yield Q(HasCode(self.code))


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, newest first; `newer` and `older` are the places to go on from, empty at the ends."""

    responses: list[Response]
    newer: str
    older: str


def found(survey_key: uuid.UUID, sought: Sought) -> "QuerySet[Response]":
    """Responses of the survey that are looked for, in no order."""
    return Response.objects.filter(*sought.conditions(), survey_key=survey_key)


def number_found(survey_key: uuid.UUID, sought: Sought) -> int:
    """How many there are; `MOST_COUNTED` + 1 means more than that."""
    return found(survey_key, sought).order_by()[: MOST_COUNTED + 1].count()


def listing(survey_key: uuid.UUID, sought: Sought, *, before: str = "", after: str = "") -> Listing:
    """The page of responses older than the one called `before`, newer than `after`, or the newest ones.

    Names that lead to no response of the survey are passed over.
    """
    rows = found(survey_key, sought).select_related("version").only(*SHOWN)
    upwards = _place(survey_key, after)
    downwards = _place(survey_key, before)
    if upwards is not None:
        page, more = _some(_beyond(rows, upwards, "gt").order_by("submitted_at", "pk"))
        page.reverse()
        return _listing(page, newer=more, older=True)
    if downwards is not None:
        rows = _beyond(rows, downwards, "lt")
    page, more = _some(rows.order_by("-submitted_at", "-pk"))
    return _listing(page, newer=downwards is not None, older=more)


def neighbours(survey_key: uuid.UUID, sought: Sought, response: Response) -> tuple[str, str]:
    """Names of the next newer and the next older response that is looked for; empty where there is none."""
    rows, place = found(survey_key, sought), (response.submitted_at, response.pk)
    newer = _beyond(rows, place, "gt").order_by("submitted_at", "pk").values_list("pk", flat=True).first()
    older = _beyond(rows, place, "lt").order_by("-submitted_at", "-pk").values_list("pk", flat=True).first()
    return str(newer or ""), str(older or "")


def answered_questions(responses: list[Response]) -> dict[uuid.UUID, int]:
    """How many questions each of the responses answers."""
    rows = Response.objects.filter(pk__in=[one.pk for one in responses]).values_list("pk", "answers")
    return {pk: len(answers) for pk, answers in rows}


Place = tuple[datetime, uuid.UUID]


def _place(survey_key: uuid.UUID, name: str) -> Place | None:
    try:
        wanted = Response.objects.filter(survey_key=survey_key, pk=uuid.UUID(name))
    except ValueError:
        return None
    return wanted.values_list("submitted_at", "pk").first()


def _beyond(rows: "QuerySet[Response]", place: Place, way: str) -> "QuerySet[Response]":
    moment, pk = place
    beyond = Q((f"submitted_at__{way}", moment)) | Q((f"pk__{way}", pk))
    return rows.filter(Q((f"submitted_at__{way}e", moment)), beyond)


def _some(rows: "QuerySet[Response]") -> tuple[list[Response], bool]:
    page = list(rows[: PER_PAGE + 1])
    return page[:PER_PAGE], len(page) > PER_PAGE


def _listing(page: list[Response], *, newer: bool, older: bool) -> Listing:
    first, last = (str(page[0].pk), str(page[-1].pk)) if page else ("", "")
    return Listing(page, first if newer else "", last if older else "")
