"""Ministry → province → commune: three whole installations, each with its own web process, database
and key, and a link between them that is cut for a while."""

import contextlib
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.ports import free_port
from thongsuot.lib import seal
from thongsuot.project import installing

ROOT = Path(__file__).parents[2]
WITHIN = 30.0  # seconds something may take before the test gives up
SETTING = """
    from tests.releases import conftest
    from tests.releases.conftest import build, begin, sealed, write
    from thongsuot.network.models import Person
    from thongsuot.network import queries as network
    from thongsuot.peers import actions, queries
    from thongsuot.peers.models import Peer, PeerReceipt
    from thongsuot.peers.terms import Reach
    from thongsuot.releases import actions as releases
    from thongsuot.releases.terms import FileRole, FileUse
    from thongsuot.files import queries as files
    from uuid import UUID
    if SMALL:
        conftest.UNITS = {"centre": conftest.UNITS["centre"]}
        conftest.PEOPLE = {"coordinator": conftest.PEOPLE["coordinator"]}
    world = build()
    me = world.coordinator
    look = world.view("coordinator")
    def short(v):
        return [v.title, v.state, v.proven, v.can_read, [hop.note for hop in v.path]]
    def came(): return [short(v) for v in reversed(queries.incoming(look))]
    def text(title):
        release = begin(world)
        write(release, world.officer, title=title, base=1)
        return sealed(world, release)
"""


class Link:
    """Where an installation is reached from outside; can be cut, also in mid-exchange."""

    def __init__(self, to: int) -> None:
        self.to, self.cut = to, False
        self.door = _door()  # whatever «localhost» stands for on this machine
        self.port = self.door.getsockname()[1]
        self.open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def sever(self) -> None:
        self.cut = True
        for each in list(self.open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.cut = False

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.door.accept()
                far = None
                with contextlib.suppress(OSError):
                    far = None if self.cut else socket.create_connection(("127.0.0.1", self.to))
                if far is None:
                    near.close()
                    continue
                for one, other in ((near, far), (far, near)):
                    self.open.add(one)
                    threading.Thread(target=self._pump, args=(one, other), daemon=True).start()

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while content := one.recv(65536):
                other.sendall(content)
        for each in (one, other):
            self.open.discard(each)
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


def _door() -> socket.socket:
    if socket.has_dualstack_ipv6():
        with contextlib.suppress(OSError):
            return socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    return socket.create_server(("127.0.0.1", 0))


class House:
    """One installation; `do` runs code inside it and gives back what it said."""

    def __init__(self, home: Path, database: Path, *, fetch_only: bool = False) -> None:
        self.home, self.fetch_only = home, fetch_only
        home.mkdir()
        installing.make_keys(home)
        (home / "static").mkdir(exist_ok=True)
        (home / "keys" / "seal.key").write_bytes(seal.new_key())
        shutil.copy(database, home / "thongsuot.sqlite3")
        self.port = free_port()
        self.link = Link(self.port)
        self.log = (home / "log").open("wb")
        self.start()

    def start(self) -> None:
        others = {k: v for k, v in os.environ.items() if not k.startswith("THONGSUOT_")}
        told = {
            "THONGSUOT_MODE": "test",
            "THONGSUOT_HOME": str(self.home),
            "THONGSUOT_WORK_ENGINE": "direct",
            "THONGSUOT_SITE_URL": f"http://localhost:{self.link.port}",
            "THONGSUOT_PEERS_PRIVATE": "1",
            "THONGSUOT_PEERS_FETCH_ONLY": str(int(self.fetch_only)),
            "THONGSUOT_EMAIL_PORT": "9",
            "DJANGO_SETTINGS_MODULE": "thongsuot.project.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.peers.house", str(self.port)],
            env={**others, **told},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )

    def ready(self) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n", (self.home / "log").read_text()

    def do(self, code: str) -> Any:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(textwrap.dedent(code)) + "\n")
        self.process.stdin.flush()
        said = None
        while (line := self.process.stdout.readline()) not in ("done\n", ""):
            said = json.loads(line)
        assert line, (self.home / "log").read_text()
        return said

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.log):
            with contextlib.suppress(OSError):
                pipe and pipe.close()
        self.link.door.close()


@pytest.fixture
def houses(tmp_path: Path, db: None) -> Iterator[tuple[House, House, House]]:
    """Ministry, province, and a commune that nobody can call."""
    template = tmp_path / "template.sqlite3"
    if connection.vendor != "sqlite":
        pytest.skip("three embedded installations; the rows are tested on PostgreSQL elsewhere")
    with contextlib.closing(_open()) as empty:
        empty.execute("VACUUM INTO ?", (str(template),))
    found: list[House] = []
    try:
        for name in ("ministry", "province", "commune"):
            found.append(House(tmp_path / name, template, fetch_only=name == "commune"))
        for each in found:
            each.ready()
        for each, name in zip(found, ("Bộ", "Tỉnh", "Xã"), strict=True):
            each.do(
                f"    SMALL = {name != 'Bộ'}  # only the ministry writes\n"
                + SETTING.lstrip("\n")
                + f'    network.installation().__class__.objects.update(name="{name}")'
            )
        yield found[0], found[1], found[2]
    finally:
        for each in found:
            each.close()


