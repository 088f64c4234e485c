"""Who may ask, answer and consolidate; what an answer needs; when a routine asks. Pure."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from thongsuot.circulation.terms import Audience
from thongsuot.exchange.terms import FigureGiven, RequestState, Rhythm, Wanted
from thongsuot.lib.clock import VIETNAM
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import BODIES, MandateRole, Viewer

MAX_TITLE = 300
MAX_QUESTION = 10_000
MAX_TEXT = 30_000  # characters of one answer: some ten pages
MOST_FILES = 20
LONGEST_WITHIN = 24 * 31  # hours
MISSED = timedelta(days=1)
"""A routine's hour that is longer past is not made up for: the question would come out of time."""

_ASKED = (str(MandateRole.LEADER), str(MandateRole.OFFICER))


def manages(unit: UUID, viewer: Viewer) -> bool:
    """Whether the viewer sees every answer to a request of that unit, and may act on it."""
    if viewer.scopes is not None:
        return False
    return viewer.coordinates or unit in viewer.works_for


def check_manages(unit: UUID, viewer: Viewer) -> None:
    if not manages(unit, viewer):
        raise Refused("exchange.not_your_request")


def check_asks_for(unit: UUID, viewer: Viewer) -> None:
    """A unit is spoken for by its own staff."""
    if viewer.scopes is not None or unit not in viewer.works_for:
        raise Refused("exchange.not_your_unit")


def check_question(
    title: str, question: str, wants: Collection[Wanted], series: Collection[UUID]
) -> None:
    """Refused: title_missing, question_missing, too_long, wants_missing, series_missing."""
    if not title:
        raise Refused("exchange.title_missing")
    if not question:
        raise Refused("exchange.question_missing")
    if len(title) > MAX_TITLE or len(question) > MAX_QUESTION:
        raise Refused("exchange.too_long", limit=MAX_QUESTION)
    if not wants:
        raise Refused("exchange.wants_missing")
    if Wanted.FIGURES in wants and not series:
        raise Refused("exchange.series_missing")


def check_due(due_at: datetime, now: datetime) -> None:
    if due_at <= now:
        raise Refused("exchange.due_past")


def asked_audience(audience: Audience | None) -> Audience:
    """Leaders and officers of the bodies that the audience names; of every body if it names none.
    A request goes to bodies, so people and lists of people do not count."""
    told = audience or Audience()
    kinds = [role for role in told.unit_roles if role in BODIES]
    return Audience(
        mandates=_ASKED,
        unit_roles=tuple(kinds or sorted(str(role) for role in BODIES)),
        provinces=told.provinces,
        units=told.units,
    )


def check_open(state: RequestState) -> None:
    if state != RequestState.OPEN:
        raise Refused("exchange.closed")


def check_answer(
    text: str, nothing: bool, figures: Iterable[FigureGiven], files: int, asked: Collection[UUID]
) -> None:
    """Something, or «nothing»; figures only for what was asked, each day once.

    Refused: nothing_and_more, answer_empty, too_long, too_many_files, series_not_asked,
    figure_twice.
    """
    given = list(figures)
    if nothing and (text or given or files):
        raise Refused("exchange.nothing_and_more")
    if not (nothing or text or given or files):
        raise Refused("exchange.answer_empty")
    if len(text) > MAX_TEXT:
        raise Refused("exchange.too_long", limit=MAX_TEXT)
    if files > MOST_FILES:
        raise Refused("exchange.too_many_files", limit=MOST_FILES)
    if any(each.series not in asked for each in given):
        raise Refused("exchange.series_not_asked")
    if len({(each.series, each.as_of) for each in given}) < len(given):
        raise Refused("exchange.figure_twice")


def check_routine(rhythm: Rhythm, day: int, hour: int, within_hours: int) -> None:
    """Refused: routine_day, routine_hour, routine_within."""
    if not 1 <= day <= (7 if rhythm == Rhythm.WEEKLY else 28):
        raise Refused("exchange.routine_day")
    if not 0 <= hour <= 23:
        raise Refused("exchange.routine_hour")
    if not 1 <= within_hours <= LONGEST_WITHIN:
        raise Refused("exchange.routine_within", limit=LONGEST_WITHIN)


def next_time(rhythm: Rhythm, day: int, hour: int, after: datetime) -> datetime:
    """The first of the routine's hours, in Viet Nam, that is later than an instant."""
    local = after.astimezone(VIETNAM)
    at = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    if rhythm == Rhythm.WEEKLY:
        at += timedelta(days=day - at.isoweekday())
        return at if at > local else at + timedelta(days=7)
    at = at.replace(day=day)
    if at > local:
        return at
    return (at.replace(day=1) + timedelta(days=32)).replace(day=day)


def was_missed(next_at: datetime, now: datetime) -> bool:
    return now - next_at > MISSED
