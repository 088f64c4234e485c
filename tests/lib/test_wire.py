"""Renditions of one document: marks first, nothing lost, same bytes, no injection."""

import csv
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from thongsuot.lib.text import clean
from thongsuot.lib.text.sentences import gist, sentences
from thongsuot.lib.wire import atom, mail, newsmlg2, ninjs, nitf, pdf, photos, plain, rss, word
from thongsuot.lib.wire.banners import marked_title
from thongsuot.lib.wire.document import EditionDocument, Notice, Status
from thongsuot.lib.wire.words import moment, place_and_date

AT = datetime(2026, 1, 6, 2, 0, tzinfo=UTC)
CORRECTION = Notice("correction", "Sửa 92,4% thành 94,2%.", AT, "https://mang-luoi.example/cu")
WITHDRAWN = Notice("withdrawn", "Tin sai.", AT, "https://mang-luoi.example/moi")
FEED = {
    "title": "Tin mới",
    "self_url": "https://mang-luoi.example/f",
    "site_url": "https://mang-luoi.example/",
    "updated": AT,
    "author": "Bộ",
}


def gone(document: EditionDocument) -> EditionDocument:
    return replace(document, status=Status.WITHDRAWN, notice=WITHDRAWN)


def embargoed(document: EditionDocument) -> EditionDocument:
    return replace(document, embargo_until=datetime(2026, 1, 5, 3, 0, tzinfo=UTC))


RENDITIONS: dict[str, Callable[[EditionDocument], bytes]] = {
    "zalo": lambda doc: plain.for_zalo(doc).encode(),
    "plain": lambda doc: plain.full_text(doc).encode(),
    "ninjs": lambda doc: json.dumps(ninjs.item(doc)).encode(),
    "atom": lambda doc: atom.feed([doc], **FEED),  # type: ignore[arg-type]
    "rss": lambda doc: rss.feed([doc], **FEED),  # type: ignore[arg-type]
    "word": word.docx,
    "pdf": pdf.pdf,
    "newsml-g2": newsmlg2.item,
    "nitf": nitf.item,
    "photos": photos.archive,
    "mail": lambda doc: "\0".join(mail.letter_parts(doc)).encode(),
}


@pytest.mark.parametrize("name", RENDITIONS)
def test_same_document_same_bytes(name: str, document: EditionDocument) -> None:
    assert RENDITIONS[name](document) == RENDITIONS[name](replace(document))


_HOSTILE = st.text(max_size=40) | st.sampled_from(
    [
        "</title><script>alert(1)</script>",
        '#import "x.typ" $x$ *b* _i_ `c` @l <l> \\ #{panic()} [',
        "]]> &amp; & < > \" '",
        "a\r\nBcc: b@c.example",
        "\u202eđảo\u0000\ud800\ufffe😀",
    ]
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_HOSTILE, _HOSTILE, _HOSTILE)
def test_hostile_texts_pass_every_rendition(
    document: EditionDocument, title: str, name: str, body: str
) -> None:
    held = tuple(
        replace(picture, name=name, caption=body, credit=title) for picture in document.pictures
    )
    files = tuple(replace(each, name=title) for each in document.attachments)
    people = tuple(
        replace(contact, name=name, phone=body, email=title) for contact in document.contacts
    )
    hostile = replace(
        document,
        title=title,
        summary=body,
        unit_name=name,
        kind_label=title,
        place=name,
        number=title,
        body_html=clean(body) + document.body_html,
        notice=Notice("correction", name, AT),
        topics=((title, name),),
        pictures=held[:1],
        attachments=files,
        contacts=people,
    )
    made = {each: render(hostile) for each, render in RENDITIONS.items()}
    etree.fromstring(made["atom"])
    etree.fromstring(made["rss"])
    etree.fromstring(made["newsml-g2"])
    etree.fromstring(made["nitf"])
    Document(BytesIO(made["word"]))
    subject, _, html = mail.letter_parts(hostile)
    assert not {"\n", "\r"} & set(subject)
    assert not {"script", "img", "iframe", "link", "style"} & _tags(html)
    with zipfile.ZipFile(BytesIO(made["photos"])) as archive:
        assert all(not {"/", "\\"} & set(each) and each.isascii() for each in archive.namelist())


