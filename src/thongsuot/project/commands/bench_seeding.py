"""`thongsuot bench clarity-seeded`: errors sown into clean texts, and how many are found."""

from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from thongsuot.project.commands.bench import bench, keep
from thongsuot.project.commands.bench_clarity import among_files, in_folder

_NAMES = {"figure": "số liệu", "date": "ngày", "name": "tên người", "negation": "phủ định"}


@bench.command("clarity-seeded")
@click.option("--texts", default=500, show_default=True, help="Số bài.")
@click.option("--seed", default=1, show_default=True)
@in_folder
@among_files
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False))
def seeded(
    texts: int, seed: int, corpus: Path, among: tuple[str, ...], json_file: Path | None
) -> None:
    """Gieo lỗi vào bài sạch: tiêu đề, đoạn dẫn, thân bài nói khác nhau; đếm xem tìm ra bao nhiêu.

    Mỗi bài có một số liệu hoặc một ngày đứng ở ít nhất hai phần; một phần bị đổi như tay gõ nhầm.
    """
    from thongsuot.project.bench.clarity import seeding
    from thongsuot.project.bench.clarity.corpus import drawn

    whole = (
        {"title": each.title, "lead": each.lead, "body": each.body}
        for each in drawn(corpus, among, seed)
        if each.title and each.lead and each.body
    )
    found = seeding.measure(whole, most=texts, seed=seed)
    keep(json_file, asdict(found))
    table = Table(title=f"{found.texts} bài")
    for column in ("lỗi", "cùng một điều", "tìm ra", "mọi chỗ gieo", "tìm ra"):
        table.add_column(column)
    for kind in seeding.KINDS:
        same, every = found.same_thing[kind], found.every[kind]
        table.add_row(
            _NAMES[kind],
            str(same.sown or "–"),
            f"{same.recall:.3f}" if same.sown else "–",
            str(every.sown),
            f"{every.recall:.3f}" if every.sown else "–",
        )
    Console().print(table)
    per_hundred = 100 * len(found.alarms) / max(found.texts, 1)
    click.echo(f"{len(found.alarms)} chỗ lên tiếng trên bài chưa gieo: {per_hundred:.2f}/100 bài")
    for said, against in found.alarms:
        click.echo(f"  «{said}» – «{against}»")
