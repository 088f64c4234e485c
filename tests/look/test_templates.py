"""Every template renders to a page that people, keyboards and screen readers can use."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.signals import template_rendered
from django.utils import translation

from tests.look.specimen_data import context
from thongsuot import look
from thongsuot.look.states import BANNERS, STATES

pytestmark = pytest.mark.urls("tests.look.addresses")

HOME = Path(look.__file__).parent
TEMPLATES = HOME / "templates"
PAGES = [
    *("look/specimen.html", "look/specimen_portal.html", "look/specimen_card.html"),
    *("400.html", "403.html", "403_csrf.html", "404.html", "409.html", "500.html"),
    "look/error.html",
]
LAYOUTS = ["look/desk.html", "look/portal.html", "look/card.html", "look/print.html"]
NOBODY = SimpleNamespace(is_authenticated=False, pk=None)
OFFICER = SimpleNamespace(is_authenticated=True, pk=7, email="mau@so.example")
PEOPLE = [NOBODY, OFFICER]


@pytest.fixture(autouse=True)
def _hour(morning: object) -> None:
    """It is a working Monday on every page."""


def _request(person: object = NOBODY, path: str = "/ban/tin/") -> Any:
    request = RequestFactory().get(path)
    request.user = person
    request.viewer = SimpleNamespace(is_staff=person is OFFICER)
    request.person = SimpleNamespace(name="Nguyễn Thị Mẫu") if person is OFFICER else None
    request.csp_nonce = "n0nce"
    return request


def _tree(html: str) -> Any:
    return lxml.html.document_fromstring(html)


def _pages() -> Iterator[str]:
    for person in PEOPLE:
        for name in PAGES:
            yield render_to_string(name, {**context(), "status": 409}, _request(person))
        for layout in LAYOUTS:
            text = (
                f'{{% extends "{layout}" %}}{{% block title %}}Tin bài{{% endblock %}}'
                "{% block heading %}Tin bài{% endblock %}"
            )
            yield engines["django"].from_string(text).render(context(), _request(person))


def test_pages_have_a_title_one_heading_and_a_language() -> None:
    for html in _pages():
        tree = _tree(html)
        assert re.fullmatch(r".+ · .+", tree.findtext(".//title") or ""), html[:400]
        assert len(tree.xpath("//h1")) == 1
        assert tree.xpath("//h1")[0].text_content().strip()
        assert tree.get("lang") == "vi"
        assert len(tree.xpath('//main[@id="main"]')) == 1


def test_pages_obey_the_content_security_policy() -> None:
    for html in _pages():
        tree = _tree(html)
        assert not tree.xpath("//style | //*[@style]")
        assert not [
            a for e in tree.iter() if isinstance(e.tag, str) for a in e.attrib if a[:2] == "on"
        ]
        assert all(script.get("src") for script in tree.xpath("//script"))
        assert all(script.get("nonce") == "n0nce" for script in tree.xpath("//script"))
        assert not [u for u in tree.xpath("//@src | //link/@href | //use/@href") if "//" in u]


def test_every_input_has_a_name_for_screen_readers() -> None:
    for html in _pages():
        tree = _tree(html)
        labels = set(tree.xpath("//label/@for"))
        shown = tree.xpath("//input[not(@type='hidden')] | //select | //textarea")
        for field in shown:
            known = field.get("aria-label") or field.get("aria-hidden") or field.get("id") in labels
            assert known or field.xpath("ancestor::label"), lxml.html.tostring(field)
        for control in tree.xpath("//button | //a[@href]"):
            spoken = control.text_content().strip() or control.xpath(".//@aria-label")
            assert spoken or control.get("aria-label"), lxml.html.tostring(control)


def test_ids_stand_once_and_references_arrive() -> None:
    for html in _pages():
        tree = _tree(html)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)
        wanted = tree.xpath(
            "//@aria-describedby | //@aria-labelledby | //@data-opens | //@data-copies"
        )
        assert {one for names in wanted for one in names.split()} <= set(ids)


def test_every_part_is_on_the_specimen() -> None:
    seen: set[str] = set()

    def note(template: Any, **_: Any) -> None:
        seen.add(template.name)

    messages = [SimpleNamespace(level_tag=tag, __str__=str) for tag in ("success", "error")]
    template_rendered.connect(note)
    try:
        for person in PEOPLE:
            for name in PAGES:
                render_to_string(name, {**context(), "messages": messages}, _request(person))
    finally:
        template_rendered.disconnect(note)
    parts = {f"look/parts/{path.name}" for path in (TEMPLATES / "look/parts").glob("*.html")}
    assert parts - seen == {"look/parts/refused.html"}  # an answer to htmx, never part of a page


def test_every_icon_is_in_the_sprite() -> None:
    sprite = (HOME / "static/look/icons.svg").read_text("utf-8")
    drawn = set(re.findall(r'<symbol id="(\w+)"', sprite))
    shown = {name for html in _pages() for name in re.findall(r"icons\.svg#(\w+)", html)}
    states = {state.icon for table in STATES.values() for state in table.values()}
    assert shown | states | {banner.icon for banner in BANNERS.values()} <= drawn


def test_the_server_error_page_needs_no_request() -> None:
    tree = _tree(render_to_string("500.html"))
    assert tree.findtext(".//title") == "Hệ thống gặp lỗi · Thông Suốt"
    assert "Không có gì bị mất" in tree.text_content()


def test_a_refusal_says_its_own_words() -> None:
    words = "Anh/chị không duyệt bài của chính mình."
    page = render_to_string("look/error.html", {"status": 409, "words": words}, _request())
    assert words in page
    assert "Quy định không cho phép" not in page
    assert words in render_to_string("look/parts/refused.html", {"words": words})


def test_a_form_shows_its_errors_beside_the_field_and_above() -> None:
    tree = _tree(render_to_string("look/specimen.html", context(), _request()))
    title = tree.get_element_by_id("id_title")
    assert title.get("aria-invalid") == "true"
    assert "id_title_error" in title.get("aria-describedby")
    assert tree.xpath('//div[@class="error-summary"]//a[@href="#id_title"]')


def test_the_current_entry_is_marked_by_section_or_by_address() -> None:
    def current(path: str, **more: str) -> list[str]:
        text = '{% extends "look/desk.html" %}{% block title %}x{% endblock %}'
        html = engines["django"].from_string(text).render(more, _request(path=path))
        marked = _tree(html).xpath('//nav//a[@aria-current="page"]/span/text()')
        return [str(words) for words in marked]

    assert current("/ban/") == ["Hôm nay"]
    assert current("/ban/tin/123/") == ["Tin bài"]
    assert current("/ban/xyz/", section="network") == ["Mạng lưới"]
    assert current("/ban/xyz/") == []


def test_only_signed_in_pages_carry_a_token() -> None:
    # A page that anyone may cache must not hold one visitor's token.
    public = render_to_string("look/specimen_portal.html", context(), _request(NOBODY))
    member = render_to_string("look/specimen_portal.html", context(), _request(OFFICER))
    assert "X-CSRFToken" not in public
    assert "csrfmiddlewaretoken" not in public
    assert "X-CSRFToken" in member


def test_the_portal_shows_staff_the_way_to_the_desk() -> None:
    assert "Bàn làm việc" in render_to_string(
        "look/specimen_portal.html", context(), _request(OFFICER)
    )
    assert "Bàn làm việc" not in render_to_string(
        "look/specimen_portal.html", context(), _request()
    )


def test_pages_speak_english_when_asked() -> None:
    with translation.override("en"):
        tree = _tree(render_to_string("look/specimen.html", context(), _request()))
    assert tree.get("lang") == "en"
    assert "Monday, 23 November 2026" in tree.text_content()


def test_a_person_s_text_is_escaped() -> None:
    html = render_to_string("look/parts/person.html", {"name": "<b>A</b>", "note": "<i>"})
    assert "<b>" not in html
    assert "<i>" not in html
