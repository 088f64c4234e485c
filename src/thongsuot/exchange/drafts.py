"""Answers as the body of a draft: every text under its body's name, figures as references, and
whence each came. Pure but for the words.

No name of a person stands in it: a body answers, not somebody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import escape
from django.utils.translation import gettext as _

from thongsuot.exchange.wording import paragraphs
from thongsuot.lib.clock import VIETNAM


@dataclass(frozen=True)
class Figure:
    """A figure of an answer: what it measures, the link that stands for it, as of when, whence."""

    name: str
    html: str  # facts' reference
    as_of: str
    source: str


@dataclass(frozen=True)
class Given:
    """What one body answered, or that it did not (`answered_at` None)."""

    unit_name: str
    text: str = ""
    nothing: bool = False
    figures: tuple[Figure, ...] = ()
    files: tuple[str, ...] = ()  # their names
    answered_at: datetime | None = None


def body(number: str, title: str, given: Sequence[Given], now: datetime) -> str:
    """HTML, in the order given (Vietnamese order of the bodies)."""
    answered = [each for each in given if each.answered_at]
    said = [each for each in answered if not each.nothing]
    parts = [
        _paragraph(
            _(
                "Tổng hợp trả lời của %(answered)s trên %(asked)s đơn vị cho yêu cầu %(number)s "
                "«%(title)s», đến %(now)s."
            )
            % {
                "answered": len(answered),
                "asked": len(given),
                "number": number,
                "title": title,
                "now": _hour(now),
            }
        ),
        *(_answer(each) for each in said),
        _units(_("Không có nội dung báo cáo"), (e for e in answered if e.nothing)),
        _units(_("Chưa trả lời"), (e for e in given if not e.answered_at)),
        _sources(said),
    ]
    return "".join(parts)


def _answer(given: Given) -> str:
    figures = _list(_figure(each) for each in given.figures)
    names = ", ".join(given.files)
    files = _paragraph(_("Tệp gửi kèm: %(names)s.") % {"names": names}) if names else ""
    return f"<h2>{escape(given.unit_name)}</h2>{paragraphs(given.text)}{figures}{files}"


def _figure(figure: Figure) -> str:
    rest = _("tính đến %(day)s; nguồn: %(source)s") % {
        "day": figure.as_of,
        "source": figure.source,
    }
    return f"{escape(figure.name)}: {figure.html} ({escape(rest)})"


def _units(heading: str, given: Iterable[Given]) -> str:
    items = _list(escape(each.unit_name) for each in given)
    return f"<h2>{escape(heading)}</h2>{items}" if items else ""


def _sources(given: Sequence[Given]) -> str:
    items = _list(
        escape(
            _("%(unit)s, trả lời lúc %(at)s")
            % {"unit": each.unit_name, "at": _hour(each.answered_at)}
        )
        for each in given
    )
    return f"<h2>{escape(_('Nguồn'))}</h2>{items}" if items else ""


def _hour(at: datetime | None) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if at else ""


def _list(items: Iterable[str]) -> str:
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{inner}</ul>" if inner else ""


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"
