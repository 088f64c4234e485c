"""`thongsuot bench clarity-…`: samples to judge, what they come to, how often rules speak."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from thongsuot.project.bench.clarity.corpus import ALL, FOLDER
from thongsuot.project.commands.bench import bench, keep

_JUDGED = Path("tests/data/judged")
in_folder = click.option(
    "--corpus",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=FOLDER,
    show_default=True,
    help="Thư mục có các tệp .jsonl.gz.",
)
among_files = click.option(
    "--among", multiple=True, default=ALL, show_default=True, help="Tên tệp, không có đuôi."
)


@bench.command("clarity-sample")
@click.option("--rule", "ids", multiple=True, help="Mã quy tắc, được nhắc lại; trống là tất cả.")
@click.option("--hits", default=60, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Thư mục ghi TSV.")
@click.option("--context", is_flag=True, help="In từng chỗ với câu chữ quanh nó, để xét.")
@in_folder
@among_files
def sample(
    ids: tuple[str, ...],
    hits: int,
    seed: int,
    out: Path | None,
    context: bool,
    corpus: Path,
    among: tuple[str, ...],
) -> None:
    """Rút thăm những chỗ các quy tắc lên tiếng, để một người xét đúng sai."""
    from thongsuot.lib.clarity.precision import written
    from thongsuot.lib.clarity.rulebook import by_id
    from thongsuot.project.bench.clarity import sampling
    from thongsuot.project.bench.clarity.house import HOUSE

    if unknown := set(ids) - set(by_id()):
        raise click.BadParameter(f"không có quy tắc {', '.join(sorted(unknown))}")
    rules = [rule for id, rule in by_id().items() if not ids or id in ids]
    drawn = sampling.samples(
        rules, folder=corpus, among=among, hits=hits, seed=seed, registry=HOUSE
    )
    for sheet, around in drawn:
        for row, words in enumerate(around if context else (), 1):
            click.echo(f"{sheet.rule} {row}. {words}")
        if out:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{sheet.rule}.tsv").write_text(written(sheet), "utf-8")
        click.echo(f"{sheet.rule}: {len(sheet.hits)} chỗ", err=True)


@bench.command("clarity-verdicts")
@click.option("--rule", "id", required=True, help="Mã quy tắc.")
@click.option("--wrong", multiple=True, help="HÀNG=LÝ DO của mỗi chỗ báo nhầm.")
@click.option("--reason", required=True, help="Lý do của các chỗ còn lại, là báo đúng.")
@click.option("--judged", type=click.Path(path_type=Path, exists=True), default=_JUDGED)
def verdicts(id: str, wrong: tuple[str, ...], reason: str, judged: Path) -> None:
    """Ghi phán xét vào tờ TSV của một quy tắc: chỗ nào báo nhầm, vì sao."""
    from thongsuot.lib.clarity import precision

    file = judged / f"{id}.tsv"
    told = {int(row): why for row, _, why in (each.partition("=") for each in wrong)}
    sheet = precision.verdicts(precision.read(file.read_text("utf-8")), told, reason)
    file.write_text(precision.written(sheet), "utf-8")
    found = precision.of(sheet)
    click.echo(f"{id}: đúng {found.tp}/{found.n}, cận dưới Wilson {found.wilson_low:.3f}")


@bench.command("clarity-judged")
@click.option("--judged", type=click.Path(path_type=Path, exists=True), default=_JUDGED)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="precision.json")
def judged(judged: Path, out: Path | None) -> None:
    """Tính độ chính xác của từng quy tắc từ các tờ đã xét, ghi vào rules/precision.json."""
    from thongsuot.lib.clarity import precision, rulebook

    sheets = [precision.read(f.read_text("utf-8")) for f in sorted(judged.glob("*.tsv"))]
    found = {id: asdict(each) for id, each in precision.table(sheets).items()}
    out = out or Path(rulebook.__file__).parent / "rules" / "precision.json"
    keep(out, found)
    known = rulebook.by_id()
    for id, row in found.items():
        rule = known.get(id)
        stale = "" if rule and rule.version == row["version"] else "  (quy tắc đã đổi: xét lại)"
        click.echo(f"{id}: đúng {row['tp']}/{row['n']}, Wilson {row['wilson_low']:.3f}{stale}")


@bench.command("clarity-alarms")
@click.option("--articles", default=300, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False))
@in_folder
@among_files
def alarms(
    articles: int, seed: int, json_file: Path | None, corpus: Path, among: tuple[str, ...]
) -> None:
    """Mỗi quy tắc lên tiếng bao nhiêu lần trên 1.000 tiếng, ước tính bao nhiêu lần nhầm."""
    from thongsuot.project.bench.clarity import alarms
    from thongsuot.project.bench.clarity.house import HOUSE

    found = alarms.measure(folder=corpus, among=among, articles=articles, seed=seed, registry=HOUSE)
    keep(json_file, asdict(found) | {"sentences_per_second": found.sentences_per_second})
    table = Table(title=f"{found.articles} bài, {found.syllables} tiếng, {found.sentences} câu")
    for column in ("quy tắc", "mức", "chỗ", "/1.000 tiếng", "đúng", "nhầm/1.000"):
        table.add_column(column)
    for row in sorted(found.rules, key=lambda each: -each.hits):
        right = "" if row.precision is None else f"{row.precision:.2f}"
        wrong = "" if row.false_per_thousand is None else f"{row.false_per_thousand:.3f}"
        rate = f"{row.per_thousand:.3f}"
        table.add_row(row.rule, row.severity, str(row.hits), rate, right, wrong)
    Console().print(table)
    click.echo(f"{found.sentences_per_second:.0f} câu một giây CPU, mọi quy tắc")


@bench.command("clarity-norm")
@click.option("--articles", default=2_500, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="norm.json")
@in_folder
@click.option(
    "--among", multiple=True, default=ALL[:1], show_default=True, help="Tên tệp, không có đuôi."
)
def norm(articles: int, seed: int, out: Path | None, corpus: Path, among: tuple[str, ...]) -> None:
    """Tính chuẩn báo chí: các phần trăm của từng số đo trên những bài rút thăm."""
    from thongsuot.lib.clarity import measures
    from thongsuot.project.bench.clarity import norms

    found = norms.norm(folder=corpus, among=among, articles=articles, seed=seed)
    out = out or Path(measures.__file__).parent / "norm.json"
    out.write_text(json.dumps(found, ensure_ascii=False) + "\n", "utf-8")
    click.echo(f"{found['articles']} bài; tiếng một câu: {found['sentence']}")
