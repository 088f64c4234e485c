"""Samples drawn, judged and counted; nothing of an article is kept but its place."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from thongsuot.lib.clarity.precision import read, shown
from thongsuot.lib.clarity.rulebook import by_id
from thongsuot.project.commands import bench_clarity

PHRASE = " ".join(max(by_id()["CLI1"].phrases, key=len))
AMONG = ["--among", "made_up"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [
        {
            "id": str(row),
            "title": f"Tin thứ {row}",
            "sapo": "Bộ mở lớp học mới.",
            "body": f"Sở {row} cho biết {PHRASE} nên sẽ mở lớp trong tháng này. " * 8,
        }
        for row in range(30)
    ]
    with gzip.open(tmp_path / "made_up.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return tmp_path


def run(*arguments: object) -> str:
    done = CliRunner().invoke(bench_clarity.bench, list(map(str, arguments)))
    assert done.exit_code == 0, done.output
    return done.output


def test_a_sample_is_drawn_judged_and_counted(corpus: Path, tmp_path: Path) -> None:
    sheets, table = tmp_path / "judged", tmp_path / "precision.json"
    draw = ["clarity-sample", "--corpus", corpus, *AMONG, "--hits", 12, "--out", sheets]
    told = run(*draw, "--rule", "CLI1", "--context")
    assert f"⟦{PHRASE}⟧" in told
    drawn = (sheets / "CLI1.tsv").read_text("utf-8")
    sheet = read(drawn)
    assert len(sheet.hits) == 12
    assert {hit.match for hit in sheet.hits} == {shown(PHRASE)}
    run(*draw, "--rule", "CLI1", "--rule", "LEN1")
    assert (sheets / "CLI1.tsv").read_text("utf-8") == drawn, "a seed draws the same"
    (sheets / "LEN1.tsv").unlink()
    unjudged = CliRunner().invoke(bench_clarity.bench, ["clarity-judged", "--judged", str(sheets)])
    assert unjudged.exit_code == 1 and "unjudged" in str(unjudged.exception)
    run("clarity-verdicts", "--rule", "CLI1", "--judged", sheets, "--wrong", "3=trích nguyên văn",
        "--reason", "bỏ được")  # fmt: skip
    run("clarity-judged", "--judged", sheets, "--out", table)
    found = json.loads(table.read_text("utf-8"))["CLI1"]
    assert (found["tp"], found["fp"], found["n"]) == (11, 1, 12)


def test_alarms_are_told_by_rule(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "alarms.json"
    run("clarity-alarms", "--corpus", corpus, *AMONG, "--articles", 5, "--json", out)
    found = json.loads(out.read_text("utf-8"))
    assert found["articles"] == 5
    by_rule = {row["rule"]: row for row in found["rules"]}
    assert by_rule["CLI1"]["hits"] == 40


def test_the_norm_is_drawn_from_articles(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "norm.json"
    run("clarity-norm", "--corpus", corpus, *AMONG, "--articles", 5, "--out", out)
    assert json.loads(out.read_text("utf-8"))["articles"] == 5
