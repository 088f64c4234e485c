"""What an outsider needs to verify a seal, with the very words of the manual."""

import io
import re
import urllib.request
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature

from tests.api.conftest import ask, sealed, told
from tests.releases.conftest import World

MANUAL = Path(__file__).parents[2] / "docs" / "api.md"


def verifier(edition: str, key: str) -> str:
    """The Python in docs/api.md."""
    (code,) = re.findall(r"```python\n(.*?)```", MANUAL.read_text("utf-8"), re.DOTALL)
    return code.replace("EDITION_ID", edition).replace("KEY_ID", key)


@pytest.mark.parametrize(
    ("forged", "error"),
    [
        ((b"", b""), None),
        ((b'number\\":\\"1/', b'number\\":\\"9/'), InvalidSignature),
        (("đầu mối".encode(), "đầu mốc".encode()), AssertionError),
    ],
)
def test_an_outsider_verifies(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    forged: tuple[bytes, bytes],
    error: type[Exception] | None,
) -> None:
    """It runs as it stands in the manual, and finds each forgery."""
    edition = sealed(world)
    path = f"editions/{edition.id}/seal"
    key, content = told(ask(path))["key_id"], ask(path).content
    assert forged[0] in content
    monkeypatch.setattr(
        urllib.request, "urlopen", lambda address: io.BytesIO(content.replace(*forged))
    )
    code = compile(verifier(str(edition.id), key), "docs/api.md", "exec")
    if error is None:
        exec(code, {})
        assert edition.number_label in capsys.readouterr().out
    else:
        with pytest.raises(error):
            exec(code, {})


def test_another_key_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = sealed(world)
    content = ask(f"editions/{edition.id}/seal").content
    monkeypatch.setattr(urllib.request, "urlopen", lambda address: io.BytesIO(content))
    with pytest.raises(AssertionError):
        exec(compile(verifier(str(edition.id), "0" * 16), "docs/api.md", "exec"), {})


def test_the_answer_is_what_was_sealed(world: World) -> None:
    edition = sealed(world)
    answer = told(ask(f"editions/{edition.id}/seal"))
    assert answer["holds"] is True
    assert answer["manifest"]["attachments"] == [] == answer["files"]
    assert bytes(edition.stored) == answer["stored"].encode()
    assert bytes(edition.manifest) == answer["signed"].encode()
