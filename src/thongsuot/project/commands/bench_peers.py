"""`thongsuot bench clarity`: ours beside other checkers, on the same texts."""

from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from thongsuot.project.commands.bench import bench, keep
from thongsuot.project.commands.bench_clarity import among_files, in_folder

SHEETS = Path("tests/data/judged/peers")
COLUMNS = (
    "",
    "gợi ý",
    "/1.000 tiếng",
    "quy tắc đã nói",
    "câu/giây CPU",
    "đúng và có ích",
    "đã xét",
)


@bench.command("clarity")
@click.option("--articles", default=300, show_default=True)
@click.option("--seed", default=1, show_default=True)
@in_folder
@among_files
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--sample", default="", help="Rút thăm 60 gợi ý của một bộ, in ra để xét.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Thư mục ghi TSV.")
def clarity(
    articles: int,
    seed: int,
    corpus: Path,
    among: tuple[str, ...],
    json_file: Path | None,
    sample: str,
    out: Path | None,
) -> None:
    """So với vietnamese-writing-skills và quy tắc kiểu Vale trên cùng văn bản: số gợi ý, tốc độ."""
    from thongsuot.project.bench.clarity import peers
    from thongsuot.project.bench.clarity.house import HOUSE

    if sample:
        _sample(sample, corpus, among, articles, seed, out)
        return
    found = peers.measure(
        folder=corpus, among=among, articles=articles, seed=seed, registry=HOUSE, sheets=SHEETS
    )
    checkers = [asdict(each) for each in found]
    keep(json_file, {"articles": articles, "seed": seed, "checkers": checkers})
    table = Table(title=f"{articles} bài")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column else "left")
    for each in found:
        right = "" if each.right is None else f"{each.right:.0%}"
        table.add_row(
            each.name,
            str(each.findings),
            f"{each.per_thousand:.2f}",
            str(each.rules),
            str(each.sentences_per_second),
            f"{right} (≥ {each.wilson_low:.0%})" if each.wilson_low is not None else right,
            str(each.judged),
        )
    Console(width=110).print(table)


def _sample(
    name: str, corpus: Path, among: tuple[str, ...], articles: int, seed: int, out: Path | None
) -> None:
    from thongsuot.lib.clarity.precision import written
    from thongsuot.project.bench.clarity import peers
    from thongsuot.project.bench.clarity.house import HOUSE

    if name not in peers.checkers(HOUSE):
        raise click.BadParameter(f"không có {name}: {', '.join(peers.checkers(HOUSE))}")
    sheet, around = peers.sample(
        name, folder=corpus, among=among, articles=articles, hits=60, seed=seed, registry=HOUSE
    )
    for row, words in enumerate(around, 1):
        click.echo(f"{row}. {words}")
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{name}.tsv").write_text(written(sheet), "utf-8")
