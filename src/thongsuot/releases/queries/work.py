"""Working texts: who may see which, what waits for whom, and all that one text's page shows."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from thongsuot.lib import clock
from thongsuot.lib.text.compare import Row
from thongsuot.lib.text.compare import compare as compare_texts
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer
from thongsuot.releases import announcing, rules, standing
from thongsuot.releases.models import (
    Comment,
    Consultation,
    Draft,
    Kit,
    KitPart,
    Release,
    Revision,
    Step,
)
from thongsuot.releases.terms import (
    Decision,
    FileView,
    Finding,
    Moment,
    Reach,
    ReleaseState,
    ReleaseView,
    StepState,
    StepView,
    Waiting,
    Workspace,
)
from thongsuot.search import queries as search

TOGETHER = frozenset({"submit", "recall", "approve", "return", "take_over", "shorten", "drop"})
"""What a part of a kit does with the kit alone."""
EDITING = timedelta(minutes=10)  # an unsaved copy touched since then is being worked on


def visible_releases(viewer: Viewer) -> QuerySet[Release]:
    """The texts the viewer may see at work: those of `rules.may_read_work`, in one query.

    Its unit; who wrote of it; units whose step's turn has come; units consulted; coordinators
    from its submission on. No journalist, no token, no public ever.
    """
    if viewer.scopes is not None or not viewer.is_staff:
        return Release.objects.none()
    units = viewer.works_for | viewer.leads
    steps = Step.objects.filter(release=OuterRef("pk"))
    seen = (
        Q(unit__in=units)
        | Q(author=viewer.person)
        | Q(Exists(Revision.objects.filter(release=OuterRef("pk"), author=viewer.person)))
        | Q(Exists(steps.filter(unit__in=units).exclude(state__in=rules.UNSEEN)))
        | Q(Exists(Consultation.objects.filter(release=OuterRef("pk"), unit__in=units)))
    )
    if viewer.coordinates:
        seen |= Q(Exists(steps))
    return Release.objects.filter(seen)


def visible_kits(viewer: Viewer) -> QuerySet[Kit]:
    """The kits of which the viewer may see every part at work: their unit's, those they decide on,
    and for coordinators those that were submitted. Who was asked about one part alone has that
    part, not the others. No journalist, no token, no public ever."""
    if viewer.scopes is not None or not viewer.is_staff:
        return Kit.objects.none()
    parts = KitPart.objects.filter(kit=OuterRef("pk"))
    unseen = parts.exclude(release__in=visible_releases(viewer).values("pk"))
    return Kit.objects.filter(Exists(parts), ~Exists(unseen))


def release_for(viewer: Viewer, id: UUID | str) -> Release | None:
    """The row to read, or None if there is none for this viewer."""
    rows = visible_releases(viewer).select_related("kind", "author", "topic", "predecessor")
    return rows.filter(pk=id).first()


def release_of_step(viewer: Viewer, step: UUID) -> UUID | None:
    """The release a step belongs to, decided or not, if the viewer may see it."""
    found = visible_releases(viewer).filter(steps=step)
    return found.values_list("pk", flat=True).first()


def releases_for(
    viewer: Viewer,
    *,
    state: ReleaseState | str | None = None,
    unit: UUID | None = None,
    text: str | None = None,
    before: datetime | None = None,
    limit: int = 30,
) -> list[ReleaseView]:
    """Last changed first; `before` is the `changed_at` of the last one shown."""
    rows = visible_releases(viewer)
    if state:
        rows = rows.filter(state=state)
    if unit:
        rows = rows.filter(unit=unit)
    if text and text.strip():
        hits = search.find(text, within={"release": rows.values("id")}, limit=200)
        rows = rows.filter(pk__in=[hit.subject for hit in hits])
    if before:
        rows = rows.filter(changed_at__lt=before)
    return listed(rows.order_by("-changed_at", "pk")[:limit])


def listed(rows: QuerySet[Release]) -> list[ReleaseView]:
    """Rows as views. Nine questions, however many: two here, one of names takes six."""
    pending = Prefetch("steps", Step.objects.filter(state=StepState.PENDING), to_attr="waits")
    found = list(rows.select_related("kind", "author", "edition").prefetch_related(pending))
    units = {r.unit_id for r in found} | {s.unit_id for r in found for s in r.waits}
    names = network.names_of(units) if units else {}
    return [_release_view(row, names) for row in found]


def _release_view(row: Any, names: dict[UUID, Any]) -> ReleaseView:
    step = row.waits[0] if row.waits else None
    edition = standing.edition_of(row)
    return ReleaseView(
        id=row.id,
        title=row.title,
        kind=row.kind_id,
        kind_name=row.kind.name,
        kind_name_en=row.kind.name_en,
        unit=row.unit_id,
        unit_name=_name(names, row.unit_id),
        author=row.author_id,
        author_name=row.author.name,
        state=ReleaseState(row.state),
        urgent=row.urgent,
        reach=Reach(row.reach),
        created_at=row.created_at,
        changed_at=row.changed_at,
        waits_at=step.unit_id if step else None,
        waits_at_name=_name(names, step.unit_id) if step else "",
        waits_since=step.pending_since if step else None,
        edition=edition.id if edition else None,
    )


def _name(names: dict[UUID, Any], unit: UUID) -> str:
    return names[unit].name if unit in names else ""


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """The steps that the viewer may decide now: urgent first, then the longest waiting."""
    if not viewer.is_staff or viewer.scopes is not None:
        return []
    units = viewer.leads | (viewer.works_for if viewer.coordinates else frozenset())
    steps = (
        Step.objects.filter(state=StepState.PENDING, unit__in=units)
        .select_related("release__kind")
        .prefetch_related(
            "release__revisions",
            "release__consultations",
            Prefetch("release__steps", Step.objects.select_related("revision", "approval")),
        )
    )
    mine = [
        step
        for step, works in _as_decided(list(steps))
        if all(rules.may(rules.Act.APPROVE, work, viewer) for work in works)
    ]
    views = {v.id: v for v in listed(Release.objects.filter(pk__in=[s.release_id for s in mine]))}
    mine.sort(key=lambda s: (not s.release.urgent, s.pending_since))
    return [Waiting(s.id, s.pending_since, s.note, views[s.release_id]) for s in mine]


def _as_decided(steps: list[Step]) -> list[tuple[Step, list[rules.Work]]]:
    """Each step with the texts decided by it: of a kit only the release's, with all its parts."""
    works = {step.release_id: standing.work_of(step.release) for step in steps}
    parts = KitPart.objects.filter(release__in=works).order_by("position")
    kits: dict[UUID, list[UUID]] = {}
    for kit, release in parts.values_list("kit", "release"):
        kits.setdefault(kit, []).append(release)
    led = {releases[0]: releases for releases in kits.values()}
    carried = {release for releases in kits.values() for release in releases[1:]}
    return [
        (step, announcing.as_one([works[id] for id in led.get(step.release_id, [step.release_id])]))
        for step in steps
        if step.release_id not in carried
    ]


