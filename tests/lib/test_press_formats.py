"""NewsML-G2 read back by IPTC's own library; NITF by the rules of its schema, as a table."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import NewsMLG2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from tests.lib.conftest import PHOTO, whole_document
from thongsuot.lib.text import clean, to_text
from thongsuot.lib.wire import newsmlg2, nitf
from thongsuot.lib.wire.document import EditionDocument, Notice, Status

AT = datetime(2026, 1, 6, 2, tzinfo=UTC)
EARLIER = UUID("99999999-9999-4999-8999-999999999999")
WHOLE = whole_document()
KILLED = replace(
    WHOLE,
    status=Status.WITHDRAWN,
    notice=Notice("withdrawn", "Sai số liệu.", AT, "https://m.example/x"),
)
HELD = replace(WHOLE, embargo_until=AT, body_html="", summary="")
CORRECTION = replace(
    WHOLE,
    notice=Notice("correction", "Sửa số đơn vị.", AT),
    predecessor_id=EARLIER,
    predecessor_url="https://m.example/tin/9",
)
ALL = {"whole": WHOLE, "killed": KILLED, "held": HELD, "correction": CORRECTION}
G2 = {"g": newsmlg2.NAMESPACE, "n": nitf.NAMESPACE}


def item(doc: EditionDocument) -> Any:
    return NewsMLG2.NewsMLG2Document(newsmlg2.item(doc)).get_item()


# NewsML-G2 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "version", "status"),
    [
        ("whole", "1", "usable"),
        ("killed", "3", "canceled"),
        ("held", "1", "withheld"),
        ("correction", "1", "usable"),
    ],
)
def test_the_library_of_iptc_reads_it(name: str, version: str, status: str) -> None:
    doc = ALL[name]
    read = item(doc)
    assert (read.guid, read.version) == (doc.id.urn, version)
    assert (read.standard, read.conformance) == ("NewsML-G2", "power")
    meta = read.itemmeta
    code = NewsMLG2.qcode_to_uri(meta.pubstatus.qcode)
    assert code == f"http://cv.iptc.org/newscodes/pubstatusg2/{status}"
    assert NewsMLG2.qcode_to_uri(meta.itemclass.qcode).endswith("ninature/text")
    assert str(meta.provider.name) == doc.unit_name
    assert str(read.contentmeta.headline) == doc.title
    again = NewsMLG2.NewsMLG2Document()
    again.set_item(read)
    assert doc.title in again.to_xml_string()


def test_what_stands_in_it_is_the_edition() -> None:
    tree = etree.fromstring(newsmlg2.item(WHOLE))
    plain = tree.findtext(".//g:inlineData", namespaces=G2)
    assert plain == to_text(WHOLE.body_html)
    inline = tree.find(".//g:inlineXML/n:nitf", G2)
    assert inline.findtext(".//n:hl1", namespaces=G2) == WHOLE.title
    properties = {
        each.get("literal"): each.get("value")
        for each in tree.findall(".//g:itemMetaExtProperty", G2)
    }
    assert properties["number"] == WHOLE.number and properties["signature"] == WHOLE.signature
    links = [each.get("href") for each in tree.findall(".//g:itemMeta/g:link", G2)]
    assert links == [WHOLE.url, *(each.url for each in WHOLE.files)]


def test_a_kill_holds_no_content_and_a_correction_names_what_it_corrects() -> None:
    killed = etree.fromstring(newsmlg2.item(KILLED))
    assert killed.find(".//g:contentSet", G2) is None
    assert killed.find(".//g:description", G2) is None
    assert "Sai số liệu." in killed.findtext(".//g:edNote", namespaces=G2)
    assert to_text(WHOLE.body_html)[:40] not in etree.tostring(killed, encoding="unicode")
    held = etree.fromstring(newsmlg2.item(HELD))
    assert held.findtext(".//g:embargoed", namespaces=G2) == "2026-01-06T02:00:00Z"
    assert held.find(".//g:contentSet", G2) is None
    corrects = etree.fromstring(newsmlg2.item(CORRECTION))
    assert corrects.find(".//g:signal", G2).get("qcode") == "sig:correction"
    link = corrects.find(".//g:link[@rel='irel:evolvedFrom']", G2)
    assert (link.get("residref"), link.get("href")) == (EARLIER.urn, "https://m.example/tin/9")


# NITF --------------------------------------------------------------------------------------------

ENRICHED = "a br em"
BLOCKS = "p hl2 table media ol ul bq hr"
CONTENT: dict[str, str] = {
    "nitf": "head? body",
    "head": "title? meta* docdata? pubdata*",
    "docdata": "(doc-id|date.issue|date.release|ed-msg|doc.copyright|key-list)*",
    "key-list": "keyword*",
    "body": "body.head? body.content*",
    "body.head": "hedline* byline* dateline* abstract*",
    "hedline": "hl1",
    "dateline": "(location|story.date)*",
    "abstract": "p+",
    "body.content": f"({'|'.join(BLOCKS.split())})*",
    "block": f"({'|'.join(BLOCKS.split())})*",
    "bq": "block+",
    "ol": "li+",
    "ul": "li+",
    "table": "(thead? tbody|tr*)",
    "thead": "tr+",
    "tbody": "tr+",
    "tr": "(th|td)+",
    "media": "media-reference media-caption* media-producer*",
    **dict.fromkeys(("p", "hl2", "a", "em"), f"({'|'.join(ENRICHED.split())})*"),
    **dict.fromkeys(
        ("li", "th", "td", "media-caption"), f"({'|'.join((ENRICHED + ' ' + BLOCKS).split())})*"
    ),
}
"""What may stand in what: of NITF 3.6's schema the part that is written here."""
MIXED = {
    "title",
    "hl1",
    "byline",
    "location",
    "story.date",
    "p",
    "hl2",
    "a",
    "em",
    "li",
    "th",
    "td",
}
MIXED |= {"media-caption", "media-producer"}


