"""The catalogues: collect screen strings, compile them, check that each has its translation.

Vietnamese is written in the code; `en` holds the English of every string. `vi` holds the words of
libraries that have no Vietnamese of their own. Needs no gettext tools: Babel does the work.

    python scripts/catalogues.py collect | compile | check
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "thongsuot"
LOCALE = SOURCE / "project" / "locale"
KEYWORDS = {
    "gettext": None,
    "_": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
FILLING = re.compile(r"""('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|\b[XSB]+\b""")
"""What stands in a template between its strings; the strings themselves are kept whole."""


def main(what: str) -> int:
    settings.configure(USE_I18N=False)
    return {"collect": collect, "compile": compile_all, "check": check}[what]()


def collect() -> int:
    """Add new strings to `en`, drop those no longer used; translations are kept."""
    catalogue = read("en")
    found = strings()
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with file("en").open("wb") as out:
        write_po(out, catalogue, width=100, omit_header=False, include_lineno=False)
    print(f"{len(missing(catalogue))} strings have no English yet")
    return 0


def compile_all() -> int:
    for po in LOCALE.glob("*/LC_MESSAGES/django.po"):
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as out:
            write_mo(out, read_po(source))
    return 0


def check() -> int:
    """Every string of the screens has its English, with the same placeholders."""
    catalogue, faults = read("en"), []
    for message in strings():
        if not message.id:
            continue
        known = catalogue.get(message.id, message.context)
        if known is None or not all(forms(known.string)):
            faults.append(f"no English: {message.id!r} ({message.locations[0][0]})")
        elif any(holes(form) != holes(forms(message.id)[-1]) for form in forms(known.string)[-1:]):
            faults.append(f"placeholders differ: {message.id!r}")
    for message in read("vi"):
        if message.id and not all(forms(message.string)):
            faults.append(f"no Vietnamese: {message.id!r}")
    print("\n".join(faults))
    return 1 if faults else 0


def read(language: str) -> Catalog:
    with file(language).open("rb") as source:
        return read_po(source, locale=language)


def file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def forms(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return list(string) if isinstance(string, tuple | list) else [string or ""]


def holes(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)|\{(\w+)", text))


def missing(catalogue: Catalog) -> list[str]:
    return [str(m.id) for m in catalogue if m.id and not all(forms(m.string))]


def strings() -> Catalog:
    """Every string of the code and of the templates, with the file it stands in."""
    catalogue = Catalog(locale="en")
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
            for line, message, comments, context in _of(path):
                where = [(str(path.relative_to(SOURCE)), line)]
                catalogue.add(message, locations=where, auto_comments=comments, context=context)
    return catalogue


def _of(path: Path) -> Iterator[tuple[int, str, list[str], str | None]]:
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        # What is left of a template is not Python; unindented and without its filling it is.
        lines = templatize(text, origin=str(path)).splitlines()
        text = "\n".join(FILLING.sub(lambda m: m[1] or " ", line).strip() for line in lines)
    source = io.BytesIO(text.encode())
    return extract("python", source, KEYWORDS, options={"encoding": "utf-8"})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
