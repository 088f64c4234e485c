"""`up`, `web`, `worker`: the processes of an installation."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

import click

from thongsuot.project import config as settings_file
from thongsuot.project import installing
from thongsuot.project.commands import set_up_django

GRACE = 25.0  # seconds a process gets to stop by itself
RESTARTS, LATELY = 12, 900.0  # what ends more often than that in so many seconds does not stay up
LONGEST_PAUSE = 30.0  # seconds before one that keeps ending is started again


@click.command()
@click.option("--port", type=int, default=None, help="Mặc định theo site_url.")
def up(port: int | None) -> None:
    """Chạy web và bộ xử lý nền trong một cây tiến trình. Ctrl-C để dừng."""
    set_up_django()
    installing.prepare()
    config = settings_file.read()
    click.echo(f"Thông Suốt: {config.site_url}  (Ctrl-C để dừng)")
    doors = [mail_door_command()] if config.mail_door else []
    sys.exit(Tree([web_command(port), worker_command(), *doors]).run())


@click.command()
@click.option("--port", type=int, default=None)
def web(port: int | None) -> None:
    """Chỉ chạy web (khi bộ xử lý nền chạy ở máy khác)."""
    command = web_command(port)
    os.execv(command[0], command)  # noqa: S606 (our own interpreter, no shell)


@click.command()
def worker() -> None:
    """Chỉ chạy bộ xử lý nền. Với PostgreSQL có thể chạy nhiều bộ, trên nhiều máy."""
    set_up_django()
    from thongsuot.work import worker as engine

    engine.serve()


@click.command("mail-door")
def mail_door() -> None:
    """Chỉ chạy cửa nhận thư (LMTP): thư bị trả lại và thư hồi đáp. Xem docs/mail.md."""
    set_up_django()
    config = settings_file.read()
    if not config.mail_door:
        raise settings_file.Misconfigured(
            "mail_door: chưa đặt nơi nghe, ví dụ 127.0.0.1:8024 (say where to listen)."
        )
    from thongsuot.project import receiving

    receiving.serve(config.mail_door)


def web_command(port: int | None = None) -> list[str]:
    config = settings_file.read()
    address = ["--host", config.listen, "--port", str(port or _inner_port(config))]
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", *address),
        *(
            "--workers",
            "1",
            "--blocking-threads",
            str(2 * (os.cpu_count() or 1)),
            "--no-ws",
            "--log-level",
            "warning",
        ),
        "thongsuot.project.wsgi:application",
    ]


def _inner_port(config: settings_file.Config) -> int:
    """Behind TLS the proxy has 443 and we have 8000; otherwise the port of the site itself."""
    return 8000 if config.secure else config.port


def mail_door_command() -> list[str]:
    return [sys.executable, "-m", "thongsuot.project.cli", "mail-door"]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "thongsuot.project.cli", "worker"]


class Tree:
    """Processes that live and die together: one that ends is started again, unless we stop."""

    def __init__(self, commands: Sequence[list[str]]) -> None:
        self.commands = commands
        self.running: dict[int, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def run(self) -> int:
        """Start, watch, stop. 1 if a process would not stay up, else 0."""
        self.start()
        try:
            return self.watch()
        finally:
            self.stop()

    def watch(self) -> int:
        """Until SIGINT or SIGTERM; what ended is started again, after a pause that grows while it
        keeps ending: a database server that restarts, or is away for minutes, is come back to."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        lately: list[float] = []
        while not self.stopping:
            time.sleep(0.5)
            for place, process in list(self.running.items()):
                if process.poll() is None or self.stopping:
                    continue
                now = time.monotonic()
                lately = [at for at in lately if now - at <= LATELY]
                if len(lately) == RESTARTS:
                    return 1
                self._pause(min(0.5 * 2 ** len(lately), LONGEST_PAUSE))
                lately.append(time.monotonic())
                self._spawn(place)
        return 0

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.1)

    def start(self) -> None:
        for place in range(len(self.commands)):
            self._spawn(place)

    def _spawn(self, place: int) -> None:
        self.running[place] = subprocess.Popen(self.commands[place])  # noqa: S603

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def stop(self) -> None:
        """Ask each to stop, wait, then insist."""
        self.stopping = True
        for process in self.running.values():
            process.terminate()
        until = time.monotonic() + GRACE
        for process in self.running.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


COMMANDS = [up, web, worker, mail_door]
