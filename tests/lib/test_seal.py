"""The seal, and links bound to one subject."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.lib import seal

ONE, TWO = UUID(int=1), UUID(int=2)


def _manifest(**changed: object) -> bytes:
    given: dict[str, object] = {
        "installation": "mang-luoi.example",
        "edition": ONE,
        "number": "12/2026/TTTT",
        "year": 2026,
        "kind": "release",
        "unit": TWO,
        "unit_name": "Trung tâm Thông tin",
        "title": "Mạng lưới",
        "body": b"<p>a</p>",
        "attachments": [(TWO, "b" * 64), (ONE, "a" * 64)],
        "predecessor": None,
        "key": "k",
    }
    return seal.canonical(seal.manifest(**{**given, **changed}))  # type: ignore[arg-type]


def test_a_seal_holds_for_exactly_these_bytes() -> None:
    key = seal.load_key(seal.new_key())
    public, content = seal.public_bytes(key), _manifest()
    signature = seal.sign(key, content)
    assert seal.verify(public, content, signature)
    assert len(signature) == 64
    assert not seal.verify(public, content + b" ", signature)
    assert not seal.verify(public, content, signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not seal.verify(seal.public_bytes(seal.load_key(seal.new_key())), content, signature)
    assert not seal.verify(b"short", content, b"")


def test_the_canonical_form_is_fixed() -> None:
    assert _manifest() == _manifest(attachments=[(ONE, "a" * 64), (TWO, "b" * 64)])
    assert _manifest().startswith(b'{"attachments":[{"id":"00000000-0000-0000-0000-000000000001"')
    assert "Mạng lưới".encode() in _manifest()


@pytest.mark.parametrize(
    "changed",
    [
        {"body": b"<p>b</p>"},
        {"title": "x"},
        {"unit_name": "x"},
        {"predecessor": TWO},
        {"attachments": []},
    ],
)
def test_every_part_is_signed(changed: dict[str, object]) -> None:
    assert _manifest(**changed) != _manifest()


def test_a_key_must_be_ed25519() -> None:
    with pytest.raises(ValueError, match=r".+"):
        seal.load_key(b"no key")


def test_a_token_is_bound_to_purpose_subject_and_secret() -> None:
    token = seal.token("secret", "acknowledge", ONE)
    assert len(token) == 43
    assert seal.read_token("secret", "acknowledge", token) == ONE
    assert seal.read_token(b"secret", "acknowledge", token) == ONE
    assert seal.read_token("secret", "unsubscribe", token) is None
    assert seal.read_token("other", "acknowledge", token) is None
    assert seal.read_token("secret", "acknowledge", seal.token("secret", "acknowledge", TWO)) == TWO


@given(st.text() | st.text(alphabet="abcXYZ019-_=", min_size=40, max_size=46))
def test_no_made_up_token_is_read(given: str) -> None:
    assert seal.read_token("secret", "acknowledge", given) is None


def test_a_token_has_one_spelling() -> None:
    token = seal.token("secret", "acknowledge", ONE)
    assert all(
        seal.read_token("secret", "acknowledge", token[:-1] + last) is None
        for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="
        if last != token[-1]
    )
    assert seal.read_token("secret", "acknowledge", token + "=") is None
