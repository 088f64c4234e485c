"""`thongsuot bench clarity-editor`: what one pause in typing costs."""

import tempfile
from dataclasses import asdict
from pathlib import Path

import click

from thongsuot.project.commands.bench import bench, keep
from thongsuot.project.commands.bench_clarity import in_folder


@bench.command("clarity-editor")
@click.option("--words", default=2_000, show_default=True, help="Số chữ của bài.")
@click.option("--pauses", default=30, show_default=True, help="Số lần dừng gõ.")
@click.option("--seed", default=1, show_default=True)
@in_folder
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False))
def editor(words: int, pauses: int, seed: int, corpus: Path, json_file: Path | None) -> None:
    """Mỗi lần dừng gõ trong trình soạn thảo tốn bao nhiêu CPU của máy chủ."""
    from thongsuot.project.bench import place
    from thongsuot.project.bench.clarity import editor as measuring

    folder = corpus.resolve()
    with tempfile.TemporaryDirectory(prefix="thongsuot-bench-") as home:
        place.move_in(Path(home))
        person, _bodies = place.staff(95)
        found = measuring.measure(person, folder=folder, words=words, pauses=pauses, seed=seed)
    keep(json_file, asdict(found))
    click.echo(
        f"{found.words} chữ, {found.remarks} gợi ý: mỗi lần {found.median:.0f} ms CPU (trung vị), "
        f"nhiều nhất {found.worst:.0f} ms; lần đầu tiên {found.first:.0f} ms."
    )