def _open() -> sqlite3.Connection:
    return sqlite3.connect(connection.settings_dict["NAME"])


def until(what: Callable[[], Any], wanted: Any) -> None:
    """Waits for what happens, never for seconds."""
    deadline = time.monotonic() + WITHIN
    while (found := what()) != wanted:
        assert time.monotonic() < deadline, f"{found!r} is not {wanted!r}"
        time.sleep(0.2)


def connect(upper: House, lower: House) -> None:
    code = upper.do(
        'row = actions.invite(name="Cấp dưới", reach=Reach.UNITS, gives_early=True, by=me)\n'
        "say(queries.code_of(look, row.pk))"
    )
    lower.do(f'actions.enter_code(code="{code}", by=me)')
    for house, other in ((lower, upper), (upper, lower)):
        until(
            lambda house=house: house.do(_LATEST + "say([row.state, row.trouble])"),
            ["introduced", ""],
        )
        told = house.do(_LATEST + "say(queries.peer(look, row.pk).fingerprint)")
        assert told == other.do("say(queries.own_fingerprint())")
    for house in (lower, upper):
        house.do(
            _LATEST + "actions.confirm(peer=row.pk, name=row.name, reach=Reach.UNITS,"
            " gives_early=True, we_hold=True, by=me)"
        )


_LATEST = 'row = Peer.objects.order_by("-made_at").first()\n'


def test_ministry_province_commune(houses: tuple[House, House, House]) -> None:
    ministry, province, commune = houses
    connect(ministry, province)
    connect(province, commune)
    standing = lambda house: house.do(  # noqa: E731
        "say(Peer.objects.filter(they_confirmed_at__isnull=False).count())"
    )
    until(lambda: standing(province), 2)
    until(lambda: standing(ministry), 1)

    first, second = (
        ministry.do(f'e = text("{title}"); say(e.pk)') for title in ("Tin một", "Tin hai")
    )
    came = lambda house: house.do("say(came())")  # noqa: E731
    fine = ["standing", "direct", True]
    until(lambda: came(province), [["Tin một", *fine, []], ["Tin hai", *fine, []]])
    province.do(
        "rows = list(reversed(queries.incoming(look)))\n"
        'further = Peer.objects.order_by("-made_at").first()\n'
        'actions.pass_on(incoming=rows[0].id, peers=[further.pk], note="Gửi các xã", by=me)'
    )
    until(lambda: came(commune), [["Tin một", "standing", "vouched", True, ["Gửi các xã"]]])
    commune.do("actions.acknowledge_incoming(incoming=queries.incoming(look)[0].id, by=me)")
    receipts = lambda edition: ministry.do(  # noqa: E731
        f"say(sorted([r.installation_name, r.told] for r in queries.receipts(UUID('{edition}'))))"
    )
    until(
        lambda: receipts(first),
        [["Tỉnh", "received"], ["Xã", "acknowledged"], ["Xã", "received"]],
    )

    # The link is cut; both sides go on.
    ministry.link.sever()
    province.link.sever()
    for title in ("Tin ba", "Tin bốn", "Tin năm"):
        ministry.do(f'text("{title}")')
    for edition, act in ((second, "correct"), (first, "withdraw")):
        ministry.do(
            f'release = releases.{act}(edition=UUID("{edition}"), by=world.officer)\n'
            f'write(release, world.officer, title="{act}")\nsealed(world, release)'
        )
    province.do("actions.acknowledge_incoming(incoming=list(queries.incoming(look))[0].id, by=me)")
    assert len(came(province)) == 2 and len(came(commune)) == 1
    until(lambda: ministry.do("say(queries.peers(look)[0].behind_out)"), 5)
    assert ministry.do("say(queries.peers(look)[0].trouble != '')")

    ministry.link.mend()
    province.link.mend()
    gone = ["withdrawn", "direct", True, []]  # coordinators may still look at it
    until(
        lambda: came(province),
        [
            ["Tin một", *gone],
            ["Tin hai", "corrected", "direct", True, []],
            ["Tin ba", *fine, []],
            ["Tin bốn", *fine, []],
            ["Tin năm", *fine, []],
            ["correct", *fine, []],
            ["withdraw", *fine, []],
        ],
    )
    until(
        lambda: [row[:3] for row in came(commune)],
        [["Tin một", "withdrawn", "vouched"], ["withdraw", "standing", "vouched"]],
    )
    until(lambda: receipts(second), [["Tỉnh", "acknowledged"], ["Tỉnh", "received"]])
    for house in houses:
        until(
            lambda house=house: house.do(
                "say([[p.behind_out, p.behind_in, p.trouble] for p in queries.peers(look)])"
            ),
            [[0, 0, ""]] * (2 if house is province else 1),
        )
    numbers = province.do(
        "from thongsuot.peers.models import OutgoingEvent\n"
        "say([list(p.events.order_by('number').values_list('number', flat=True))"
        " for p in Peer.objects.all()])"
    )
    assert all(given == list(range(1, len(given) + 1)) for given in numbers)
