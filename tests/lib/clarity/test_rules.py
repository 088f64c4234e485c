"""The rules as data: sound by their schema, shown by their examples, as loud as precise."""

import json
from importlib import resources

import jsonschema
import pytest

from tests.lib.clarity.examples import marked, reading
from thongsuot.lib.clarity import Severity
from thongsuot.lib.clarity.checking import findings
from thongsuot.lib.clarity.rulebook import raw, rules

RULES = {rule.id: rule for rule in rules()}
_LOUD = {Severity.ERROR: 0.9, Severity.WARNING: 0.7}


def test_the_files_hold_to_their_schema() -> None:
    folder = resources.files("thongsuot.lib.clarity").joinpath("rules")
    schema = json.loads(folder.joinpath("schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(raw())


def test_each_rule_has_an_id_of_its_own() -> None:
    ids = [data["id"] for data in raw()]
    assert sorted(set(ids)) == sorted(ids)
    assert RULES and all(rule.scope for rule in RULES.values())


@pytest.mark.parametrize("id", RULES)
def test_bad_examples_are_found_where_they_are_marked(id: str) -> None:
    for example in RULES[id].bad:
        found = findings(reading(example), [RULES[id]])
        assert {(f.field, f.start, f.end) for f in found} == marked(example), example
        assert all("{" not in f.message for f in found)


@pytest.mark.parametrize("id", RULES)
def test_good_examples_are_left_alone(id: str) -> None:
    for example in RULES[id].good:
        assert findings(reading(example), [RULES[id]]) == [], example


@pytest.mark.parametrize("id", RULES)
def test_a_rule_is_as_loud_as_it_is_precise(id: str) -> None:
    rule = RULES[id]
    if rule.severity == Severity.HINT:
        return
    assert rule.precision, f"{id} speaks up and nobody judged its hits"
    assert rule.precision.n >= 50
    assert rule.precision.wilson_low >= _LOUD[rule.severity]


def test_a_suggestion_for_a_figure_begins_its_sentence() -> None:
    for text, instead in (("63/63 Sở họp.", "Cả 63"), ("Nay 63/63 Sở họp.", "cả 63")):
        (found,) = findings(reading(text), [RULES["NUM2"]])
        assert found.suggestions == (instead,)


def test_better_words_keep_the_capital_of_a_word_of_one_letter() -> None:
    found = findings(reading("Ở thời điểm đó, Sở chưa có máy."), [RULES["TIM1"]])
    assert [each.suggestions for each in found] == [("Lúc đó",)]
