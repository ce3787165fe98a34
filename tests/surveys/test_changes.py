"""The version matrix: every kind of change, before and after people have answered."""

from copy import deepcopy

import pytest

from consultations.surveys.changes import classify, elements_by_uid, gravest, with_retired


def option(key, code, **more):
    return {"key": key, "code": code, "label": {"pl": key.title()}, **more}


def question(key, kind="single_choice", **more):
    options = {"options": [option("bus", 1), option("bike", 2), option("walk", 3)]} if kind == "single_choice" else {}
    return {"key": key, "uid": f"uid-{key}", "type": kind, "text": {"pl": key.title()}, **options, **more}


def content(*elements, **page):
    return {
        "locales": ["pl"],
        "pages": [{"key": "p1", "uid": "page-1", "title": {"pl": "Strona"}, **page, "elements": list(elements)}],
    }


OLD = content(
    question("transport"),
    question("park", "scale", **{"from": 1, "to": 5, "no_opinion": True}),
    question(
        "why",
        "long_text",
        max_length=500,
        required=True,
        visible_if={"match": "all", "conditions": [{"q": "park", "op": "answered"}]},
    ),
    question("age", "number", min=13, max=99),
    question("where", "geo", geometry="point", categories=[option("path", 1)], area_check="warn"),
    question(
        "rate", "matrix", rows=[option("shade", 1)], columns=[option("bad", 1), option("good", 2)], require_each=True
    ),
    question("money", "budget", mode="points", total=100, options=[option("trees", 1)], spend_all=True),
    question("day", "date", min="2020-01-01", partial=True),
    {"key": "note", "uid": "uid-note", "type": "content", "body": {"pl": "Dziękujemy"}},
)


def changed(key, /, **settings):
    """A change of settings of one question; None takes a setting away."""

    def change(new):
        one = next(one for one in new["pages"][0]["elements"] if one["key"] == key)
        for name, value in settings.items():
            one.pop(name, None) if value is None else one.update({name: value})

    return change


def of_option(key, index, /, **settings):
    return lambda new: elements_by_uid(new)[f"uid-{key}"]["options"][index].update(settings)


def removed(key):
    def change(new):
        page = new["pages"][0]
        page["elements"] = [one for one in page["elements"] if one["key"] != key]

    return change


def added(element):
    return lambda new: new["pages"][0]["elements"].append(element)


def replaced(key, new_key, **settings):
    def change(new):
        one = next(one for one in new["pages"][0]["elements"] if one["key"] == key)
        one.update({"key": new_key, "uid": f"uid-{new_key}", **settings})

    return change


def of_page(**settings):
    return lambda new: new["pages"][0].update(settings)


def without_option(key, index):
    return lambda new: elements_by_uid(new)[f"uid-{key}"]["options"].pop(index)


