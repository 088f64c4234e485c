"""The moment a text becomes an edition: numbered, sealed, and open if its hour has come.

Not acts: the acts that end a route call them inside their own.
"""

import secrets
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from thongsuot.files import queries as files
from thongsuot.lib import clock, seal
from thongsuot.lib.text.markup import to_text
from thongsuot.network import queries as network
from thongsuot.releases import houses, keys, requirements, rules, standing
from thongsuot.releases.actions.stating import keep_statements
from thongsuot.releases.houses import House
from thongsuot.releases.models import (
    Counter,
    EarlyReader,
    Edition,
    EditionFile,
    Release,
    Revision,
    SealKey,
    Topic,
)
from thongsuot.releases.rules import Act
from thongsuot.releases.terms import EditionState, Follows, Moment
from thongsuot.search import actions as search
from thongsuot.work import actions as work

CAPITAL = "Hà Nội"  # the place of the bodies of the State that belong to no province


def seal_edition(release: Release, revision: Revision) -> Edition:
    """Freeze a revision as the next edition of its unit, and open it if its hour is now.

    Refused: not_ready (what changed since its submission), withdrawn_already, corrected_already
    (what it follows changed meanwhile), no_seal_key.
    """
    _check_still_ready(release, revision)
    before = _predecessor(release)
    edition = _edition(release, revision, before)
    kept = _files(revision)
    key = _key()
    _sign(edition, kept, key)
    edition.save(force_insert=True)
    EditionFile.objects.bulk_create(_row(edition, place, *each) for place, each in enumerate(kept))
    if before is not None:
        _follow(edition, before)
    keep_statements(edition)
    index_edition(edition)
    _open_or_wait(edition)
    return edition


def _check_still_ready(release: Release, revision: Revision) -> None:
    """A withdrawal always goes out: it takes words back."""
    if release.kind.follows == Follows.WITHDRAWS:
        return
    found = standing.findings_at(release, revision, Moment.RELEASING)
    requirements.check_ready(requirements.stopping_release(found))


def _predecessor(release: Release) -> Edition | None:
    """What it follows, locked; it must still stand and have no other successor on its way."""
    if release.predecessor_id is None:
        return None
    before = Edition.objects.select_for_update().get(pk=release.predecessor_id)
    state = EditionState(before.state)
    corrects = release.kind.follows == Follows.CORRECTS
    if corrects and before.successors.filter(kind__follows=Follows.CORRECTS).exists():
        state = EditionState.CORRECTED if state == EditionState.STANDING else state
    rules.check_followed(Act.CORRECT if corrects else Act.WITHDRAW, state, before.kind.follows)
    return before


def _edition(release: Release, revision: Revision, before: Edition | None) -> Edition:
    at = clock.now()
    day = clock.legal_date(at)
    unit = network.unit(release.unit_id, on=day)
    return Edition(
        id=uuid4(),
        release=release,
        revision=revision,
        kind=release.kind,
        topic_id=release.topic_id,
        unit_id=release.unit_id,
        unit_name=unit.name,
        unit_short_name=unit.short_name,
        place=unit.provinces[0] if unit.provinces else CAPITAL,
        year=day.year,
        number=_next_number(release.unit_id, day.year),
        title=revision.title,
        language=release.language,
        reach=release.reach,
        policy_stage=release.policy_stage,
        stored=seal.canonical(_stored(release, revision)),
        guarded=_guarded(revision),
        predecessor=before,
        sealed_at=at,
        embargo_until=release.embargo_until,
        visible_from=rules.visible_from(
            at, release.embargo_until, release.release_at, before.visible_from if before else None
        ),
    )


def _next_number(unit: UUID, year: int) -> int:
    """The next number of the unit's year. Holding the counter's row keeps other sealings out
    until this one is done or undone, so no number is given twice and none is lost."""
    Counter.objects.get_or_create(unit_id=unit, year=year)
    counter = Counter.objects.select_for_update().get(unit_id=unit, year=year)
    counter.last += 1
    counter.save()
    return counter.last


def _stored(release: Release, revision: Revision) -> dict[str, Any]:
    text = {
        "language": release.language,
        "title": revision.title,
        "summary": revision.summary,
        "body": revision.body,
        "files": revision.files,
    }
    if revision.house:
        text["house"] = houses.data(houses.open_part(houses.read(revision.house)))
    return text


