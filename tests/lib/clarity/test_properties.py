"""What holds of any text whatever: spans slice to the match, nothing raises, mending settles."""

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lib.clarity.examples import TODAY
from tests.lib.clarity.house import HOUSE
from thongsuot.lib.clarity import Document, Part, Registry, check, of_text
from thongsuot.lib.clarity.applying import apply, mended
from thongsuot.lib.clarity.checking import fingerprint
from thongsuot.lib.clarity.documents import field
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import rules
from thongsuot.lib.text.shadow import shadow

EXAMPLES = [
    words.replace("[[", "").replace("]]", "")
    for rule in rules()
    for example in (*rule.bad, *rule.good)
    for words in ([example] if isinstance(example, str) else [example.get("body", "")])
]
ODD = [
    *(
        "\u00a0",
        "\u200b",
        "\u00ad",
        "a\u0301",
        "Ð",
        "\ud800",
        "\x00",
        "\u2028",
        "\r\n",
        "“",
        "«",
        "İ",
    ),
    *("ﬁ", "е", "…", "\t", "  ", "—", "‑", "qdnd.vn", "63/63", "5.000", "ß", "\u0301", "TT-TT"),
]
PIECES = st.one_of(st.sampled_from(EXAMPLES), st.sampled_from(ODD), st.text(max_size=12))
TEXTS = st.lists(PIECES, max_size=8).map("".join)


def document(title: str, lead: str, body: str) -> Document:
    parts = (("title", title, Part.TITLE), ("lead", lead, Part.LEAD), ("body", body, Part.BODY))
    return Document(tuple(field(*part) for part in parts), today=TODAY)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_spans_lie_in_the_original_and_slice_to_the_match(title: str, lead: str, body: str) -> None:
    whole = document(title, lead, body)
    texts = {each.name: each.text for each in whole.fields}
    for finding in check(whole, registry=HOUSE).findings:
        text = texts[finding.field]
        assert 0 <= finding.start <= finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.match
        assert len(finding.fingerprint) == 16 and "{" not in finding.message.replace(
            finding.match, ""
        )


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=200))
def test_any_string_is_looked_at(text: str) -> None:
    assert check(text) == check(text)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_mending_settles_and_changes_no_word(text: str) -> None:
    once = mended(of_text(text), HOUSE).fields[0].text
    assert syllables(once) == syllables(text)
    assert mended(of_text(once), HOUSE).fields[0].text == once


def syllables(text: str) -> str:
    """The letters and digits in their shadow: signs and spaces are not looked at."""
    return "".join(filter(str.isalnum, shadow(text).text))


def test_suggestions_stand_in_place_of_exactly_their_span() -> None:
    for text in EXAMPLES:
        found = [f for f in check(text, registry=HOUSE).findings if f.suggestions][:1]
        for finding in found:
            assert apply(text, [finding]) == (
                text[: finding.start] + finding.suggestions[0] + text[finding.end :]
            )


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.sampled_from(EXAMPLES), TEXTS)
def test_a_fingerprint_survives_edits_elsewhere(before: str, paragraph: str, after: str) -> None:
    """Paragraphs put before and after change nothing in how a finding of this one is known. Rules
    that look at the whole document may speak differently; those that still speak are known."""
    alone = known(paragraph, 0, paragraph)
    among = known(f"{before}\n{paragraph}\n{after}", len(before) + 1, paragraph)
    both = alone.keys() & among.keys()
    assert {place: alone[place] for place in both} == {place: among[place] for place in both}


def known(text: str, begin: int, paragraph: str) -> dict[tuple[str, int, int], str]:
    """The fingerprints of a paragraph's findings, by rule and place in it."""
    return {
        (f.rule, f.start - begin, f.end - begin): f.fingerprint
        for f in check(text, registry=Registry()).findings
        if begin <= f.start and f.end <= begin + len(paragraph)
    }


def test_equal_words_differ_where_their_surroundings_do() -> None:
    said = "trong thời gian tới"
    once, again = "Bộ sẽ mở thêm lớp học cho các xã vùng cao", "Sở sẽ gửi công văn đến mọi trường"
    text = f"{once} {said}; {again} {said}."
    read = Reading(of_text(text)).fields[0]
    places = [m.start() for m in re.finditer(said, text)]
    assert len({fingerprint(rules()[0], read, at, at + len(said)) for at in places}) == 2


def test_a_sign_mended_beside_leaves_a_fingerprint() -> None:
    prints = set()
    for text in ("Bộ TT-TT - Trung tâm,họp hằng tuần.", "Bộ TT&TT – Trung tâm, họp hằng tuần ."):
        read = Reading(of_text(text)).fields[0]
        at = text.index("họp")
        prints.add(fingerprint(rules()[0], read, at, at + len("họp")))
    assert len(prints) == 1


RUNS = [
    *(
        "a",
        "A",
        ".",
        " ",
        '"',
        "“",
        "(",
        "1",
        "1.",
        "1,",
        "A.",
        "TT-",
        "\n",
        "-",
        "a\n",
        "\u0301",
        "Ð",
    ),
    *(
        " .",
        ". ",
        ", ",
        "“a",
        "x ",
        "X ",
        "Việc ",
        "của ",
        "và, ",
        "63/63 ",
        "0912 ",
        "1/1/",
        "UBND ",
    ),
    *(
        "theo Nghị định ",
        "http://",
        "trong thời gian tới ",
        "Tôi không ",
        "hòa ",
        "hoà ",
        "ă",
        "á",
        "gần 80 ",
    ),
]


@pytest.mark.parametrize("piece", RUNS, ids=repr)
def test_runs_of_anything_are_looked_at(piece: str) -> None:
    """No work grows with the square of a run: a rule that does makes this test crawl."""
    check(f"Bộ họp {piece * (10_000 // len(piece))} hôm qua.", registry=HOUSE)


def test_a_megabyte_is_looked_at() -> None:
    whole = "\n".join(EXAMPLES)[:100_000]
    chance = Random(5)
    odd = "".join(chance.choices([*map(chr, range(0x3000)), "\ud800", "\U0001f600", " "], k=10_000))
    assert check(whole, registry=HOUSE).findings
    check(odd + " \n" + "n" * 940_000 + "\n" + " .,\u00a0" * 12_500, registry=HOUSE)
