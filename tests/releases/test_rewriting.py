"""Plainer wordings as the desk asks for them: the house's own, and those of an endpoint if set."""

from pytest_django import Settings

from thongsuot.channels.rewriting.config import RewritingConfig
from thongsuot.lib.clarity import check, of_text
from thongsuot.lib.clarity.rewriting import Way
from thongsuot.releases import queries


def test_the_house_proposes_without_any_service() -> None:
    document = of_text("Khóa học gồm viết tin, trả lời báo chí và diễn tập.")
    (made,) = queries.proposals(document, check(document))
    assert made.way == Way.LIST


def test_nothing_leaves_the_house_unless_an_endpoint_is_set(settings: Settings) -> None:
    assert not queries.may_ask_outside()
    assert queries.ask_outside("Sở họp.").trouble == "off"
    settings.REWRITING = RewritingConfig(url="http://127.0.0.1:9/v1", model="m", timeout=1)
    assert queries.may_ask_outside()
    assert queries.ask_outside("Sở họp.").trouble == "unreachable"
    assert queries.ask_outside(" ").trouble == "empty"