def pattern(rule: str) -> re.Pattern[str]:
    """A rule as a pattern over the names of children, each followed by a semicolon."""
    return re.compile(
        re.sub(r"\s+", "", re.sub(r"[\w.\-]+", lambda m: f"(?:{re.escape(m[0])};)", rule))
    )


def breaches(octets: bytes) -> Iterator[str]:
    for element in etree.fromstring(octets).iter():
        name = etree.QName(element).localname
        assert etree.QName(element).namespace == nitf.NAMESPACE
        children = "".join(f"{etree.QName(child).localname};" for child in element)
        if not pattern(CONTENT.get(name, "")).fullmatch(children):
            yield f"{name}: {children}"
        texts = [element.text, *(child.tail for child in element)]
        if name not in MIXED and any((text or "").strip() for text in texts):
            yield f"{name}: text"


@pytest.mark.parametrize("name", ALL)
def test_nitf_keeps_to_its_schema(name: str) -> None:
    assert list(breaches(nitf.item(ALL[name]))) == []


def test_the_table_finds_breaches() -> None:
    wrong = nitf.item(WHOLE).replace(b"<hl1>", b"<p>").replace(b"</hl1>", b"</p>")
    assert list(breaches(wrong)) == ["hedline: p;"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>a <strong>b<em>c</em></strong></p>",
                "<ul><li>x<ul><li>y</li></ul></li></ul>",
                "<hr>",
                "<h2>t</h2>",
                "<blockquote><p>q</p><ul><li>z</li></ul></blockquote>",
                "<p>a<br>b</p>",
                "<table><tr><th>1</th></tr><tr><td><p>a</p><p>b</p></td></tr></table>",
                "<table><thead><tr><th>1</th></tr></thead></table>",
                "<table><tr><td></td></tr></table>",
                f'<figure><img src="/tep/{PHOTO}" alt="x"></figure>',
                "<p><a href='https://m.example'>l</a></p>",
            ]
        ),
        max_size=6,
    ),
    st.text(max_size=20),
)
def test_any_body_keeps_to_the_schema(blocks: list[str], words: str) -> None:
    doc = replace(WHOLE, body_html=clean("".join(blocks)), title=words, place=words, summary=words)
    assert list(breaches(nitf.item(doc))) == []
    etree.fromstring(newsmlg2.item(doc))


def test_what_may_be_done_with_it() -> None:
    def docdata(doc: EditionDocument) -> Any:
        return etree.fromstring(nitf.item(doc)).find(".//n:docdata", G2)

    assert docdata(WHOLE).get("management-status") == "usable"
    held = docdata(HELD)
    assert held.get("management-status") == "embargoed"
    assert held.find("n:date.release", G2).get("norm") == "20260106T020000Z"
    assert docdata(KILLED).get("management-status") == "canceled"
    corrects = docdata(CORRECTION)
    assert corrects.get("management-doc-idref") == EARLIER.urn
    killed = etree.fromstring(nitf.item(KILLED))
    content = killed.find(".//n:body.content", G2)
    assert [each.text for each in content] == ["Sai số liệu."]


def test_pictures_stand_where_the_text_has_them() -> None:
    tree = etree.fromstring(nitf.item(WHOLE))
    content = tree.find(".//n:body.content", G2)
    media = content.findall("n:media", G2)
    assert len(media) == len(WHOLE.pictures)
    first = media[0].find("n:media-reference", G2)
    assert (
        first.get("source") == WHOLE.pictures[0].url and first.get("alternate-text") == "Hội nghị"
    )
