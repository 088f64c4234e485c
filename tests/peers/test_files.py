"""Files of editions between installations: only to whom they were sent, only what was sealed."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import pytest

from tests.peers.conftest import Other, standing
from tests.releases.conftest import World, begin, sealed, write
from thongsuot.journal import actions as journal
from thongsuot.lib import seal
from thongsuot.peers import queries
from thongsuot.peers.jobs import fetch_files
from thongsuot.peers.models import IncomingFile, Peer
from thongsuot.releases import actions as releases
from thongsuot.releases.terms import FileRole

CONTENT = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def attached(world: World):
    release = begin(world)
    file = releases.attach(
        release=release,
        by=world.officer,
        name="phu-luc.pdf",
        content=CONTENT,
        role=FileRole.ATTACHMENT,
    )
    use = {"file": str(file.id), "role": "attachment", "caption": "", "credit": ""}
    releases.save(
        release=release,
        by=world.officer,
        title="Tin có tệp",
        summary="Tóm tắt",
        body="<p>Xem phụ lục.</p>",
        files=[use],
        base=1,
    )
    return sealed(world, release), file


def test_a_file_goes_to_who_was_sent_its_edition(world: World) -> None:
    other, stranger = Other(), Other(name="Không được gửi")
    standing(world, other)
    standing(world, stranger, reach=None)
    edition, file = attached(world)
    journal.catch_up()
    told = other.heard(after=1)[0]["content"]["files"]
    assert [(each["id"], each["sha256"]) for each in told] == [(str(file.id), seal.digest(CONTENT))]
    path = f"/api/v1/peers/files/{edition.pk}/{file.id}"
    assert other.ask(path).content == CONTENT
    assert stranger.ask(path).status_code == 404
    assert other.ask(f"/api/v1/peers/files/{edition.pk}/{uuid4()}").status_code == 404
    withdrawal = releases.withdraw(edition=edition, by=world.officer)
    write(withdrawal, world.officer)
    sealed(world, withdrawal)
    assert other.ask(path).status_code == 404


class Handler(BaseHTTPRequestHandler):
    answer = CONTENT

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def address(settings) -> Iterator[str]:
    settings.CONFIG = replace(settings.CONFIG, peers_private=1)
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_only_what_the_seal_names_is_kept(
    world: World, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Other()
    peer = standing(world, other)
    Peer.objects.filter(pk=peer.pk).update(url=address)
    named = {"id": str(uuid4()), "sha256": seal.digest(CONTENT), "name": "phu-luc.pdf"}
    named |= {"content_type": "application/pdf", "size": len(CONTENT), "role": "attachment"}
    other.say("edition", other.edition(files=[named | {"caption": "", "credit": ""}]))
    (view,) = queries.incoming(world.view("officer"))
    monkeypatch.setattr(Handler, "answer", CONTENT + b"x")
    with pytest.raises(RuntimeError, match="digest"):
        fetch_files(incoming=str(view.id))
    assert IncomingFile.objects.get().file is None
    monkeypatch.setattr(Handler, "answer", CONTENT)
    assert fetch_files(incoming=str(view.id)) == 1
    (view,) = queries.incoming(world.view("officer"))
    kept = queries.incoming_file(world.view("officer"), view.files[0].file)
    assert kept is not None and kept.sha256 == seal.digest(CONTENT)
    assert queries.incoming_file(world.view("reporter"), view.files[0].file) is None


def test_without_the_setting_a_peer_inside_is_not_called(world: World) -> None:
    from thongsuot.channels.addresses import Unreached
    from thongsuot.peers import calling

    for url, code in (
        ("http://127.0.0.1:9", "not_https"),
        ("https://127.0.0.1:9", "private_address"),
    ):
        with pytest.raises(Unreached, match=code):
            calling.fetch(url, uuid4(), 0)
