"""Lines of a message house on their way into a text: figures pinned, speakers named.

Not acts: the acts that write call them inside their own.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from thongsuot.facts import queries as facts
from thongsuot.facts.terms import Form
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.network.terms import Viewer
from thongsuot.releases import filling, houses, rules, standing
from thongsuot.releases.actions.writing import text_of
from thongsuot.releases.houses import House, HouseFigure, Quote
from thongsuot.releases.models import Draft, Release
from thongsuot.releases.queries.houses import standing_house, topic_units


def begin_lines(release: Release, by: Person, house: House | None = None) -> None:
    """The author's unsaved copy of a new house: `house`, else the lines that stand on its topic,
    with the figures of today. Refused: not_topic_unit."""
    if release.topic_id:
        rules.check_house_unit(release.unit_id, topic_units(release.topic_id))
    viewer = network.viewer_of(by)
    if house is None and release.topic_id:
        stands = standing_house(viewer, release.topic_id)
        house = stands.house if stands else None
    filled = fill(houses.renewed(house or House()), viewer, release.language)
    text = text_of(release.title, "", "", [], houses.data(filled), release.language)
    Draft.objects.update_or_create(release=release, person=by, defaults=text)


def check_house(release: Release) -> None:
    """Refused: not_a_house."""
    if not standing.is_house(release):
        raise Refused("releases.not_a_house")


def house_text(
    release: Release, by: Person, house: House, *, title: str | None, files: list[Any] | None
) -> dict[str, Any]:
    """The text of a house; what is None is that of the person's copy, else of the newest save."""
    kept = copy_or_newest(release, by)
    filled = fill(house, network.viewer_of(by), release.language)
    if title is None:
        title = kept.title if kept else release.title
    if files is None:
        files = kept.files if kept else []
    return text_of(title, "", "", files, houses.data(filled), release.language)


def words_alone(
    release: Release, by: Person, title: str, summary: str, body: str, files: list[Any]
) -> dict[str, Any]:
    """A text that was sent without lines. Of a house its lines are kept, and its figures renewed:
    words that were sent for its body are not its own."""
    if not standing.is_house(release):
        return text_of(title, summary, body, files)
    kept = copy_or_newest(release, by)
    house = houses.renewed(houses.read(kept.house if kept else None))
    return house_text(release, by, house, title=title, files=files)


def copy_or_newest(release: Release, by: Person) -> Any:
    """The person's unsaved copy, else the newest save, else None."""
    return Draft.objects.filter(release=release, person=by).first() or standing.newest(release)


def fill(house: House, viewer: Viewer, language: str = "vi") -> House:
    """Figures without a pinned value take the one that counts today; speakers get their name and
    their post of the day. Refused: network.no_person."""
    return replace(
        house,
        figures=tuple(_pinned(each, viewer, language) for each in house.figures),
        quotes=tuple(_named(each) for each in house.quotes),
    )


def _pinned(each: HouseFigure, viewer: Viewer, language: str) -> HouseFigure:
    if each.value is not None or each.series == houses.NOBODY:
        return each
    figure = facts.figure(viewer, each.series)
    if figure is None or figure.value is None:
        return replace(each, value=None, written="", as_of=None)
    value = figure.value
    return replace(
        each,
        words=each.words or (figure.name_en if language == "en" else figure.name),
        value=value.id,
        written=facts.forms(figure, language)[Form.SHORT],
        as_of=value.as_of,
    )


def _named(each: Quote) -> Quote:
    """Who was erased keeps the name under which they spoke."""
    if each.speaker == houses.NOBODY:
        return each
    (kept,) = network.as_kept([each.speaker]) or {each.speaker}
    row = network.person(kept)
    if row.erased_at is not None:
        return each
    return replace(each, speaker=row.pk, name=row.name, post=_post(row.pk, row.post))


def _post(person: UUID, post: str) -> str:
    """The post of the day with the body it is at."""
    held = network.mandates_of(person).filter(role__in=filling.SPEAKERS).first()
    unit = network.name_of(held.unit_id) if held else ""
    if not unit or unit.casefold() in post.casefold():
        return post
    return f"{post}, {unit}" if post else unit
