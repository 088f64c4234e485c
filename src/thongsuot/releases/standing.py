"""What the rules need to know, read from the rows."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from thongsuot.facts import queries as facts
from thongsuot.files import queries as files
from thongsuot.files.models import File
from thongsuot.lib import clock
from thongsuot.lib.text.markup import to_text
from thongsuot.network import queries as network
from thongsuot.releases import (
    announcing,
    completeness,
    filling,
    houses,
    origins,
    requirements,
    rules,
)
from thongsuot.releases.houses import House
from thongsuot.releases.models import (
    Adaptation,
    Edition,
    Kit,
    KitPart,
    Release,
    Revision,
    Step,
    Text,
    Topic,
)
from thongsuot.releases.terms import (
    MESSAGE_HOUSE,
    EditionState,
    FileRole,
    FileUse,
    Finding,
    Follows,
    KitState,
    Moment,
    PolicyStage,
    Reach,
    ReleaseState,
    StepState,
)


def work_of(release: Release) -> rules.Work:
    """A release as the rules see it. Four queries, fewer where its relations are prefetched."""
    rounds = _all_steps(release)
    steps = _newest_of(rounds)
    edition = edition_of(release)
    asked = {c.unit_id for c in release.consultations.all()}
    asked |= {s.unit_id for s in rounds if rules.had_its_turn(StepState(s.state))}
    return rules.Work(
        state=ReleaseState(release.state),
        unit=release.unit_id,
        authors=authors_of(release),
        deciders=frozenset(s.approval.decided_by_id for s in steps if hasattr(s, "approval")),
        steps=tuple(rules.StepFacts(s.unit_id, tuple(s.roles), StepState(s.state)) for s in steps),
        asked=frozenset(asked),
        follows=release.kind.follows,
        edition_state=EditionState(edition.state) if edition else None,
        submitted=bool(steps),
        routed=bool(release.kind.route),
    )


def authors_of(release: Release) -> frozenset[UUID]:
    """Everyone who wrote a revision, and who began the text."""
    return frozenset({release.author_id, *(r.author_id for r in release.revisions.all())})


def edition_of(release: Release) -> Edition | None:
    return getattr(release, "edition", None)


def part_of(release: Release) -> KitPart | None:
    """Its place in the kit of an announcement, if it has one."""
    return KitPart.objects.filter(release=release).select_related("kit").first()


def state_of_kit(kit: Kit, releases: Iterable[Release]) -> KitState:
    """Where an announcement stands, by its texts."""
    rows = list(releases)
    hours = [edition.visible_from for row in rows if (edition := edition_of(row))]
    states = [row.state for row in rows]
    hour = max(hours, default=None)
    return announcing.state_of(states, hour, kit.dropped_at is not None, clock.now())


def taken_back(release: Release) -> bool:
    """Whether its edition was withdrawn: before its hour too, nothing of it is left to say."""
    edition = edition_of(release)
    return edition is not None and edition.state == EditionState.WITHDRAWN


def to_be_out(release: Release) -> Revision | None:
    """The words that come out at the hour: of the correction where there is one already; None
    where they were taken back, or there are none yet."""
    edition = edition_of(release)
    if edition is None:
        return newest(release)
    while True:
        if edition.state == EditionState.WITHDRAWN:
            return None
        follows = edition.successors.filter(kind__follows=Follows.CORRECTS)
        later = follows.select_related("revision").first()
        if later is None:
            return edition.revision
        edition = later


def is_house(release: Release) -> bool:
    """Whether its text has lines: of the kind, or the correction of such a text."""
    if release.kind_id == MESSAGE_HOUSE:
        return True
    if release.kind.follows != Follows.CORRECTS or release.predecessor is None:
        return False
    return bool(release.predecessor.revision.house)


def newest_round(release: Release) -> list[Step]:
    """The steps of the revision submitted last, in order."""
    return _newest_of(_all_steps(release))


def _all_steps(release: Release) -> list[Step]:
    """The steps of every round, oldest first; those at hand if they were fetched before."""
    fetched = "steps" in getattr(release, "_prefetched_objects_cache", {})
    rows = release.steps.all()
    if not fetched:
        rows = rows.select_related("revision", "approval__decided_by")
    return sorted(rows, key=lambda step: (step.revision.number, step.position))


def _newest_of(rounds: list[Step]) -> list[Step]:
    return [step for step in rounds if step.revision_id == rounds[-1].revision_id]


def newest(release: Release) -> Revision | None:
    return release.revisions.order_by("-number").first()


def uses(files: list[dict[str, str]]) -> tuple[FileUse, ...]:
    """The files of a text out of their stored form."""
    return tuple(
        FileUse(f["file"], FileRole(f["role"]), f.get("caption", ""), f.get("credit", ""))
        for f in files
    )


def files_of(release: Release) -> list[File]:
    """Files that a text of this release may use: its own, and those of what it follows or was
    taken over from."""
    own = files.of_subject(f"release:{release.pk}")
    before = release.predecessor or _origin(release)
    if before is None:
        return own
    kept = before.files.order_by("position").values_list("file", flat=True)
    return own + [file for id in kept if (file := files.get(id))]


def _origin(release: Release) -> Edition | None:
    """The edition of this house that the text was taken over from."""
    row = Adaptation.objects.filter(release=release).select_related("origin").first()
    return row.origin if row else None


def known_files(release: Release) -> frozenset[str]:
    """The ids of `files_of`."""
    return frozenset(str(file.id) for file in files_of(release))


def usual_role(content_type: str) -> FileRole:
    """What a file is taken for while no text uses it."""
    return FileRole.PHOTO if content_type.startswith("image/") else FileRole.ATTACHMENT


def findings_at(release: Release, text: Text, moment: Moment) -> list[Finding]:
    """What the checkers say of a text as it is kept, at a moment."""
    return findings_on(release, text.title, text.summary, text.body, text.files, text.house, moment)


def findings_on(
    release: Release,
    title: str,
    summary: str,
    body: str,
    used: list[dict[str, str]],
    house: dict[str, Any] | None = None,
    moment: Moment = Moment.TYPING,
) -> list[Finding]:
    """What the checkers say of a text of this release at a moment; of its lines (`house` as data)
    if it is a message house."""
    found = requirements.findings(
        title=title,
        summary=summary,
        text=to_text(body),
        files=uses(used),
        reach=Reach(release.reach),
        policy_stage=PolicyStage(release.policy_stage),
        cleared=release.cleared_for_publication,
        hours=(release.embargo_until, release.release_at),
        now=clock.now(),
        known_files=known_files(release),
    )
    if template := release.template:
        begun = f"{template.title}\n{to_text(template.body)}\n{to_text(template.standing)}"
        found += requirements.of_template(tuple(template.required), begun, title, body)
    banked = facts.references(body, Reach(release.reach))
    found += [*requirements.of_figures(banked), *_of_origin(release, title, summary, body)]
    if not is_house(release):
        given = filling.given(release, title, summary, body, used, moment, banked=bool(banked))
        return found + completeness.lacking(given, completeness.needs_of(release.kind_id), moment)
    return _with_lines(found, release, houses.read(house))


def _of_origin(release: Release, title: str, summary: str, body: str) -> list[Finding]:
    """What is said of a text that was taken over from another body's edition."""
    row = Adaptation.objects.filter(release=release).first()
    if row is None:
        return []
    origin = origins.origin_of(row.newest or row.taken)
    altered = origins.changes(origin, title, summary, body)
    return origins.findings(origin, row.moved, row.compared_at is not None, altered)


def _with_lines(found: list[Finding], release: Release, lines: House) -> list[Finding]:
    """What is said of a message house: of its text, and of its lines."""
    inside = houses.inside_body(lines, release.language)
    of_lines = requirements.of_figures(facts.references(inside, Reach.UNITS))
    return requirements.with_lines(
        found + of_lines,
        lines,
        today=clock.legal_date(),
        answering=topic_units(release.topic_id),
        unit=release.unit_id,
        speaking=_speaking(lines),
    )


def _speaking(house: House) -> frozenset[UUID]:
    """Those of the speakers quoted who may speak today."""
    quoted = {each.speaker for each in house.quotes}
    return frozenset(
        speaker
        for speaker in quoted
        if network.mandates_of(speaker).filter(role__in=filling.SPEAKERS).exists()
    )


def topic_units(topic: Topic | str | None) -> frozenset[UUID]:
    """Owner, deputies and the centre: who may write the lines of a topic. Nobody of no topic."""
    row = topic if isinstance(topic, Topic) else Topic.objects.filter(pk=topic).first()
    if row is None:
        return frozenset()
    units = {network.centre().id, *row.deputies.values_list("pk", flat=True)}
    return frozenset(units | ({row.owner_id} if row.owner_id else set()))
