"""Figures in a text: put in, told of, brought up to date, and what stops a submission."""

from datetime import date
from typing import Any

import pytest

from tests.desk.office.conftest import Enter
from tests.desk.ready.test_figures import keep, state
from tests.desk.releases.conftest import text
from tests.releases.conftest import World, begin
from thongsuot.facts import queries
from thongsuot.facts.terms import Form
from thongsuot.network.terms import Reach
from thongsuot.releases import actions
from thongsuot.releases.models import Draft, Release

CHOOSE = "/ban/so-lieu/chen/"


@pytest.fixture
def series(world: World) -> Any:
    series = keep(world, reach=Reach.PUBLIC)
    state(world, series, "124500000", date(2026, 9, 30))
    return series


def body(world: World, series: Any) -> str:
    view = queries.figure(world.view("officer"), series.pk)
    assert view is not None
    return f"<p>Cả nước có {queries.reference_html(view, Form.SHORT)}.</p>"


def written(world: World, html: str) -> Release:
    release = begin(world)
    actions.save(
        release=release, by=world.officer, title="T", summary="S", body=html, files=[], base=1
    )
    return release


def test_a_figure_is_offered_in_its_forms(world: World, enter: Enter, series: Any) -> None:
    client = enter("officer")
    piece = client.get(CHOOSE, {"q": "thue bao"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    for words in ("124.500.000 thuê bao", "124,5 triệu thuê bao", "một trăm hai mươi bốn"):
        assert words in piece
    assert 'data-figure="/so-lieu/' in piece
    page = client.get(CHOOSE, {"q": "thue bao"}).content.decode()
    assert "&lt;a href=&quot;/so-lieu/" in page
    keep(world, "Của riêng đơn vị")
    assert "Của riêng" not in client.get(CHOOSE).content.decode(), "it has no value yet"
    assert "Không có số liệu nào khớp" in client.get(CHOOSE, {"q": "zzz"}).content.decode()


def test_a_figure_beyond_the_text_is_offered_as_such(world: World, enter: Enter) -> None:
    state(world, keep(world), "5")
    client = enter("officer")
    for reach, marked in (("public", True), ("units", False)):
        page = client.get(CHOOSE, {"reach": reach}).content.decode()
        assert ("Ngoài phạm vi của tin" in page) is marked


def test_what_moved_is_marked_and_renewed_from_the_editor(
    world: World, enter: Enter, series: Any
) -> None:
    html = body(world, series)
    release, client = written(world, html), enter("officer")
    editor = f"/ban/tin/{release.pk}/soan/"
    assert "Còn đúng" in client.get(editor).content.decode()
    state(world, series, "126000000")
    page = client.get(editor).content.decode()
    assert "Đã có số mới" in page
    assert "Nay là 126.000.000 thuê bao, ngày" in page
    pinned = queries.references(html, Reach.PUBLIC)[0].value
    typed = text(body=html + "<p>Gõ thêm.</p>", base="2", then=f"renew:{pinned}")
    assert client.post(editor, typed).status_code == 302
    kept = Draft.objects.get(release=release)
    assert "126 triệu thuê bao" in kept.body
    assert "Gõ thêm." in kept.body
    assert str(pinned) not in kept.body
    assert "Còn đúng" in client.get(editor).content.decode()


def test_what_moved_is_renewed_from_the_page_of_a_text(
    world: World, enter: Enter, series: Any
) -> None:
    release = written(world, body(world, series))
    state(world, series, "126000000")
    page, act = f"/ban/tin/{release.pk}/", f"/ban/tin/{release.pk}/so-lieu/"
    assert "Cập nhật số này" in enter("officer").get(page).content.decode()
    assert enter("stranger").post(act).status_code == 404
    assert enter("officer").post(act, {"value": "x"}).status_code == 302
    assert enter("officer").post(act).status_code == 302
    assert "126 triệu thuê bao" in Draft.objects.get(release=release).body


def test_in_approval_the_mark_alone_is_shown(world: World, enter: Enter, series: Any) -> None:
    release = written(world, body(world, series))
    actions.submit(release=release, by=world.officer)
    state(world, series, "126000000")
    page = enter("leader").get(f"/ban/tin/{release.pk}/").content.decode()
    assert "Đã có số mới" in page
    assert "Cập nhật số này" not in page
    assert enter("officer").post(f"/ban/tin/{release.pk}/so-lieu/").status_code == 403
    step = release.steps.get(state="pending")
    assert "Đã có số mới" in enter("leader").get(f"/ban/duyet/{step.pk}/").content.decode()


def test_typing_tells_of_figures(world: World, enter: Enter, series: Any) -> None:
    release, client = begin(world), enter("officer")
    html = body(world, series).replace("124,5", "142,5")
    sent = text(body=html, base="1", person=str(world.officer.pk))
    told = client.post(f"/ban/tin/{release.pk}/luu-tam/", sent).json()
    assert "Cách viết số đã bị sửa" in told["figures"]
    assert "142,5 triệu thuê bao" in told["findings"]
    refused = client.post(f"/ban/tin/{release.pk}/soan/", sent | {"then": "submit"})
    assert refused.status_code == 409
    assert "Số «142,5 triệu thuê bao» không còn đúng" in refused.content.decode()
