"""Rules in the manner of Vale, and what they find: five of its kinds, on plain text.

After Vale's documentation of its checks (existence, substitution, occurrence, repetition,
conditional). Vale itself is a Go program: what such rules find is compared, not its speed.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

RULES = Path(__file__).parent / "vale_rules.yaml"
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_TWICE = re.compile(r"\b([^\W\d_]+)\s+\1\b")

Found = tuple[int, int, str]  # start, end, the rule's name
Find = Callable[[str], Iterator[tuple[int, int]]]


def find(text: str) -> list[Found]:
    """Everything the rules say of a text, in its order."""
    return sorted((start, end, name) for name, finds in _rules() for start, end in finds(text))


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[str, Find], ...]:
    told = yaml.safe_load(RULES.read_text("utf-8"))
    return tuple((rule["name"], _KINDS[rule["extends"]](rule)) for rule in told)


def _compiled(rule: dict[str, Any], words: list[str]) -> re.Pattern[str]:
    either = "|".join(words)
    whole = either if rule.get("nonword") else rf"\b(?:{either})\b"
    return re.compile(whole, re.IGNORECASE if rule.get("ignorecase") else 0)


def _existence(rule: dict[str, Any]) -> Find:
    pattern = _compiled(rule, rule["tokens"])
    return lambda text: (found.span() for found in pattern.finditer(text))


def _substitution(rule: dict[str, Any]) -> Find:
    return _existence({**rule, "tokens": list(rule["swap"])})


def _occurrence(rule: dict[str, Any]) -> Find:
    token = re.compile(rule["token"])

    def finds(text: str) -> Iterator[tuple[int, int]]:
        for sentence in _SENTENCE.finditer(text):
            if sum(1 for _ in token.finditer(sentence[0])) > rule["max"]:
                yield sentence.span()

    return finds


def _repetition(rule: dict[str, Any]) -> Find:
    return lambda text: (found.span() for found in _TWICE.finditer(text))


def _conditional(rule: dict[str, Any]) -> Find:
    first, second = re.compile(rule["first"]), re.compile(rule["second"])

    def finds(text: str) -> Iterator[tuple[int, int]]:
        explained = {found[1] for found in second.finditer(text)} | set(rule["exceptions"])
        return (each.span(1) for each in first.finditer(text) if each[1] not in explained)

    return finds


_KINDS: dict[str, Callable[[dict[str, Any]], Find]] = {
    "existence": _existence,
    "substitution": _substitution,
    "occurrence": _occurrence,
    "repetition": _repetition,
    "conditional": _conditional,
}
