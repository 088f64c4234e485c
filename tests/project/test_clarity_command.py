"""`thongsuot clarity` as CI and an editor meet it, and the measurement beside other checkers."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from thongsuot.lib.clarity import Severity, check
from thongsuot.lib.clarity.precision import of, read
from thongsuot.lib.clarity.rulebook import by_id
from thongsuot.project.bench.clarity import vale
from thongsuot.project.commands.bench_peers import clarity as compare
from thongsuot.project.commands.clarity import clarity

SHEETS = Path(__file__).parents[1] / "data" / "judged" / "peers"
GOOD = "Sở Y tế Cà Mau mở 2 lớp tập huấn."
BAD = "Sở Y tế Cà Mau mở 02 lớp tập huấn trong thời gian tới."


def run(*arguments: str, typed: bytes | None = None) -> Result:
    return CliRunner().invoke(clarity, list(arguments), input=typed)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "bài.txt"
    file.write_text(BAD, "utf-8")
    return file


def test_what_is_said_in_json_is_what_the_library_says(bad: Path) -> None:
    ran = run(str(bad), "--format", "json", "--lang", "en")
    told = json.loads(ran.stdout)
    expected = check(BAD, language="en")
    assert expected.findings
    assert [(f["rule"], f["start"], f["end"], f["message"]) for f in told["findings"]] == [
        (f.rule, f.start, f.end, f.message) for f in expected.findings
    ]
    assert told["measures"]["syllables"]["value"] > 10


@pytest.mark.parametrize("level", Severity)
def test_the_exit_code_says_how_loud_it_was(bad: Path, level: Severity) -> None:
    order = list(Severity)
    found = min(order.index(f.severity) for f in check(BAD).findings)
    assert run(str(bad), "--fail-on", str(level)).exit_code == int(found <= order.index(level))


def test_nothing_to_say(tmp_path: Path) -> None:
    ran = run("-", "--fail-on", "hint", typed=GOOD.encode())
    assert (ran.exit_code, ran.stdout) == (0, "-: không có gì cần sửa.\n")


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_looked_at(bad: Path) -> None:
    ran = run(str(bad), str(bad.parent / "không có.txt"), str(bad.parent))
    assert ran.exit_code == 2
    assert "không có.txt: không đọc được tệp" in ran.stderr
    assert f"{bad}:1:" in ran.stdout
    nothing = run(str(bad.parent / "không có.txt"), "--lang", "en")
    assert nothing.exit_code == 2 and nothing.stdout == ""
    assert "cannot be read" in nothing.stderr


def test_formats_say_where_the_title_is(tmp_path: Path) -> None:
    marked, page, pieces = (tmp_path / f"bài.{end}" for end in ("md", "html", "bin"))
    marked.write_text(f"# {BAD}\n\n{GOOD}\n", "utf-8")
    page.write_text(f"<title>x</title><h1>{BAD}</h1><p>{GOOD}</p>", "utf-8")
    pieces.write_bytes(b"\x00\x01")
    ran = run(str(marked), str(page), str(pieces), "--format", "json")
    assert ran.exit_code == 2 and "bài.bin: " in ran.stderr
    for told in json.loads(ran.stdout)["files"]:
        assert {each["field"] for each in told["findings"]} == {"title"}


def test_several_files_are_one_answer(bad: Path) -> None:
    other = bad.with_name("tốt.txt")
    other.write_text(GOOD, "utf-8")
    ran = run(str(bad), str(other), "--format", "json")
    assert [Path(each["file"]).name for each in json.loads(ran.stdout)["files"]] == [
        "bài.txt",
        "tốt.txt",
    ]
    assert json.loads(run(str(bad), "--format", "sarif").stdout)["version"] == "2.1.0"
    row = "Khóa học gồm viết tin, trả lời báo chí và diễn tập."
    assert "  + – diễn tập." in run("-", "--rewrite", typed=row.encode()).stdout
    assert run(str(bad), "--format", "html").stdout.startswith("<!doctype html>")


def test_wrong_arguments_are_no_findings() -> None:
    assert run().exit_code == 2
    assert run("-", "--format", "xml").exit_code == 2


def test_it_needs_no_django_and_no_installation(bad: Path) -> None:
    code = (
        "import atexit, sys; from thongsuot.project.commands.clarity import clarity;"
        "atexit.register(lambda: print('django' in sys.modules));"
        f"clarity([{str(bad)!r}])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PATH": ""}, check=False
    )
    assert ran.stdout.splitlines()[-1] == "False", ran.stderr


# Beside others ----------------------------------------------------------------------------------


def test_rules_in_the_manner_of_vale_find_what_they_say() -> None:
    text = "Đại diện NXB cho cho biết , nhằm mục đích tăng cường sự phối hợp (VNA). VNA họp."
    found = {name: text[start:end] for start, end, name in vale.find(text)}
    assert found == {
        "Acronyms": "NXB",
        "AnonymousSource": "Đại diện",
        "Cliches": "tăng cường",
        "Nominalisation": "sự phối",
        "Repetition": "cho cho",
        "Spacing": "t ,",
        "Wordy": "nhằm mục đích",
    }


@pytest.mark.parametrize("file", sorted(SHEETS.glob("*.tsv")), ids=lambda file: file.stem)
def test_what_others_say_was_judged_hit_by_hit(file: Path) -> None:
    sheet = read(file.read_text("utf-8"))
    assert sheet.rule == file.stem and of(sheet).n >= 50
    assert all(hit.reason and len(hit.match) <= 40 for hit in sheet.hits)
    assert sheet.rule not in by_id()


def test_the_same_texts_go_through_all(tmp_path: Path) -> None:
    rows = [{"id": str(n), "title": "", "sapo": GOOD, "body": f"{BAD} Bài {n}."} for n in range(3)]
    with gzip.open(tmp_path / "thu.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write("\n".join(map(json.dumps, rows)))
    told, where = tmp_path / "told.json", ["--corpus", str(tmp_path), "--among", "thu"]
    ran = CliRunner().invoke(compare, [*where, "--json", str(told)])
    assert ran.exit_code == 0, ran.output
    checkers = {each["name"]: each for each in json.loads(told.read_text("utf-8"))["checkers"]}
    assert set(checkers) == {"thong-suot", "vale-style", "vietnamese-writing-skills"}
    assert checkers["vale-style"]["findings"] == 3  # the cliché of each body
    for name in ("vale-style", "thong-suot"):
        drawn = ["--sample", name, "--out", str(tmp_path)]
        assert CliRunner().invoke(compare, [*where, *drawn]).exit_code == 0
        hits = read((tmp_path / f"{name}.tsv").read_text("utf-8")).hits
        whole = f"{GOOD}\n\n{BAD}"
        assert hits and all(hit.match in whole for hit in hits)
        assert all(whole[hit.start : hit.end].startswith(hit.match) for hit in hits)