def _tags(html: str) -> set[str]:
    found: set[str] = set()

    class _Seen(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            found.add(tag)

    _Seen().feed(html)
    return found


# Words


def test_dates_as_the_decree_writes_them() -> None:
    at = datetime(2026, 3, 4, 18, 5, tzinfo=UTC)
    assert place_and_date("Hà Nội", at, "vi") == "Hà Nội, ngày 05 tháng 3 năm 2026"
    assert place_and_date("Huế", AT, "vi") == "Huế, ngày 06 tháng 01 năm 2026"
    assert place_and_date("", AT, "vi") == "Ngày 06 tháng 01 năm 2026"
    assert place_and_date("Hà Nội", AT, "en") == "Hà Nội, 6 January 2026"
    assert moment(at, "vi") == "01 giờ 05 ngày 05/03/2026"


@pytest.mark.parametrize(
    ("status", "notice", "embargo", "prefix"),
    [
        (Status.CURRENT, None, False, ""),
        (Status.CURRENT, CORRECTION, False, "[Đính chính] "),
        (Status.CURRENT, replace(CORRECTION, kind="withdrawal"), False, "[Thu hồi] "),
        (Status.CORRECTED, None, False, "[Đã đính chính] "),
        (Status.WITHDRAWN, None, False, "[Đã thu hồi] "),
        (Status.WITHDRAWN, CORRECTION, False, "[Đã thu hồi] "),
        (Status.CURRENT, None, True, "[Cấm đăng trước 10 giờ 00 ngày 05/01/2026] "),
    ],
)
def test_titles_are_marked(
    document: EditionDocument, status: Status, notice: Notice | None, embargo: bool, prefix: str
) -> None:
    doc = replace(document, status=status, notice=notice)
    doc = embargoed(doc) if embargo else doc
    assert marked_title(doc) == prefix + document.title
    assert mail.letter_parts(doc)[0] == prefix + document.title


def test_sentences_end_where_they_end() -> None:
    text = "TP. Hồ Chí Minh đạt 94,2%. PGS. TS. Nguyễn A nói: “Rất tốt.” Năm 2026? Có!"
    assert sentences(text) == [
        "TP. Hồ Chí Minh đạt 94,2%.",
        "PGS. TS. Nguyễn A nói: “Rất tốt.”",
        "Năm 2026?",
        "Có!",
    ]
    assert gist("Một câu. Hai câu rất dài.", most=12) == "Một câu."
    assert gist("Một câu rất dài không có điểm dừng", most=14) == "Một câu rất…"


# Plain


def test_text_for_zalo(document: EditionDocument) -> None:
    text = plain.for_zalo(embargoed(document))
    assert text.startswith("KHÔNG ĐĂNG, PHÁT TRƯỚC 10 giờ 00 ngày 05/01/2026\n\nMẠNG LƯỚI")
    assert "TP. Hồ Chí Minh có tỷ lệ cao nhất." in text
    assert document.url in text
    assert "024 0000 0000" in text


@given(st.text(max_size=3000), st.text(max_size=3000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_text_for_zalo_is_short(document: EditionDocument, title: str, summary: str) -> None:
    doc = replace(document, title=title, summary=summary, notice=replace(CORRECTION, text=summary))
    assert len(plain.for_zalo(doc)) <= plain.ZALO_MOST


def test_a_withdrawn_text_is_not_told_again(document: EditionDocument) -> None:
    text = plain.for_zalo(gone(document))
    assert text.startswith("ĐÃ THU HỒI: Tin sai.")
    assert "95 đơn vị" not in text


# ninjs


def _schema() -> Any:
    """The council's own schema, whose file is named in NINJS_SCHEMA."""

    def closed(part: Any) -> Any:
        if isinstance(part, dict):
            if str(part.get("$ref", "")).startswith("https://geojson"):
                return True
            return {name: closed(value) for name, value in part.items()}
        return [closed(each) for each in part] if isinstance(part, list) else part

    return closed(json.loads(Path(os.environ["NINJS_SCHEMA"]).read_text()))


if "NINJS_SCHEMA" in os.environ:  # the schema is the council's to publish, not ours

    def test_ninjs_is_valid(document: EditionDocument) -> None:
        from jsonschema import Draft202012Validator, FormatChecker

        validator = Draft202012Validator(_schema(), format_checker=FormatChecker())
        corrected = replace(document, notice=CORRECTION, predecessor_id=document.unit_id)
        for doc in (document, corrected, embargoed(document), gone(document)):
            assert list(validator.iter_errors(ninjs.item(doc))) == []


def test_ninjs_of_a_usable_edition(document: EditionDocument) -> None:
    item = ninjs.item(document)
    assert item["uri"] == f"urn:uuid:{document.id}"
    assert item["pubstatus"] == "usable"
    assert "embargoed" not in item
    assert item["versioncreated"] == "2026-01-05T01:30:00Z"
    assert [body["contenttype"] for body in item["bodies"]] == ["text/html", "text/plain"]
    assert [picture["by"] for picture in item["associations"] if "by" in picture] == ["Trần Mẫu"]
    assert item["associations"][0]["renditions"][0]["width"] == 1200
    assert {"role": "number", "value": "12/2026/TTTT"} in item["altids"]
    json.dumps(item)


def test_ninjs_withheld_and_killed(document: EditionDocument) -> None:
    item = ninjs.item(embargoed(document))
    assert (item["pubstatus"], item["embargoed"]) == ("withheld", "2026-01-05T03:00:00Z")
    killed = ninjs.item(gone(document))
    assert killed["pubstatus"] == "canceled"
    assert not {"bodies", "descriptions", "associations"} & killed.keys()
    assert killed["versioncreated"] == "2026-01-06T02:00:00Z"
    assert killed["ednote"].startswith("Tin sai.")
    assert "95 đơn vị" not in json.dumps(killed, ensure_ascii=False)


def test_ninjs_names_what_it_corrects(document: EditionDocument) -> None:
    doc = replace(document, notice=CORRECTION, predecessor_id=document.unit_id, pictures=())
    [related] = ninjs.item(doc)["associations"]
    assert (related["name"], related["uri"]) == ("corrects", f"urn:uuid:{document.unit_id}")


# Feeds

NS = {
    "a": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
}


def test_atom(document: EditionDocument) -> None:
    corrected = replace(document, id=document.unit_id, notice=CORRECTION)
    root = etree.fromstring(atom.feed([corrected, document], **FEED))  # type: ignore[arg-type]
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    titles = root.xpath("a:entry/a:title/text()", namespaces=NS)
    assert titles == [f"[Đính chính] {document.title}", document.title]
    assert "correction" in root.xpath("a:entry[1]/a:category/@term", namespaces=NS)
    assert root.xpath("a:link[@rel='self']/@href", namespaces=NS) == [FEED["self_url"]]
    [first, _] = root.xpath("a:entry/a:content/text()", namespaces=NS)
    assert "Sửa 92,4% thành 94,2%." in first
    assert f'<img src="{document.pictures[0].url}"' in first
    assert "<h2>" in first


def test_a_withdrawn_entry_is_replaced_and_has_a_tombstone(document: EditionDocument) -> None:
    root = etree.fromstring(atom.feed([gone(document)], **FEED))  # type: ignore[arg-type]
    [tombstone] = root.xpath("at:deleted-entry", namespaces=NS)
    [entry] = root.xpath("a:entry", namespaces=NS)
    assert tombstone.get("ref") == entry.findtext("a:id", namespaces=NS) == document.id.urn
    assert tombstone.get("when") == entry.findtext("a:updated", namespaces=NS)
    assert entry.findtext("a:title", namespaces=NS).startswith("[Đã thu hồi] ")
    assert entry.findtext("a:content", namespaces=NS) == "<p><strong>Tin sai.</strong></p>"
    assert entry.find("a:summary", NS) is None
    assert entry.find("a:link[@rel='enclosure']", NS) is None


def test_rss(document: EditionDocument) -> None:
    root = etree.fromstring(rss.feed([document, gone(document)], **FEED))  # type: ignore[arg-type]
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    first, second = root.findall("channel/item")
    assert first.findtext("guid") == document.id.urn
    assert first.find("guid").get("isPermaLink") == "false"
    assert first.findtext("pubDate") == "Mon, 05 Jan 2026 01:30:00 +0000"
    assert "<table>" in first.findtext("content:encoded", namespaces=NS)
    assert second.findtext("title").startswith("[Đã thu hồi] ")
    assert "95 đơn vị" not in etree.tostring(second, encoding="unicode")


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_no_feed_shows_an_embargoed_edition(name: str, document: EditionDocument) -> None:
    assert b"95" not in RENDITIONS[name](embargoed(document))


# Word


def test_word_reads_back(document: EditionDocument) -> None:
    made = Document(BytesIO(word.docx(replace(document, notice=CORRECTION))))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert text.startswith("ĐÍNH CHÍNH")
    letterhead = made.tables[0].rows[0].cells
    assert letterhead[0].text == "TRUNG TÂM THÔNG TIN\nSố: 12/2026/TTTT"
    assert letterhead[1].text == "Hà Nội, ngày 05 tháng 01 năm 2026"
    assert [cell.text for cell in made.tables[1].rows[3].cells] == ["Mục tiêu năm 2026"] * 2 + [
        "98%"
    ]
    headings = [p.text for p in made.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert headings == [document.title, "Kết quả chính", "Số liệu theo năm", "Ảnh"]
    assert "Toàn cảnh hội nghị sáng 05/01. Ảnh: Trần Mẫu" in text
    assert "Nguyễn Thị Mẫu, Cán bộ đầu mối, 024 0000 0000" in text
    assert len(made.inline_shapes) == 2
    assert made.inline_shapes[0]._inline.docPr.get("descr") == "Hội nghị"
    footer = made.sections[0].footer.paragraphs
    assert document.verify_url in footer[0].text
    links = {rel.target_ref for rel in made.part.rels.values() if rel.is_external}
    assert "https://mang-luoi.example/ket-qua" in links
    assert made.core_properties.author == "Trung tâm Thông tin"
    assert made.styles["Normal"].font.name == "Times New Roman"


def test_each_numbered_list_begins_at_one(document: EditionDocument) -> None:
    body = "<ol><li>a</li></ol><p>x</p><ol><li>b</li></ol>"
    made = Document(BytesIO(word.docx(replace(document, body_html=clean(body)))))
    numbered = [
        p._p.pPr.numPr.numId.val
        for p in made.paragraphs
        if p._p.pPr is not None and p._p.pPr.numPr is not None
    ]
    assert len(set(numbered)) == 2


def test_a_broken_picture_is_left_out(document: EditionDocument) -> None:
    broken = replace(document.pictures[0], content=b"\xff\xd8 not a picture")
    doc = replace(document, pictures=(broken,))
    assert len(Document(BytesIO(word.docx(doc))).inline_shapes) == 0
    assert pdf.pdf(doc).startswith(b"%PDF")


# PDF


def test_pdf_is_accessible(document: EditionDocument) -> None:
    made = pdf.pdf(document)
    assert b"pdfuaid:part" in made
    assert b"/Lang (vi" in made or b"<dc:language>" in made


def test_pdf_text(document: EditionDocument, tmp_path: Path) -> None:
    program = shutil.which("pdftotext")
    if not program:
        pytest.skip("needs pdftotext (poppler-utils)")
    (tmp_path / "a.pdf").write_bytes(pdf.pdf(replace(embargoed(document), notice=CORRECTION)))
    done = subprocess.run([program, tmp_path / "a.pdf", "-"], capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    for words in (
        "ĐÍNH CHÍNH",
        "KHÔNG ĐĂNG, PHÁT TRƯỚC",
        "TRUNG TÂM THÔNG TIN",
        "Mục tiêu năm 2026",
    ):
        assert words in text
    assert "Trang 1 / 3" in text
    assert document.verify_url in text


# Photos


def test_photos(document: EditionDocument) -> None:
    with zipfile.ZipFile(BytesIO(photos.archive(document))) as archive:
        names = archive.namelist()
        assert names == ["chu-thich.txt", "chu-thich.csv", "01-hoi-nghi.jpg", "02-bieu-do.png"]
        assert archive.read("01-hoi-nghi.jpg") == document.pictures[0].content
        captions = archive.read("chu-thich.txt").decode("utf-8-sig")
        rows = list(csv.reader(StringIO(archive.read("chu-thich.csv").decode("utf-8-sig"))))
    assert "Toàn cảnh hội nghị\r\nẢnh: Trần Mẫu" in captions
    assert rows[2][1] == "'=Biểu đồ <tỷ lệ>"


def test_photos_of_an_edition_without_any(document: EditionDocument) -> None:
    with zipfile.ZipFile(BytesIO(photos.archive(replace(document, pictures=())))) as archive:
        assert "không có ảnh" in archive.read("chu-thich.txt").decode()


# Mail


def test_mail_is_whole_and_loads_nothing(document: EditionDocument) -> None:
    subject, text, html = mail.letter_parts(
        replace(document, notice=CORRECTION), intro_text="Kính gửi", intro_html="<p>Kính gửi</p>"
    )
    assert subject.startswith("[Đính chính] ")
    assert text.startswith("Kính gửi\n\n---\n\nĐÍNH CHÍNH: Sửa")
    assert "- Tập huấn cho cán bộ đầu mối:\n  1. Viết tin rõ ràng" in text
    assert "<p>Kính gửi</p>" in html
    assert "Mục tiêu năm 2026" in html
    assert not {"img", "link", "script", "style"} & _tags(html)
    assert document.pictures[0].url in html
    assert "background" not in html


def test_english_words(document: EditionDocument) -> None:
    doc = replace(document, language="en", notice=CORRECTION)
    subject, text, html = mail.letter_parts(doc)
    assert subject.startswith("[Correction] ")
    assert "No. 12/2026/TTTT" in text
    assert "Contact:" in text
    assert '<html lang="en">' in html
