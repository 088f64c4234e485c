"""Steps that several acts of writing share. Not acts: the acts call them inside their own."""

import re
from typing import Any
from uuid import UUID

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.lib.text.markup import clean, to_text
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.network.terms import Viewer
from thongsuot.releases import houses, rules, standing
from thongsuot.releases.models import Draft, Release, Revision
from thongsuot.releases.requirements import MAX_TITLE
from thongsuot.releases.terms import FileRole, FileUse
from thongsuot.search import actions as search

_OURS = re.compile(r"/tep/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")


def id_of(thing: Any) -> Any:
    """The id of a row or of a view of one; an id stays itself."""
    return getattr(thing, "pk", None) or getattr(thing, "id", thing)


def locked(release: Release | UUID) -> Release:
    """The release as it is now, ours alone until the act is over."""
    return (
        Release.objects.select_for_update(of=("self",))
        .select_related("kind", "predecessor")
        .get(pk=id_of(release))
    )


def check(act: rules.Act, release: Release, by: Person) -> tuple[rules.Work, Viewer]:
    """Raises Refused unless `by` may do `act` on the release now."""
    work, viewer = standing.work_of(release), network.viewer_of(by)
    rules.check(act, work, viewer)
    return work, viewer


def text_of(
    title: str,
    summary: str,
    body: str,
    files: list[Any],
    house: dict[str, Any] | None = None,
    language: str = "vi",
) -> dict[str, Any]:
    """A text as it is kept: NFC, clean markup, files in one form. Refused: title_too_long.

    Of a message house (`house` as data, not empty) summary and body are made of its open lines,
    whatever was given. Refused then: house_too_many.
    """
    title = " ".join(nfc(title).split())
    if len(title) > MAX_TITLE:
        raise Refused("releases.title_too_long", limit=MAX_TITLE)
    lines = houses.tidied(houses.read(house)) if house else None
    if lines is not None:
        rules.check_messages(len(lines.messages))
        summary, body = lines.one_line, houses.body(lines, language)
    return {
        "title": title,
        "summary": nfc(summary).strip(),
        "body": clean(body),
        "files": [_use(each) for each in files],
        "house": houses.data(lines) if lines is not None else {},
    }


def keep_copy(release: Release, by: Person, kept: dict[str, Any]) -> Draft:
    """The person's unsaved copy with these fields; what is not among them stays."""
    newest = standing.newest(release)
    begun = {"files": newest.files, "house": newest.house} if newest else {}
    copy, _made = Draft.objects.get_or_create(release=release, person=by, defaults=begun)
    for name, value in (kept | {"changed_at": clock.now()}).items():
        setattr(copy, name, value)
    copy.save()
    return copy


def _use(given: FileUse | dict[str, Any]) -> dict[str, str]:
    of = vars(given) if isinstance(given, FileUse) else given
    return {
        "file": str(of["file"]),
        "role": FileRole(of.get("role") or FileRole.ATTACHMENT).value,
        "caption": nfc(of.get("caption") or "").strip(),
        "credit": nfc(of.get("credit") or "").strip(),
    }


def new_revision(release: Release, by: Person, text: dict[str, Any], base: int) -> Revision:
    """The next immutable save. Refused: stale (with both texts), file_missing."""
    newest = standing.newest(release)
    number = newest.number if newest else 0
    if newest and not rules.check_base(base, number):
        raise _stale(newest, text)
    text = text | {"files": _files(release, text)}
    revision = Revision.objects.create(
        release=release, number=number + 1, base=number, author=by, **text
    )
    release.title, release.changed_at = revision.title, clock.now()
    release.save()
    Draft.objects.filter(release=release, person=by).delete()
    index_release(release, revision)
    return revision


def saved(release: Release, by: Person, text: dict[str, Any], base: int) -> Revision:
    """A new revision, and the one entry of the act of saving it."""
    revision = new_revision(release, by, text, base)
    journal.record(
        "release.saved",
        by=by,
        subject=("release", release),
        revision=revision.pk,
        number=revision.number,
    )
    return revision


def _stale(newest: Revision, mine: dict[str, Any]) -> Refused:
    theirs = {name: getattr(newest, name) for name in ("title", "summary", "body")}
    return Refused(
        "releases.stale",
        number=newest.number,
        author=newest.author.name,
        theirs=theirs,
        mine={name: mine[name] for name in ("title", "summary", "body")},
    )


def _files(release: Release, text: dict[str, Any]) -> list[dict[str, str]]:
    """The files of a text with the pictures that stand in its body; none of somebody else's."""
    kept = [use for use in text["files"] if use["role"] != FileRole.INLINE]
    have = {use["file"] for use in kept}
    inside = [id for id in dict.fromkeys(_OURS.findall(text["body"])) if id not in have]
    known = standing.known_files(release)
    for id in [*have, *inside]:
        if id not in known:
            raise Refused("releases.file_missing", file=id)
    return [*kept, *(_use({"file": id, "role": FileRole.INLINE}) for id in inside)]


def index_release(release: Release, revision: Revision) -> None:
    words = f"{revision.summary}\n{to_text(revision.body)}"
    search.index("release", release.pk, revision.title, words)
