"""`thongsuot channel …`"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.releases.conftest import build
from thongsuot.lib.refused import Refused
from thongsuot.project.commands.channel import listing
from thongsuot.project.commands.channel import test as trying


def test_a_channel_is_tried_and_listed(
    db: None, morning: Any, settings: Any, tmp_path: Path
) -> None:
    build()
    told = {"folder": {"root": str(tmp_path)}, "push": {"enabled": False}}
    settings.CONFIG = replace(settings.CONFIG, channels=told)
    done = CliRunner().invoke(trying, ["folder", "toa-soan/vao", "--with", "format=nitf"])
    assert (done.exit_code, done.output) == (0, "Đã gửi (folder).\n")
    (file,) = (tmp_path / "toa-soan/vao").iterdir()
    assert json.loads(file.read_bytes())["type"] == "test"
    (tmp_path / "hong").write_text("no folder")
    failed = CliRunner().invoke(trying, ["folder", "hong"])
    assert failed.exit_code == 1 and "Không ghi được tệp" in failed.output
    listed = CliRunner().invoke(listing, []).output
    assert "folder     tốt" in listed and "zns        tắt" in listed


@pytest.mark.parametrize("name", ["sms", "email", "khong-co"])
def test_what_is_off_is_not_tried(db: None, name: str) -> None:
    with pytest.raises(Refused, match="channel_off"):
        CliRunner().invoke(trying, [name, "x"], catch_exceptions=False)
