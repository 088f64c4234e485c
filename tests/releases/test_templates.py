"""Templates: what a text begins from, and what it must still hold when it is submitted."""

import pytest

from tests.releases.conftest import World
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.sections import lacking, sections
from thongsuot.network import actions as network
from thongsuot.releases import actions, queries
from thongsuot.releases.models import Draft, Template

BODY = "<h2>Nội dung chính</h2><p>[Ai làm gì]</p><h2>Liên quan</h2>"


def refused(code: str):
    return pytest.raises(Refused, match=rf"^{code.replace('.', '[.]')}\(")


def keep(world: World, **more: object) -> Template:
    told = {"kind": "press_release", "name": "Thông cáo", "body": BODY}
    told |= {"required": ["Nội dung chính"], "standing": "<p>Dẫn nguồn khi sử dụng.</p>"}
    return actions.keep_template(by=world.coordinator, **(told | more))


def test_a_text_begins_with_its_words_and_its_unit(world: World) -> None:
    told = {"person": world.leader, "by": None}
    mandate = network.give_mandate(unit=world.telecom, role="spokesperson", **told)
    phone = network.add_contact_point(channel="phone", address="0912345678", **told)
    mail = network.add_contact_point(channel="email", address="phat-ngon@vidu.example", **told)
    network.publish_spokesperson(
        mandate=mandate, contact_points=[phone.pk, mail.pk], by=world.coordinator
    )
    template = keep(world, title="Thông cáo về [việc]")
    release = actions.draft(
        kind="press_release", unit=world.telecom, by=world.officer, template=template
    )
    begun = Draft.objects.get(release=release, person=world.officer)
    assert begun.title == release.title == "Thông cáo về [việc]"
    assert "Nội dung chính" in begun.body
    assert begun.body.index("Dẫn nguồn") < begun.body.index("Liên hệ")
    assert "Người phát ngôn: Trần Văn Hùng, " in begun.body and "phat-ngon@" in begun.body
    assert "Lý Văn Tám" not in begun.body  # no address of his is for everybody
    assert release.template == template


def test_what_it_requires_is_required_of_the_text(world: World) -> None:
    template = keep(world)
    release = actions.draft(
        kind="press_release", unit=world.telecom, by=world.officer, template=template, title="Tin"
    )

    def codes(body: str) -> set[str]:
        told = {"title": "Tin", "summary": "Tóm", "body": body, "files": []}
        found = queries.findings(world.view("officer"), release.pk, **told)
        return {each.code for each in found if each.severity == "required"}

    assert codes(BODY) == {"releases.place_left"}
    assert codes("<p>Chỉ có mở đầu.</p>") == {"releases.part_missing"}
    assert codes("<h2>Nội dung chính</h2><h2>Khác</h2><p>Có.</p>") == {"releases.part_missing"}
    assert codes("<h2>nội dung CHÍNH</h2><p>Có.</p>") == set()
    with refused("releases.not_ready"):
        actions.submit(release=release, by=world.officer)


def test_only_what_fits_is_offered_and_taken(world: World) -> None:
    for_all, own = keep(world), keep(world, unit=world.telecom, name="Riêng")
    other = keep(world, unit=world.press, name="Của Cục Báo chí")
    offered = queries.templates_for("press_release", world.telecom.pk)
    assert {each.id for each in offered} == {for_all.pk, own.pk}
    assert queries.templates_for("statement", world.telecom.pk) == []
    begin = {"unit": world.telecom, "by": world.officer}
    for kind, template in (("press_release", other), ("statement", for_all)):
        with refused("releases.template_unfit"):
            actions.draft(kind=kind, template=template, **begin)
    actions.retire_template(template=own, by=world.coordinator)
    with refused("releases.template_unfit"):
        actions.draft(kind="press_release", template=own, **begin)


def test_kept_by_the_centre_alone(world: World) -> None:
    with refused("releases.coordinator_only"):
        actions.keep_template(kind="statement", name="Mẫu", by=world.leader)
    for kind in ("correction", "message_house", "information_request"):
        with refused("releases.template_kind"):
            keep(world, kind=kind)
    with refused("releases.template_unnamed"):
        keep(world, name=" ")
    assert queries.templates(world.view("leader")) == []


def test_shipped_ones_come_once_and_a_changed_one_stays(world: World) -> None:
    actions.load_templates()
    row = Template.objects.get(code="press_release")
    actions.keep_template(
        template=row, kind="press_release", name="Của Trung tâm", by=world.coordinator
    )
    actions.retire_template(template=Template.objects.get(code="results"), by=world.coordinator)
    before = Template.objects.count()
    actions.load_templates()
    assert Template.objects.count() == before
    row.refresh_from_db()
    assert row.name == "Của Trung tâm"
    assert Template.objects.get(code="results").retired_at is not None


def test_sections_of_a_body() -> None:
    html = "<p>Mở</p><h2>Một</h2><p>a</p><h3>Nhỏ</h3><p>b</p><h2>Hai</h2><h3>Con</h3><p>c</p>"
    found = sections(html + "<h2>Ba</h2>")
    assert [(each.heading, each.html, each.filled) for each in found] == [
        ("Một", "<p>a</p>", True),
        ("Nhỏ", "<p>b</p>", True),
        ("Hai", "", True),
        ("Con", "<p>c</p>", True),
        ("Ba", "", False),
    ]
    assert lacking(html, ("Một", "Hai", "Bốn")) == ("Bốn",)
