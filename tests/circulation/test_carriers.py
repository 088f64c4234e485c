"""The whole road over carriers: an edition as a file, its kill in the same place, a text message to
whom no mail reaches, and the receipt that comes for it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from tests.channels.gateways import centre
from tests.circulation.test_road import EVERYBODY, circulated, corrected
from tests.releases.conftest import World, sealed
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation import queries
from thongsuot.circulation.jobs.fetching import fetch_receipts
from thongsuot.circulation.models import Delivery
from thongsuot.network import actions as network
from thongsuot.network.models import ContactPoint

RECEIPT = b"id:so-1 sub:001 dlvrd:001 submit date:2611230800 done date:2611230801 stat:DELIVRD"


def test_press_systems_get_the_edition_and_its_kill(
    world: World, sink: Sink, settings: Any, tmp_path: Path
) -> None:
    told = {"folder": {"root": str(tmp_path)}, "push": {"enabled": False}}
    settings.CONFIG = replace(settings.CONFIG, channels=told)
    journalist = world.people["reporter"]
    ContactPoint.objects.filter(person=journalist).delete()
    for form in ("ninjs", "nitf"):
        network.add_contact_point(
            person=journalist,
            channel="folder",
            address=f"bao/{form}",
            details={"format": form},
            by=None,
        )
        edition = sealed(world)
        circulated(world, edition, audience=EVERYBODY)
        row = Delivery.objects.get(dispatch__edition=edition, recipient__person=journalist)
        assert (row.state, row.channel) == ("sent", "folder")
        (file,) = (tmp_path / "bao" / form).iterdir()
        assert str(edition.pk) in file.name and b"canceled" not in file.read_bytes()
        corrected(world, edition, "withdraw")
        (killed,) = (tmp_path / "bao" / form).iterdir()
        assert killed == file
        if form == "ninjs":
            item = json.loads(killed.read_bytes())
            assert item["pubstatus"] == "canceled" and "bodies" not in item
        else:
            root = etree.fromstring(killed.read_bytes())
            assert root.find(".//{*}docdata").get("management-status") == "canceled"
        ContactPoint.objects.filter(person=journalist).delete()


def test_whom_no_mail_reaches_gets_a_text_message(world: World, sink: Sink, settings: Any) -> None:
    officer = world.people["hue_officer"]  # whose mail is refused
    network.add_contact_point(person=officer, channel="phone", address="0912345678", by=None)
    with centre(to_deliver=[RECEIPT]) as there:
        line = {"host": "127.0.0.1", "port": there.port, "tls": False, "password": there.password}
        settings.CONFIG = replace(settings.CONFIG, channels={"smpp": line})
        dispatch = circulated(world, urgent=True)
        assert queries.figures(dispatch.pk).by_channel["sms"]["sent"] == 1
        (got,) = (each for each in there.got if each["to"] == "84912345678")
        assert b"/xac-nhan/" in got["octets"] or len(there.got) > 1
        row = Delivery.objects.get(dispatch=dispatch, channel="sms", recipient__person=officer)
        assert (row.state, row.via, row.remote_id) == ("sent", "smpp", "so-1")
        assert fetch_receipts() == 1
    row.refresh_from_db()
    assert row.received_at is not None
