"""The generated parts of the docs: state diagrams, the map of the house, the list of acts.

python scripts/documents.py write | check
"""

import os
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- generated: {} -->", "<!-- end: {} -->"


def main(what: str) -> int:
    os.environ.update(
        THONGSUOT_MODE="test",
        THONGSUOT_WORK_ENGINE="direct",
        THONGSUOT_HOME=tempfile.mkdtemp(prefix="thongsuot-docs-"),
        DJANGO_SETTINGS_MODULE="thongsuot.project.settings",
    )
    import django

    django.setup()
    stale = [str(file) for file in PARTS if not _keep(file, what == "write")]
    if stale and what == "check":
        print("generated parts are stale (run `make docs`):", *stale, sep="\n  ")
        return 1
    return 0


def _keep(file: Path, write: bool) -> bool:
    """Whether the file's generated parts are as they should be; written if asked."""
    text = fresh = file.read_text("utf-8")
    for name, make in PARTS[file].items():
        begin, end = BEGIN.format(name), END.format(name)
        if begin not in fresh:
            raise SystemExit(f"{file}: no place for {name!r}")
        pattern = re.escape(begin) + ".*?" + re.escape(end)
        part = f"{begin}\n{make().strip()}\n{end}"
        fresh = re.sub(pattern, lambda _, part=part: part, fresh, flags=re.DOTALL)
    if write and fresh != text:
        file.write_text(fresh, "utf-8")
    return fresh == text


def release_states() -> str:
    from thongsuot.releases import rules

    return f"```mermaid\n{rules.diagram().strip()}\n```"


def follow_up_stages() -> str:
    from thongsuot.circulation.rules import NEXT_FOLLOW_UP

    lines = [f"    {now} --> {then}: hạn đã qua" for now, then in NEXT_FOLLOW_UP.items()]
    settled = [f"    {stage} --> settled: đơn vị xác nhận" for stage in {**NEXT_FOLLOW_UP}]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, *settled, "```"])


def floors() -> str:
    """The layers as import-linter enforces them, with the first line of each room's page."""
    import tomllib

    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = told["tool"]["importlinter"]["contracts"][0]
    lines = ["| floor | room | what it is for |", "|---|---|---|"]
    for height, rooms in enumerate(reversed(contract["layers"]), 1):
        for room in rooms.split(" | "):
            page = ROOT / "src" / "thongsuot" / room / "README.md"
            title = page.read_text("utf-8").splitlines()[0].lstrip("# ").partition(": ")[2]
            lines.append(f"| {height} | [`{room}`](../src/thongsuot/{room}/README.md) | {title} |")
    return "\n".join(lines)


def commands() -> str:
    import click

    from thongsuot.project.cli import cli
    from thongsuot.project.commands import register

    register(cli)
    lines = ["| command | what it does |", "|---|---|"]
    for name, command in sorted(_flat(cli)):
        lines.append(f"| `thongsuot {name}` | {command.get_short_help_str(200)} |")
    assert isinstance(cli, click.Group)
    return "\n".join(lines)


def _flat(group, before: str = ""):  # type: ignore[no-untyped-def]
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _flat(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


PARTS = {
    ROOT / "docs" / "architecture.md": {
        "floors": floors,
        "release states": release_states,
        "follow-up stages": follow_up_stages,
    },
    ROOT / "docs" / "commands.md": {"commands": commands},
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
