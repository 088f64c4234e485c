"""`thongsuot demo`: the main job on made-up people, then the site on localhost."""

import json
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from thongsuot.lib import clock
from thongsuot.project import config as settings_file
from thongsuot.project import installing
from thongsuot.project.commands import set_up_django
from thongsuot.project.commands.running import Tree, web_command, worker_command

MARK = ".thongsuot-demo"
STEPS = {
    "prepare": "Chuẩn bị",
    "network": "Mạng lưới",
    "verify": "Xác minh địa chỉ",
    "figures": "Kho số liệu",
    "houses": "Bộ thông điệp",
    "kit": "Bộ công bố",
    "draft": "Soạn tin",
    "approve": "Duyệt hai cấp",
    "circulate": "Gửi toàn mạng lưới",
    "acknowledge": "Xác nhận đã nhận",
    "ask": "Hỏi toàn mạng lưới",
    "answer": "Các nơi trả lời",
    "follow_up": "Đôn đốc nơi chậm",
    "correct": "Đính chính",
    "consolidate": "Tổng hợp câu trả lời",
    "announce": "Phát bộ công bố",
    "journal": "Niêm nhật ký",
}
ROWS = [
    ("Đơn vị thuộc Bộ", ("members", "ministry_unit")),
    ("Sở Thông tin và Truyền thông", ("members", "department")),
    ("Cơ quan báo chí", ("members", "press_agency")),
    ("Nhà báo", ("members", "journalists")),
    ("Lần gửi theo kế hoạch", ("deliveries", "planned")),
    ("  đã gửi", ("deliveries", "sent")),
    ("  hỏng, có lý do", ("deliveries", "failed")),
    ("  đang chờ", ("deliveries", "waiting")),
    ("Đơn vị đã xác nhận", ("acknowledged",)),
    ("Đơn vị quá hạn", ("overdue",)),
    ("  đã báo lên lãnh đạo, điều phối", ("escalated",)),
    ("Người nhận bản đính chính", ("corrected",)),
    ("Đơn vị sẵn sàng", ("readiness", "ready")),
    ("Chủ đề", ("ready", "topics")),
    ("  có bộ thông điệp", ("ready", "houses")),
    ("Số liệu trong kho", ("ready", "figures")),
    ("  còn trong hạn", ("ready", "figures_in_date")),
    ("  hai nơi nói khác nhau", ("ready", "figures_disputed")),
    ("Nơi được hỏi", ("ready", "asked")),
    ("  đã trả lời", ("ready", "answered")),
    ("  trong đó không có nội dung", ("ready", "nothing")),
    ("  trễ, đã báo lên điều phối", ("ready", "escalated")),
    ("  giờ từ hỏi đến trả lời (trung vị)", ("ready", "median_hours")),
    ("Văn bản trong bộ công bố", ("ready", "kit_parts")),
    ("Người nhận bộ công bố", ("ready", "kit_recipients")),
    ("Mục nhật ký đã niêm", ("journal_entries",)),
]


@click.command()
@click.option("--no-serve", is_flag=True, help="Chỉ chạy việc chính rồi thoát (mã thoát 0 nếu ổn).")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--port", default=8000, show_default=True)
def demo(no_serve: bool, json_file: Path | None, port: int) -> None:
    """Chạy việc chính với người hư cấu: soạn, duyệt, gửi, xác nhận, đôn đốc, đính chính."""
    home = Path(os.environ.get("THONGSUOT_HOME", "var/demo")).resolve()
    _begin_anew(home)
    port = _free(port)
    mail_port = _free(0)
    os.environ.update(_environment(home, port, mail_port))
    figures, faults = _run(home, mail_port, stay=not no_serve)
    if json_file:
        json_file.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8")
    sys.exit(1 if faults else 0)


def _begin_anew(home: Path) -> None:
    """A demonstration starts from nothing, and only ever removes what a demonstration made."""
    if home.exists() and any(home.iterdir()):
        if not (home / MARK).exists():
            raise settings_file.Misconfigured(
                f"{home} không phải thư mục trình diễn nên không xóa (not a demo's folder)."
            )
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / MARK).touch()