def workspace(viewer: Viewer, release_id: UUID | str) -> Workspace | None:
    """All that a text's page shows; None if it is not for this viewer."""
    release = release_for(viewer, release_id)
    if release is None:
        return None
    revisions = tuple(release.revisions.select_related("author").order_by("-number"))
    newest = revisions[0] if revisions else None
    draft = Draft.objects.filter(release=release, person=viewer.person).first()
    rows = standing.newest_round(release)
    consultations = tuple(
        release.consultations.select_related("asked_by", "answered_by").order_by("asked_at")
    )
    names = _names(release, rows, consultations)
    steps = tuple(_step_view(row, names) for row in rows)
    edition = standing.edition_of(release)
    part = standing.part_of(release)
    return Workspace(
        release=release,
        kind=release.kind,
        draft=draft,
        revision=newest,
        revisions=revisions,
        steps=steps,
        pending=next((step for step in steps if step.state == StepState.PENDING), None),
        consultations=consultations,
        comments=_comments(release),
        others_editing=_others(release, viewer),
        files=_files(release),
        edition=edition.id if edition else None,
        findings=tuple(_findings(release, newest, draft)),
        unit_names=names,
        can=rules.allowed(standing.work_of(release), viewer) - (TOGETHER if part else frozenset()),
        kit=visible_kits(viewer).filter(pk=part.kit_id).first() if part else None,
    )


