"""Raw data of a survey's StreamField, as Wagtail stores it; ids come from the texts, so that tests can name them."""

import uuid
from typing import Any

Raw = dict[str, Any]


def uid(name: str) -> str:
    """The id of the block with this text."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def element(block: str, text: str, key: str = "", /, **value: Any) -> Raw:
    """A question or text; without a key it gets one when it is compiled."""
    return {"type": block, "id": uid(text), "value": {"text": text, "key": key, **value}}


def page(title: str, /, *elements: Raw, **value: Any) -> Raw:
    return {"type": "page", "id": uid(f"page {title}"), "value": {"title": title, "elements": list(elements), **value}}


def options(*labels: str) -> list[Raw]:
    return [{"label": label} for label in labels]


def rule(q: str, *values: Any, op: str = "any_of") -> Raw:
    """A rule of one condition."""
    return {"match": "all", "conditions": [{"q": q, "op": op, "values": list(values)}]}


POLYGON = '{"type": "Polygon", "coordinates": [[[16.8, 52.3], [17.0, 52.3], [17.0, 52.5], [16.8, 52.3]]]}'


def all_types(image: int | None = None) -> list[Raw]:
    """Two pages with a block of every type, each with settings that are not its defaults."""
    return [_first_page(), _second_page(image)]


def _first_page() -> Raw:
    return page(
        "Jak się poruszasz?",
        element("single_choice", "Czym dojeżdżasz?", "transport", options=TRANSPORT, display="select", required=True),
        element("multi_choice", "Czego brakuje?", "missing", options=options("Ławek", "Cienia"), min=1, max=2),
        element("yes_no", "Czy masz rower?", "bike", no_opinion=False, yes_label="Mam"),
        element(
            "scale",
            "Jak oceniasz park?",
            "park",
            preset="own",
            first=0,
            last=7,
            from_label="źle",
            mid_label="tak sobie",
        ),
        element("number", "Ile masz lat?", "age", min="13", max="120", unit="lat", decimals=1),
        element("date", "Kiedy tu byłeś?", "day", min="2020-01-01", until_today=True, partial=True),
        element("short_text", "Twój kod pocztowy", "code", input="postcode", max_length=6, autocomplete="postal-code"),
        element(
            "long_text",
            "Dlaczego?",
            "why",
            max_length=500,
            rows=3,
            visible_if=rule("transport", "bus"),
            help="Więcej.",
        ),
        introduction="<p>Wstęp</p>",
    )


def _second_page(image: int | None) -> Raw:
    picture = {"label": "Zielony", "image": image, "hint": "więcej drzew", "key": "green", "retired": False}
    other = {"label": "Wodny", "image": image, "hint": "", "key": "water", "retired": False}
    return page(
        "Jak ma być?",
        element("matrix", "Oceń", "rate", rows=options("Ławki", "Cień"), columns=options("źle", "dobrze"), many=True),
        element("ranking", "Ułóż", "order", options=options("Park", "Droga", "Szkoła"), top=2),
        element("image_choice", "Który wariant?", "variant", options=[_item(picture), _item(other)], multiple=True),
        element(
            "budget",
            "Podziel",
            "money",
            mode="money",
            total="1000",
            options=[{"label": "Park", "max": 600}, {"label": "Droga"}],
        ),
        element(
            "geo",
            "Gdzie?",
            "where",
            geometry="line",
            categories=options("Rower"),
            max=3,
            area=POLYGON,
            area_check="warn",
        ),
        {
            "type": "about_you",
            "id": uid("about"),
            "value": {"municipality": "required", "gender": "optional", "age_band": "off"},
        },
        element("contact", "Jak Cię znaleźć?", "contact", name="required", address="optional", email="off"),
        element("consent", "Zgadzam się", "agree", kind="consent", body="<p>Treść <b>zgody</b></p>"),
        element("content", "Uwaga", "note", body="<p>Dziękujemy</p>", look="notice"),
        visible_if=rule("bike", "yes"),
        hide_title=True,
    )


TRANSPORT = [
    {"label": "Autobus", "key": "bus", "code": 7},
    {"label": "Rower", "key": "bike", "hint": "także elektryczny"},
    {"label": "Inaczej", "key": "other", "other": True, "other_text": "Jak?"},
    {"label": "Nigdzie", "key": "none", "exclusive": True},
    {"label": "Tramwaj", "key": "tram", "retired": True},
]


def _item(value: Raw) -> Raw:
    return {"type": "item", "id": uid(value["label"]), "value": value}