def _free(port: int) -> int:
    """The port if nobody has it, else any free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return _free(0)
        return int(probe.getsockname()[1])


def _environment(home: Path, port: int, mail_port: int) -> dict[str, str]:
    return {
        "THONGSUOT_HOME": str(home),
        "THONGSUOT_MODE": "demo",
        "THONGSUOT_SITE_URL": f"http://localhost:{port}",
        "THONGSUOT_EMAIL_HOST": "127.0.0.1",
        "THONGSUOT_EMAIL_PORT": str(mail_port),
        "THONGSUOT_EMAIL_FROM": "mang-luoi@trung-tam-thong-tin.example",
        "THONGSUOT_EMAIL_FROM_NAME": "Mạng lưới truyền thông Ngành TT-TT",
        "THONGSUOT_LOG_LEVEL": "WARNING",
        "THONGSUOT_UNDO_SECONDS": "0",  # the story waits for every mail; its site does not
    }


def _run(home: Path, mail_port: int, stay: bool) -> tuple[dict[str, Any], list[str]]:
    from thongsuot.channels.email.sink import Sink

    console = Console()
    began = time.monotonic()
    with _bars(console) as say:
        say("prepare", 0, 1)
        installing.make_keys(home)
        set_up_django()
        del os.environ["THONGSUOT_UNDO_SECONDS"]
        installing.prepare()
        say("prepare", 1, 1)
        prepared = round(time.monotonic() - began, 2)
        from thongsuot.project.demo import story

        with Sink(home / "mails", port=mail_port, bounces=_bounces()) as sink:
            told = story.Story(mails=sink.folder, say=say, seconds={"prepare": prepared})
            with _site(_yesterday_morning()):
                told.yesterday()
            with _site(timedelta()) as tree:
                told.today()
                figures = told.figures()
                faults = story.check(figures)
                say("stop", 0, 0)
                _summary(console, figures, faults)
                if stay and not faults:
                    _serve(console, home, tree)
    return figures, faults


@contextmanager
def _site(shift: timedelta) -> Iterator[Tree]:
    """Web and worker, with this process, live at the shifted time while the block lasts."""
    os.environ["THONGSUOT_DEMO_CLOCK_SHIFT"] = str(int(shift.total_seconds()))
    clock.shift(timedelta(seconds=int(shift.total_seconds())))
    tree = Tree([web_command(), worker_command()])
    tree.start()
    try:
        _wait_for_site()
        yield tree
    finally:
        tree.stop()


def _yesterday_morning() -> timedelta:
    """How far it is back to 8:30 of yesterday in Hà Nội, when the story begins."""
    yesterday = clock.legal_date() - timedelta(days=1)
    begins = datetime.combine(yesterday, datetime.min.time(), clock.VIETNAM)
    return begins + timedelta(hours=8, minutes=30) - clock.now()


def _bounces() -> list[str]:
    """The mail server refuses one journalist, who can be reached nowhere else."""
    from thongsuot.network import fiction, profiles
    from thongsuot.project.demo.cast import PROFILE

    profile = profiles.read(PROFILE)
    shared = fiction.mailboxes(profile)
    return [
        next(
            person.emails[0]
            for person in fiction.people(profile)
            if person.role == "journalist" and len(person.emails) == 1 and person.body not in shared
        )
    ]


def _wait_for_site() -> None:
    """The site answers, and its worker has signed in."""
    url = settings_file.read().site_url + "/healthz"
    for _try in range(300):
        try:
            with urlopen(url, timeout=5) as answer:  # noqa: S310 (our own site)
                if answer.status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise settings_file.Misconfigured(f"{url} không trả lời (does not answer).")


@contextmanager
def _bars(console: Console) -> Iterator[Any]:
    """A bar for each step; `say(step, done, all)` moves it; the step "stop" takes them down."""
    columns = (TextColumn("{task.description:<28}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        bars: dict[str, TaskID] = {}

        def say(step: str, done: int, all_: int) -> None:
            if step == "stop":
                progress.stop()
                return
            if step not in bars:
                bars[step] = progress.add_task(STEPS[step], total=all_)
            progress.update(bars[step], completed=done, total=all_)

        yield say


def _summary(console: Console, figures: dict[str, Any], faults: list[str]) -> None:
    table = Table(title="Một bản tin đã đi hết con đường")
    table.add_column("")
    table.add_column("Số", justify="right")
    for label, path in ROWS:
        value: Any = figures
        for name in path:
            value = value[name]
        table.add_row(label, _written(value))
    console.print(table)
    console.print(f"Tổng thời gian: {sum(figures['seconds'].values()):.1f} giây")
    for fault in faults:
        console.print(f"[red]{fault}[/red]")


def _written(value: float | None) -> str:
    """As Vietnamese writes numbers: 1.234, 4,5; nothing where there is none."""
    told = "" if value is None else f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return told.translate(str.maketrans(",.", ".,"))


def _serve(console: Console, home: Path, tree: Tree) -> None:
    from thongsuot.portal import demo as door

    console.print(f"\nTrang tin công khai: {settings_file.read().site_url}/")
    console.print(f"Thư đã gửi (mở được bằng chương trình thư): {home / 'mails'}")
    console.print("\nVào thử với tư cách:")
    for label, url in door.links():
        console.print(f"  {label:<36} {url}", soft_wrap=True)
    console.print("\nCtrl-C để dừng.")
    tree.watch()


COMMANDS = [demo]