def _names(
    release: Release, steps: list[Step], consultations: tuple[Consultation, ...]
) -> dict[UUID, str]:
    units = {release.unit_id, *(s.unit_id for s in steps), *(c.unit_id for c in consultations)}
    return {id: view.name for id, view in network.names_of(units).items()}


def _comments(release: Release) -> tuple[Comment, ...]:
    rows = release.comments.select_related("person", "settled_by", "revision")
    return tuple(rows.order_by("created_at"))


def _others(release: Release, viewer: Viewer) -> tuple[str, ...]:
    """Who else has been typing lately."""
    rows = Draft.objects.filter(release=release, changed_at__gte=clock.now() - EDITING)
    others = rows.exclude(person=viewer.person).order_by("person__order")
    return tuple(others.values_list("person__name", flat=True))


def _files(release: Release) -> tuple[FileView, ...]:
    """What was attached to the text, used or not; how it is used stands in the text."""
    uses = {
        use.file: use
        for revision in release.revisions.order_by("number")
        for use in standing.uses(revision.files)
    }
    return tuple(_file_view(file, uses.get(str(file.id))) for file in standing.files_of(release))


def _file_view(file: Any, use: Any) -> FileView:
    return FileView(
        id=file.id,
        name=file.name,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        role=use.role if use else standing.usual_role(file.content_type),
        caption=use.caption if use else "",
        credit=use.credit if use else "",
        width=file.width,
        height=file.height,
    )


def _step_view(row: Any, names: dict[UUID, str]) -> StepView:
    approval = getattr(row, "approval", None)
    view = StepView(
        id=row.id,
        position=row.position,
        unit=row.unit_id,
        unit_name=names.get(row.unit_id, ""),
        roles=tuple(row.roles),
        state=StepState(row.state),
        pending_since=row.pending_since,
        note=row.note,
    )
    if approval is None:
        return view
    return StepView(
        **vars(view)
        | {
            "decided_by": approval.decided_by.name,
            "deputising": approval.deputising,
            "decision": Decision(approval.decision),
            "reason": approval.reason,
            "decided_at": approval.decided_at,
        }
    )


def _findings(release: Release, newest: Revision | None, draft: Draft | None) -> list[Finding]:
    """As it would be submitted, one's unsaved copy first; or, on its way, as it would go out."""
    waits = release.state == ReleaseState.IN_APPROVAL
    moment = Moment.RELEASING if waits else Moment.SUBMITTING
    text = newest if waits else draft or newest
    if text is None:
        return standing.findings_on(release, release.title, "", "", [], moment=moment)
    return standing.findings_at(release, text, moment)


def findings_of(release: Release, viewer: Viewer) -> list[Finding]:
    """What the checkers say of what the viewer would submit: their unsaved copy, or the newest."""
    draft = Draft.objects.filter(release=release, person=viewer.person).first()
    return _findings(release, standing.newest(release), draft)


def findings(
    viewer: Viewer,
    release_id: UUID | str,
    *,
    title: str,
    summary: str,
    body: str,
    files: list[dict[str, str]],
    house: dict[str, Any] | None = None,
) -> list[Finding]:
    """What the checkers say while one types; nothing for a text that is not the viewer's."""
    release = release_for(viewer, release_id)
    return standing.findings_on(release, title, summary, body, files, house) if release else []


def compare(
    viewer: Viewer, release_id: UUID | str, old_number: int, new_number: int
) -> list[Row] | None:
    """The bodies of two revisions in rows, words marked; None if one is not there to be seen."""
    release = release_for(viewer, release_id)
    if release is None:
        return None
    texts = dict(
        release.revisions.filter(number__in=(old_number, new_number)).values_list("number", "body")
    )
    if old_number not in texts or new_number not in texts:
        return None
    return compare_texts(texts[old_number], texts[new_number])
