"""A whole installation of its own: home, database, mail server, web and worker as processes."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.ports import free_port
from thongsuot.channels.email.reading import Mail, read
from thongsuot.channels.email.sink import Folder
from thongsuot.project import installing

ROOT = Path(__file__).parent.parent.parent
CLI = [sys.executable, "-m", "thongsuot.project.cli"]
PATIENCE = 300.0  # seconds, on a busy machine

Found = TypeVar("Found")


class House:
    """`start` and `stop` it; `people` tells who takes part; `mails` reads what arrived."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port, self.mail_port = free_port(), free_port()
        self.url = f"http://localhost:{self.port}"
        self.sink = Folder(home / "mails")
        self.people: dict[str, dict[str, str]] = {}
        self.processes: list[subprocess.Popen[bytes]] = []

    @property
    def environment(self) -> dict[str, str]:
        others = {k: v for k, v in os.environ.items() if not k.startswith("THONGSUOT_")}
        return {
            **others,
            "THONGSUOT_HOME": str(self.home),
            "THONGSUOT_MODE": "demo",
            "THONGSUOT_SITE_URL": self.url,
            "THONGSUOT_EMAIL_HOST": "127.0.0.1",
            "THONGSUOT_EMAIL_PORT": str(self.mail_port),
            "THONGSUOT_EMAIL_FROM": "mang-luoi@trung-tam-thong-tin.example",
            "THONGSUOT_EMAIL_FROM_NAME": "Mạng lưới truyền thông Ngành TT-TT",
            "THONGSUOT_LOG_LEVEL": "WARNING",
            "THONGSUOT_UNDO_SECONDS": "0",
            "DJANGO_SETTINGS_MODULE": "thongsuot.project.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }

    def start(self) -> None:
        """Furnish it, then mail server, web and worker; returns when the site answers."""
        installing.make_keys(self.home)
        self.people = self.do("from tests.journeys.furnish import furnish; furnish()")
        mail = [sys.executable, "-m", "thongsuot.channels.email.sink", str(self.sink.path)]
        self._spawn([*mail, "--port", str(self.mail_port)])
        self._spawn([*CLI, "up"])
        until(self._answers, "the site answers and its worker has signed in")

    def do(self, code: str) -> Any:
        """Run code in a process of its own, with Django set up; what it last said, from JSON."""
        command = [sys.executable, "-c", f"import django\ndjango.setup()\n{code}"]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1]) if done.stdout else None

    def _spawn(self, command: list[str]) -> None:
        with (self.home / "log").open("ab") as log:
            process = subprocess.Popen(
                command, env=self.environment, cwd=self.home, stdout=log, stderr=log
            )
        self.processes.append(process)

    def _answers(self) -> bool:
        for process in self.processes:
            assert process.poll() is None, self.log()
        try:
            with urlopen(f"{self.url}/healthz", timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def log(self) -> str:
        """What its processes complained of."""
        return (self.home / "log").read_text("utf-8")

    def stop(self) -> None:
        """Ask each to stop; the site first, then its mail server."""
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(120)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def mails(self, address: str) -> list[Mail]:
        return [read(octets) for octets in self.sink.mails_to(address)]

    def mail(self, address: str, mark: str) -> Mail:
        """The newest mail to an address whose subject, text or links hold the mark; waits."""

        def newest() -> Mail | None:
            found = [m for m in self.mails(address) if mark in m.subject + m.text + str(m.links)]
            return found[-1] if found else None

        return until(newest, f"a mail with «{mark}» to {address}")

    def link(self, address: str, mark: str) -> str:
        """The newest mailed link with the mark."""
        return next(link for link in self.mail(address, mark).links if mark in link)

    def ask(self, path: str, method: str = "GET", accept: str = "*/*") -> tuple[int, str]:
        """Status and text, as a machine without cookies gets them."""
        url = path if path.startswith("http") else self.url + path
        try:
            with urlopen(Request(url, method=method, headers={"Accept": accept})) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def press(self, link: str) -> None:
        """The button of a mailed page, as its form sends it."""
        with urlopen(Request(link, data=b"", method="POST")):
            pass

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """What the database holds, asked beside Django."""
        with closing(sqlite3.connect(self.home / "thongsuot.sqlite3", timeout=30)) as file:
            return list(file.execute(question).fetchall())

    def end_sessions(self) -> None:
        """Everybody's session is over, as after an idle quarter of an hour."""
        self._write("DELETE FROM django_session")

    def let_hours_pass(self, dispatch: str, minutes: int) -> None:
        """All of a dispatch is put back: its processes go by the real clock. The answers are
        put back by different times, as people answer."""
        key, ago = dispatch.replace("-", ""), f"-{minutes} minutes"
        spread = f"-' || (30 + abs(random() % {minutes - 35})) || ' minutes"
        for table, column, where, by in (
            ("dispatch", "made_at", "id = ?", ago),
            ("dispatch", "acknowledge_by", "id = ?", ago),
            ("delivery", "sent_at", "dispatch_id = ?", ago),
            ("acknowledgement", "due_at", "dispatch_id = ?", ago),
            ("acknowledgement", "next_follow_up_at", "dispatch_id = ?", ago),
            ("acknowledgement", "settled_at", "dispatch_id = ?", spread),
        ):
            moved = f"strftime('%Y-%m-%d %H:%M:%f', {column}, '{by}')"
            self._write(f"UPDATE circulation_{table} SET {column} = {moved} WHERE {where}", key)

    def _write(self, order: str, *values: str) -> None:
        with closing(sqlite3.connect(self.home / "thongsuot.sqlite3", timeout=30)) as file, file:
            assert file.execute(order, values).rowcount > 0


def until(found: Callable[[], Found | None], what: str, seconds: float = PATIENCE) -> Found:
    """Ask again until there is something; fails with what was waited for."""
    end = time.monotonic() + seconds
    while True:
        answer = found()
        if answer:
            return answer
        assert time.monotonic() < end, f"waited {seconds:.0f} s in vain: {what}"
        time.sleep(0.1)
