"""The curve of a dispatch over its hours, lines and figures over days, as SVG points."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

WIDTH, HEIGHT = 640, 160
STEPS = 24
Moments = Sequence[datetime]


@dataclass(frozen=True)
class Point:
    """At an instant: how many mails had gone, how many bodies had answered."""

    at: datetime
    sent: int
    answered: int


@dataclass(frozen=True)
class Curve:
    """Lines in a box of WIDTH by HEIGHT, with what they were drawn from."""

    points: tuple[Point, ...]
    sent: str
    answered: str
    first: datetime
    last: datetime
    due_x: str
    width: int = WIDTH
    height: int = HEIGHT


def curve(
    since: datetime,
    until: datetime,
    sent: Moments,
    answered: Moments,
    planned: int,
    bodies: int,
    due: datetime | None = None,
) -> Curve | None:
    """Each line as a share of its whole; None while there is nothing to draw."""
    if not sent and not answered:
        return None
    until = max([until, since + timedelta(minutes=1), *sent[-1:], *answered[-1:]])
    step = (until - since) / STEPS
    times = [since + step * place for place in range(STEPS + 1)]
    points = tuple(Point(at, bisect_right(sent, at), bisect_right(answered, at)) for at in times)
    inside = due is not None and since <= due <= until
    return Curve(
        points=points,
        sent=_line([point.sent for point in points], planned),
        answered=_line([point.answered for point in points], bodies),
        first=since,
        last=until,
        due_x=f"{WIDTH * ((due - since) / (until - since)):.1f}" if inside and due else "",
    )


def _line(counts: Sequence[int], whole: int) -> str:
    """Points of a polyline; the top is the whole."""
    if not whole:
        return ""
    across = WIDTH / (len(counts) - 1)
    return " ".join(
        f"{place * across:.1f},{HEIGHT * (1 - count / whole):.1f}"
        for place, count in enumerate(counts)
    )


# Days -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trend:
    """Lines over days in a box of WIDTH by HEIGHT, each a share of its day's whole."""

    lines: dict[str, str]
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT


def trend(days: Sequence[tuple[date, int, dict[str, int]]]) -> Trend | None:
    """`days`: the day, its whole, and the counts by name, in order. None before a second day."""
    days = [each for each in days if each[1]]  # no whole, no share
    if len(days) < 2:
        return None
    first, last = days[0][0], days[-1][0]
    across = WIDTH / (last - first).days
    lines: dict[str, list[str]] = {name: [] for name in days[-1][2]}
    for day, whole, counts in days:
        x = (day - first).days * across
        for name, line in lines.items():
            line.append(f"{x:.1f},{HEIGHT * (1 - counts.get(name, 0) / whole):.1f}")
    return Trend({name: " ".join(line) for name, line in lines.items()}, first, last)


# A figure ---------------------------------------------------------------------------------------

Stated = Sequence[tuple[date, Decimal]]


@dataclass(frozen=True)
class Course:
    """A figure over days in a box of WIDTH by HEIGHT: `low` at the bottom, `high` at the top.

    `dots` are SVG paths of no length, one for each day; `target_y` is "" without a target.
    """

    line: str
    dots: tuple[str, ...]
    low: Decimal
    middle: Decimal
    high: Decimal
    first: date
    last: date
    target_y: str
    width: int = WIDTH
    height: int = HEIGHT


def course(stated: Stated, target: Decimal | None = None) -> Course | None:
    """`stated`: days and numbers, the first day first. None before a second day."""
    if len(stated) < 2:
        return None
    first, last = stated[0][0], stated[-1][0]
    low, high = _round_span([number for _, number in stated] + ([target] if target else []))
    across = WIDTH / (last - first).days
    places = [
        (f"{(day - first).days * across:.1f}", _height(number, low, high)) for day, number in stated
    ]
    return Course(
        line=" ".join(f"{x},{y}" for x, y in places),
        dots=tuple(f"M{x} {y}h0.01" for x, y in places),
        low=low,
        middle=(low + high) / 2,
        high=high,
        first=first,
        last=last,
        target_y=_height(target, low, high) if target else "",
    )


def _height(number: Decimal, low: Decimal, high: Decimal) -> str:
    return f"{HEIGHT * (1 - float((number - low) / (high - low))):.1f}"


def _round_span(numbers: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Round numbers around these. It begins at 0 unless all lie close together far from it."""
    least, most = min(numbers), max(numbers)
    if least >= 0 and most - least > most / 4:
        least = Decimal(0)
    span = (most - least) or abs(most) or Decimal(1)
    step = Decimal(10) ** (span.adjusted()) / 2
    low = (least / step).to_integral_value(ROUND_FLOOR) * step
    high = (most / step).to_integral_value(ROUND_CEILING) * step
    return low, high if high > low else low + step
