"""Clients of the load on surveys: they submit by the API, read pages, and walk through the HTML form."""

import http.client
import json
import random
import re
import socket
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db import connection
from django.utils import timezone

from consultations.surveys import selectors, tokens
from consultations.surveys.models import Response, SurveyPage
from tests.factories import surveys
from tests.factories.home import site_tree

ATTEMPTS = 8
TWICE = 10  # every tenth submission is sent twice at once
OK = 200
CREATED = 201
SERVER_ERROR = 500
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
Answer = tuple[int, dict[str, str], bytes]


def make_survey() -> SurveyPage:
    """An open survey of short questions below a home page of its own."""
    now = timezone.now()
    tree = site_tree()
    slug = f"ankieta-{uuid.uuid4().hex[:8]}"
    return surveys.survey_page(
        tree.home, surveys.SHORT, slug=slug, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=9)
    )


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def request(port: int, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> Answer:
    """One request from a network of its own, as it comes from a proxy."""
    address = ".".join(str(random.randrange(1, 250)) for _part in range(4))  # noqa: S311  # no secret
    sent = {"X-Forwarded-For": address, "X-Forwarded-Proto": "https", "Host": "127.0.0.1", **(headers or {})}
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request(method, path, body.encode(), sent)
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        line.close()


def wait_until_healthy(port: int) -> None:
    """Raises TimeoutError after a minute."""
    for _attempt in range(240):
        try:
            if request(port, "GET", "/health/")[0] == OK:
                return
        except OSError:
            pass
        time.sleep(0.25)
    raise TimeoutError


class Load:
    """What clients did, and what they were told."""

    def __init__(self, port: int, survey: SurveyPage) -> None:
        self.port, self.survey = port, survey
        self.url = urlsplit(survey.get_full_url()).path
        self.acknowledged: dict[str, set[str]] = {}
        self.latencies: dict[str, list[float]] = {"submit": [], "view": [], "walk": []}
        self.outcomes: Counter[str] = Counter()
        self.sent: set[str] = set()
        self.walks = 0
        self.lock = threading.Lock()

    # --- what clients do ----------------------------------------------------------------------------------------------
    def submit(self) -> None:
        """One response by the API, now and then by two requests at once."""
        key = tokens.new_token()
        with self.lock:
            self.sent.add(key)
        answers = random.choice(  # noqa: S311  # no secret
            [
                {"transport": "bus", "days": random.randrange(8)},  # noqa: S311  # no secret
                {"transport": "bike", "why": f"Bo {uuid.uuid4()}", "days": 2},
            ]
        )
        times = 2 if random.randrange(TWICE) == 0 else 1  # noqa: S311  # no secret
        if times == 1:
            self._send(key, answers)
            return
        with ThreadPoolExecutor(times) as pool:
            list(pool.map(lambda _n: self._send(key, answers), range(times)))

    def _send(self, key: str, answers: dict[str, Any]) -> None:
        body = json.dumps({"version": 1, "locale": "pl", "answers": answers})
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        started = time.perf_counter()
        for _attempt in range(ATTEMPTS):
            try:
                path = f"/api/v3/surveys/{self.survey.translation_key}/responses/"
                status, _headers, content = request(self.port, "POST", path, body, headers)
            except (OSError, http.client.HTTPException):
                self._count("no answer, sent again")
                time.sleep(0.5)
                continue
            self._count(f"submit {status}")
            if status in {OK, CREATED}:
                self._acknowledge(key, json.loads(content)["receipt"])
                self._time("submit", started)
                return
            if status < SERVER_ERROR:
                return
            time.sleep(0.5)

    def view(self) -> None:
        """The page of the survey."""
        started = time.perf_counter()
        try:
            self._count(f"view {request(self.port, 'GET', self.url)[0]}")
        except (OSError, http.client.HTTPException):
            self._count("view without answer")
            return
        self._time("view", started)

    def walk(self) -> None:
        """The HTML form from the first step to the receipt."""
        started = time.perf_counter()
        with self.lock:
            self.walks += 1
        try:
            arrived = self._walked()
        except (OSError, http.client.HTTPException):
            self._count("walk interrupted")
            return
        self._count("walk finished" if arrived else "walk stuck")
        if arrived:
            self._time("walk", started)

    def _walked(self) -> bool:
        values = {"q.transport": "bus", "q.days": "3"}
        path, page = self._follow("GET", self.url, "")
        for _step in range(8):
            action = re.search(r'<form[^>]+method="post"[^>]*action="([^"]*)"', page)
            if action is None:
                return re.search(r"[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}", page) is not None
            form = page[action.start() :].partition("</form>")[0]
            sent = {**dict(HIDDEN.findall(form)), **values}
            path, page = self._follow("POST", action[1] or path, urlencode(sent))
        return False

    def _follow(self, method: str, path: str, body: str) -> tuple[str, str]:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://127.0.0.1"}
        status, headers, content = request(self.port, method, path, body, kind if body or method == "POST" else None)
        if status in {302, 303}:
            location = urlsplit(headers["Location"])
            return self._follow("GET", f"{location.path}?{location.query}".rstrip("?"), "")
        return path, content.decode()

    # --- what came of it ----------------------------------------------------------------------------------------------
    def _count(self, what: str) -> None:
        with self.lock:
            self.outcomes[what] += 1

    def _time(self, what: str, started: float) -> None:
        with self.lock:
            self.latencies[what].append((time.perf_counter() - started) * 1000)

    def _acknowledge(self, key: str, receipt: str) -> None:
        with self.lock:
            self.acknowledged.setdefault(key, set()).add(receipt)

    def figures(self) -> dict[str, Any]:
        return {"latencies": self.latencies, "outcomes": dict(self.outcomes), "walks": self.walks}

    def verdict(self) -> dict[str, Any]:
        """Compares what clients were told with what the database holds, by their keys."""
        connection.close()
        survey_key = self.survey.translation_key
        rows = dict(Response.objects.filter(survey_key=survey_key).values_list("key_hash", "receipt_hash"))
        digests = {key: selectors.key_digest(survey_key, key) for key in self.sent}
        lost = [key for key in self.acknowledged if digests[key] not in rows]
        wrong = [
            key
            for key, receipts in self.acknowledged.items()
            if {selectors.receipt_digest(survey_key, one) for one in receipts} != {rows.get(digests[key])}
        ]
        from_forms = len(rows.keys() - set(digests.values()))
        return {
            "sent": len(self.sent),
            "acknowledged": len(self.acknowledged),
            "stored": len(rows),
            "lost": len(lost),
            # one row for each key is what the database grants; more forms than were walked would be doubles
            "doubled": Response.objects.filter(survey_key=survey_key).count()
            - len(rows)
            + max(0, from_forms - self.walks),
            "wrong_receipt": len(wrong),
        }
