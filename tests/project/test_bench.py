"""The measurements run, and refuse a database that holds anything."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "thongsuot.project.cli", "bench"]
SMALL = ["network", "--units", "5", "--persons", "30", "--repeat", "2"]


def run(*more: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("THONGSUOT_")}
    return subprocess.run([*COMMAND, *more], env=env, capture_output=True, text=True)


def bench(*more: str) -> subprocess.CompletedProcess[str]:
    return run(*SMALL, *more)


def test_lists_and_an_import_are_measured(tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    ran = bench("--json", str(told))
    assert ran.returncode == 0, ran.stderr
    found = json.loads(told.read_text("utf-8"))
    assert found["import"]["rows"] == found["import"]["written"] == 30
    assert len(found["pages"]) == 6
    assert all(0 < page["p50"] <= page["p95"] and page["queries"] < 40 for page in found["pages"])


def test_a_pause_in_typing_is_measured(tmp_path: Path) -> None:
    rows = ({"id": str(n), "title": "", "sapo": "", "body": "Sở cấp 02 thẻ."} for n in range(9))
    with gzip.open(tmp_path / "news_2017.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    told = tmp_path / "told.json"
    asked = ["--corpus", str(tmp_path), "--words", "4", "--pauses", "2", "--json", str(told)]
    ran = run("clarity-editor", *asked)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(told.read_text("utf-8"))
    assert found["remarks"] > 0 and 0 < found["median"] <= found["worst"]


def test_a_database_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    import sqlite3

    file = tmp_path / "kept.sqlite3"
    with sqlite3.connect(file) as kept:
        kept.execute("CREATE TABLE kept (x)")
    ran = bench("--database", f"sqlite://{file}")
    assert ran.returncode == 2 and "không trống" in ran.stderr
    with sqlite3.connect(file) as kept:
        assert kept.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)