def _guarded(revision: Revision) -> bytes:
    """The lines that stay inside. Salted: their digest is public, and must not let anybody who
    guesses a line find out that it stands there."""
    kept = houses.guarded_part(houses.read(revision.house))
    if kept is None:
        return b""
    return seal.canonical({"salt": secrets.token_hex(16), "house": houses.data(kept)})


def _files(revision: Revision) -> list[tuple[Any, dict[str, str]]]:
    """The files of the text with how it uses each."""
    return [(_file(use["file"]), use) for use in revision.files]


def _file(id: str) -> Any:
    file = files.get(id)
    if file is None:
        raise LookupError(f"file {id} of a text is gone")
    return file


def _row(edition: Edition, place: int, file: Any, use: dict[str, str]) -> EditionFile:
    return EditionFile(
        edition=edition,
        file=file.id,
        sha256=file.sha256,
        name=file.name,
        content_type=file.content_type,
        size=file.size,
        width=file.width,
        height=file.height,
        role=use["role"],
        position=place,
        caption=use["caption"],
        credit=use["credit"],
    )


def _key() -> Ed25519PrivateKey:
    """The key that seals now; its public half is kept for ever."""
    key = keys.private()
    public = seal.public_bytes(key)
    SealKey.objects.get_or_create(id=seal.key_id(public), defaults={"public": public})
    return key


def _sign(edition: Edition, kept: list[tuple[Any, dict[str, str]]], key: Ed25519PrivateKey) -> None:
    edition.key_id = seal.key_id(seal.public_bytes(key))
    edition.manifest = seal.canonical(
        seal.manifest(
            installation=str(network.installation().uuid),
            edition=edition.id,
            number=edition.number_label,
            year=edition.year,
            kind=edition.kind_id,
            unit=edition.unit_id,
            unit_name=edition.unit_name,
            title=edition.title,
            body=bytes(edition.stored),
            attachments=[(file.id, file.sha256) for file, _use in kept],
            predecessor=edition.predecessor_id,
            key=edition.key_id,
            guarded=bytes(edition.guarded),
        )
    )
    edition.signature = seal.sign(key, edition.manifest)


def _follow(edition: Edition, before: Edition) -> None:
    """A withdrawal takes the words back at once. Who already holds an embargoed text hears of
    its successor before the hour too."""
    if edition.kind.follows == Follows.WITHDRAWS:
        _supersede(before, edition)
    if edition.visible_from > edition.sealed_at:
        EarlyReader.objects.bulk_create(
            EarlyReader(edition=edition, person_id=r.person_id, agreed_at=r.agreed_at)
            for r in before.early_readers.all()
        )


def _open_or_wait(edition: Edition) -> None:
    if edition.visible_from <= clock.now():
        mark_open(edition)
    else:
        work.enqueue(
            "releases.open_edition",
            key=edition.pk,
            due=edition.visible_from,
            edition=str(edition.pk),
        )


def mark_open(edition: Edition) -> None:
    """Its hour has come: it is out, and what it corrects is corrected."""
    edition.opened_at = clock.now()
    edition.save(update_fields=["opened_at"])
    if edition.topic_id and edition.revision.house:
        _set_review(edition, houses.read(edition.revision.house))
    if edition.predecessor_id and edition.kind.follows == Follows.CORRECTS:
        before = Edition.objects.select_for_update().get(pk=edition.predecessor_id)
        if before.state == EditionState.STANDING:
            _supersede(before, edition)


def _set_review(edition: Edition, house: House) -> None:
    """New lines are out: they are looked at again when they say so, else after the topic's time."""
    topic = Topic.objects.select_for_update().get(pk=edition.topic_id)
    day = clock.legal_date()
    topic.review_on = house.review_on or rules.next_review(house, topic.review_every_days, day)
    topic.reviewed_at, topic.reviewed_by = clock.now(), edition.revision.author
    topic.save()


def _supersede(before: Edition, edition: Edition) -> None:
    before.state = rules.state_after(Follows(edition.kind.follows))
    before.superseded_by = edition
    before.save(update_fields=["state", "superseded_by"])
    index_edition(before)


def index_edition(edition: Edition) -> None:
    """A standing edition is found by its words, one taken back by its title and number alone."""
    words = edition.number_label
    if edition.state == EditionState.STANDING:
        revision = edition.revision
        words = f"{words}\n{revision.summary}\n{to_text(revision.body)}"
    search.index("edition", edition.pk, edition.title, words)
