"""Storing, reading back, previews, and the names under which files are served."""

import io
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from PIL import Image

from thongsuot.files import actions, queries
from thongsuot.files.models import File
from thongsuot.files.terms import PICTURES, PreviewFormat
from thongsuot.lib.refused import Refused

pytestmark = pytest.mark.django_db

HERE = "release:1"


def photo(size: tuple[int, int] = (900, 600)) -> bytes:
    """As a telephone makes it: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Hãng máy ảnh"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 30.0)})
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(
        out, "JPEG", exif=exif.tobytes(), comment=b"secret place"
    )
    return out.getvalue()


def stored_files(storage: Path) -> list[Path]:
    return [path for path in storage.rglob("*") if path.is_file()]


def test_originals_keep_their_bytes_and_are_stored_once(storage: Path) -> None:
    content = photo()
    first = actions.store(HERE, "Ảnh họp báo.jpg", content)
    second = actions.store("release:2", "ảnh khác.jpeg", content)
    assert queries.read(first) == queries.read(second) == content
    with queries.open_stream(first) as stream:
        assert stream.read() == content
    assert len(stored_files(storage)) == 1
    assert (first.width, first.height, first.size) == (600, 900, len(content))
    assert queries.of_subject(HERE) == [first]
    assert queries.get(str(second.id)) == second


@pytest.mark.parametrize("id", [uuid.uuid4(), "x", ""])
def test_what_is_no_file_is_none(id: uuid.UUID | str) -> None:
    assert queries.get(id) is None


@pytest.mark.parametrize(
    ("content", "allowed", "code"),
    [
        (b"", None, "files.empty"),
        (None, None, "files.too_large"),
        (b"%PDF-1.4", PICTURES, "files.type_here"),
        (b"<html>", None, "files.markup"),
    ],
)
def test_what_is_refused_leaves_nothing(
    storage: Path, content: bytes | None, allowed: frozenset[str] | None, code: str
) -> None:
    if content is None:
        content = b"%PDF-".ljust((settings.CONFIG.upload_megabytes << 20) + 1)
    with pytest.raises(Refused) as refused:
        actions.store(HERE, "a.pdf", content, **({"allowed": allowed} if allowed else {}))
    assert refused.value.code == code
    assert not File.objects.exists()
    assert stored_files(storage) == []


@pytest.mark.parametrize("format", PreviewFormat)
def test_previews_are_small_upright_and_say_nothing_of_the_place(format: PreviewFormat) -> None:
    file = actions.store(HERE, "a.jpg", photo())
    made = queries.preview(file, 300, format)
    with Image.open(io.BytesIO(made)) as image:
        assert image.size == (320, 480)
        assert image.format == format.name
        assert not image.getexif()
        assert "comment" not in image.info
    assert b"secret" not in made
    assert len(made) < file.size


def test_previews_are_made_once_and_never_larger_than_the_original(storage: Path) -> None:
    file = actions.store(HERE, "a.jpg", photo((100, 80)))
    assert queries.preview(file, 161) == queries.preview(file, 320)
    assert len(stored_files(storage)) == 2
    with Image.open(io.BytesIO(queries.preview(file, 1280))) as image:
        assert image.size == (80, 100)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16", "CMYK"])
def test_previews_of_every_kind_of_picture(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (500, 400)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    file = actions.store(HERE, "a.png", out.getvalue())
    for format in PreviewFormat:
        with Image.open(io.BytesIO(queries.preview(file, 160, format))) as image:
            assert image.size == (160, 128)


def test_no_preview_of_what_is_no_picture() -> None:
    file = actions.store(HERE, "a.txt", b"abc")
    with pytest.raises(Refused) as refused:
        queries.preview(file, 320)
    assert refused.value.code == "files.no_preview"


def test_disposition() -> None:
    file = actions.store(HERE, "Thông cáo “12”.pdf", b"%PDF-1.4")
    header = queries.disposition(file)
    assert header.startswith("attachment; filename*=utf-8''Th%C3%B4ng%20c%C3%A1o")
    assert queries.disposition(file, inline=True).startswith("inline;")
    text = actions.store(HERE, "a.txt", b"abc")
    assert queries.disposition(text, inline=True) == 'attachment; filename="a.txt"'


@hypothesis(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_name_gives_a_header_that_holds(name: str) -> None:
    header = queries.disposition(actions.store(HERE, name, b"%PDF-1.4"))
    assert header.isascii()
    assert header.isprintable()


def test_a_lost_original_is_said() -> None:
    file = actions.store(HERE, "a.txt", b"abc")
    default_storage.delete(f"originals/{file.sha256[:2]}/{file.sha256}")
    with pytest.raises(FileNotFoundError):
        queries.read(file)