RULE = {"match": "all", "conditions": [{"q": "transport", "op": "any_of", "values": ["bus"]}]}
# what an editor does -> (class before anybody has answered, class afterwards)
MATRIX = {
    "a typo in a question": (changed("transport", text={"pl": "Czym?"}), "minor", "minor"),
    "a translation": (changed("transport", text={"pl": "Transport", "en": "How?"}), "minor", "minor"),
    "a hint": (changed("transport", hint={"pl": "Najczęściej"}), "minor", "minor"),
    "words of an option": (of_option("transport", 0, label={"pl": "Autobus miejski"}), "minor", "minor"),
    "order of questions": (lambda new: new["pages"][0]["elements"].reverse(), "minor", "minor"),
    "order of options": (lambda new: elements_by_uid(new)["uid-transport"]["options"].reverse(), "minor", "minor"),
    "title of a page": (of_page(title={"pl": "Dojazd"}), "minor", "minor"),
    "a new text": (added({"key": "more", "uid": "uid-more", "type": "content"}), "minor", "minor"),
    "a text gone": (removed("note"), "minor", "minor"),
    "another language": (lambda new: new.update(locales=["pl", "en"]), "minor", "minor"),
    "who sees the results": (changed("transport", results="officials"), "minor", "minor"),
    "a new page": (
        lambda new: new["pages"].append({"key": "p2", "uid": "page-2", "title": {"pl": "B"}, "elements": []}),
        "minor",
        "minor",
    ),
    "a new optional question": (added(question("new")), "additive", "additive"),
    "a new question for some, required": (
        added(question("new", required=True, visible_if=RULE)),
        "additive",
        "additive",
    ),
    "a new option": (
        lambda new: elements_by_uid(new)["uid-transport"]["options"].append(option("tram", 4)),
        "additive",
        "additive",
    ),
    "no longer required": (changed("why", required=None), "additive", "additive"),
    "a longer answer": (changed("why", max_length=900), "additive", "additive"),
    "no limit": (changed("age", max=None), "additive", "additive"),
    "a condition gone": (changed("why", visible_if=None), "additive", "additive"),
    "an area no longer checked": (changed("where", area_check="off"), "additive", "additive"),
    "rows may be left out": (changed("rate", require_each=False), "additive", "additive"),
    "not all must be spent": (changed("money", spend_all=False), "additive", "additive"),
    "no opinion offered": (changed("rate", no_opinion=True), "additive", "additive"),
    "an exclusive option": (of_option("transport", 2, exclusive=True), "restrictive", "restrictive"),
    "required": (changed("transport", required=True), "restrictive", "restrictive"),
    "a new required question": (added(question("new", required=True)), "restrictive", "restrictive"),
    "a shorter answer": (changed("why", max_length=100), "restrictive", "restrictive"),
    "a higher minimum": (changed("age", min=18), "restrictive", "restrictive"),
    "a date that moves": (changed("day", max="today"), "restrictive", "restrictive"),
    "only full dates": (changed("day", partial=False), "restrictive", "restrictive"),
    "a kind of text": (changed("why", input="e-mail"), "restrictive", "restrictive"),
    "no opinion gone": (changed("park", no_opinion=False), "restrictive", "restrictive"),
    "an area checked": (changed("where", area_check="block"), "restrictive", "restrictive"),
    "a new condition": (changed("transport", visible_if=RULE), "restrictive", "restrictive"),
    "a condition of a page": (of_page(visible_if=RULE), "restrictive", "restrictive"),
    "a question gone": (removed("age"), "restrictive", "retire"),
    "an option gone": (without_option("transport", 1), "restrictive", "retire"),
    "an option retired": (of_option("transport", 1, retired=True), "restrictive", "retire"),
    "another type": (changed("age", type="short_text"), "breaking", "breaking"),
    "points of a scale": (changed("park", to=7), "breaking", "breaking"),
    "several per row": (changed("rate", many=True), "breaking", "breaking"),
    "lines, not points": (changed("where", geometry="line"), "breaking", "breaking"),
    "another total": (changed("money", total=200), "breaking", "breaking"),
    "another meaning": (replaced("age", "age_2"), "breaking", "breaking"),
    "a key": (changed("age", key="years"), "minor", "refused"),
    "a key of an option": (of_option("transport", 0, key="coach"), "minor", "refused"),
}


@pytest.mark.parametrize("answered", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", MATRIX)
def test_class_of_each_change(name, answered):
    change, before, after = MATRIX[name]
    new = deepcopy(OLD)
    change(new)
    merged = with_retired(OLD, new, answered=answered)
    found = classify(OLD, merged, answered=answered)
    assert gravest(found) == (after if answered else before), found
    assert len(found) == 1, found


def test_the_same_content_has_no_change():
    assert classify(OLD, deepcopy(OLD), answered=True) == ()


def test_the_first_version_is_the_first():
    assert gravest(classify(None, OLD, answered=False)) == "first"


def test_what_has_answers_stays_in_the_content():
    new = deepcopy(OLD)
    removed("age")(new)
    without_option("transport", 1)(new)
    merged = with_retired(OLD, new, answered=True)
    assert [(one["key"], one["retired"]) for one in merged["retired"]] == [("age", True)]
    kept = elements_by_uid(merged)["uid-transport"]["options"]
    assert [(one["key"], one.get("retired", False)) for one in kept] == [
        ("bus", False),
        ("walk", False),
        ("bike", True),
    ]


def test_it_stays_there_in_every_later_version():
    first = deepcopy(OLD)
    removed("age")(first)
    second = with_retired(OLD, first, answered=True)
    third = with_retired(second, deepcopy(first), answered=True)
    assert third == second
    assert classify(second, third, answered=True) == ()


def test_a_question_that_comes_back_is_asked_again():
    without = deepcopy(OLD)
    removed("age")(without)
    second = with_retired(OLD, without, answered=True)
    third = with_retired(second, deepcopy(OLD), answered=True)
    assert "retired" not in third
    assert gravest(classify(second, third, answered=True)) == "additive"


def test_without_answers_nothing_is_kept():
    new = deepcopy(OLD)
    removed("age")(new)
    assert with_retired(OLD, new, answered=False) == new


def test_a_new_option_never_takes_the_code_of_one_that_has_answers():
    new = deepcopy(OLD)
    options = elements_by_uid(new)["uid-transport"]["options"]
    options[1] = option("tram", 2)
    merged = elements_by_uid(with_retired(OLD, new, answered=True))["uid-transport"]["options"]
    assert {one["key"]: one["code"] for one in merged} == {"bus": 1, "tram": 4, "walk": 3, "bike": 2}
    again = elements_by_uid(with_retired(with_retired(OLD, new, answered=True), new, answered=True))["uid-transport"]
    assert again["options"] == merged
