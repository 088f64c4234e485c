"""What those who will speak for a kit rehearse with, until its hour."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from thongsuot.lib import clock
from thongsuot.lib.text.sections import sections
from thongsuot.network.terms import Viewer
from thongsuot.releases import announcing, houses, standing
from thongsuot.releases.houses import House
from thongsuot.releases.models import Kit, KitPart, KitSpeaker, Revision
from thongsuot.releases.queries.editions import visible_editions
from thongsuot.releases.queries.kit_rows import names_for, releases_of, view_of, with_parts
from thongsuot.releases.queries.work import visible_kits
from thongsuot.releases.terms import KitSpeakerView, KitState, KitView, PartRole


@dataclass(frozen=True)
class Card:
    """A question that may come, and what is answered; `inside`: for the units alone."""

    question: str
    html: str = ""
    text: str = ""
    inside: bool = False


@dataclass(frozen=True)
class Rehearsed:
    """A text of the kit as it was submitted."""

    role: PartRole
    kind_name: str
    kind_name_en: str
    title: str
    summary: str
    body: str


@dataclass(frozen=True)
class Rehearsal:
    """What a speaker prepares with. While they must promise first, all words are empty."""

    kit: UUID
    unit_name: str
    hour: datetime | None
    must_agree: bool
    state: KitState
    title: str = ""
    speaks_on: str = ""
    house: House = field(default_factory=House)
    cards: tuple[Card, ...] = ()
    texts: tuple[Rehearsed, ...] = ()
    speakers: tuple[KitSpeakerView, ...] = ()


def rehearsal_for(viewer: Viewer, id: UUID | str) -> Rehearsal | None:
    """From the submission until the hour: for the named speakers, once they promised to hold it,
    and for those who may see the kit at work. None for anybody else, and at any other time."""
    if viewer.scopes is not None or not viewer.is_staff:
        return None
    row = with_parts(Kit.objects.filter(pk=id)).first()
    if row is None or standing.state_of_kit(row, releases_of(row)) not in announcing.REHEARSED:
        return None
    if standing.taken_back(releases_of(row)[0]):
        return None
    speaker = KitSpeaker.objects.filter(kit=row, person=viewer.person).first()
    works_on_it = visible_kits(viewer).filter(pk=row.pk).exists()
    if speaker is None and not works_on_it:
        return None
    view = view_of(row, names_for([row]), {})
    must_agree = not works_on_it and speaker is not None and speaker.agreed_at is None
    rehearsal = Rehearsal(view.id, view.unit_name, view.hour, must_agree, view.state)
    if must_agree:
        return rehearsal
    return _with_words(rehearsal, view, row, speaker.speaks_on if speaker else "")


def announced(viewer: Viewer, id: UUID | str) -> UUID | None:
    """The release of a kit that is out, if the viewer may see it: where a rehearsal led to."""
    lead = visible_editions(viewer).filter(
        release__kit_part__kit=UUID(str(id)),
        release__kit_part__role=PartRole.RELEASE,
        visible_from__lte=clock.now(),
    )
    return lead.values_list("pk", flat=True).first()


def _with_words(rehearsal: Rehearsal, view: KitView, row: Kit, speaks_on: str) -> Rehearsal:
    house, cards, texts = House(), list[Card](), list[Rehearsed]()
    for part in row.parts.all():
        revision = standing.to_be_out(part.release)
        if revision is None:
            continue
        if part.role == PartRole.HOUSE and revision.house:
            house = houses.read(revision.house)
            cards += [Card(a.question, text=a.answer, inside=a.inside) for a in house.answers]
        elif part.role == PartRole.ANSWERS and (asked := _cards(revision.body)):
            cards += asked
        else:
            texts.append(_rehearsed(part, revision))
    return replace(
        rehearsal,
        title=view.title,
        speaks_on=speaks_on,
        house=house,
        cards=tuple(cards),
        texts=tuple(texts),
        speakers=view.speakers,
    )


def _rehearsed(part: KitPart, revision: Revision) -> Rehearsed:
    return Rehearsed(
        role=PartRole(part.role),
        kind_name=part.release.kind.name,
        kind_name_en=part.release.kind.name_en,
        title=revision.title,
        summary=revision.summary,
        body=revision.body,
    )


def _cards(body: str) -> list[Card]:
    """Every heading with words of its own is a question with its answer."""
    return [Card(each.heading, html=each.html) for each in sections(body) if each.html]
