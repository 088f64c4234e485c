"""The lines of a topic as a message for Zalo groups: open ones only, short, with their source."""

from django.utils import translation
from django.utils.translation import gettext as _

from thongsuot.lib.wire import plain
from thongsuot.look import times
from thongsuot.network.terms import Reach
from thongsuot.releases import houses
from thongsuot.releases.queries import Sayable, SayableFigure

_NARROWING = list(Reach)


def text(told: Sayable, site: str) -> str:
    """At most as long as a phone shows; "" where nothing stands."""
    if told.edition is None or told.house is None:
        return ""
    edition, seen = told.edition, houses.open_part(told.house)
    with translation.override(edition.language):
        lines = [f"- {line.text}" for line in seen.messages]
        lines += [line for each in told.figures if (line := _figure(each, edition.reach))]
        last = (
            [_("Có giá trị đến hết ngày %(day)s") % {"day": times.words(seen.valid_until, "date")}]
            if seen.valid_until
            else []
        )
        last.append(f"{edition.unit_name} · {edition.number_label}")
        last.append(f"{site}/tin/{edition.id}/")
        return plain.lines_for_zalo(told.topic.name, [seen.one_line, *lines], last)


def _figure(each: SayableFigure, reach: Reach) -> str:
    """The bank's newest value where that goes as far as the lines do, else the one in the text."""
    if each.told.inside:
        return ""
    written, day = each.told.written, each.told.as_of
    bank = each.bank
    if bank and bank.value and _NARROWING.index(bank.reach) <= _NARROWING.index(reach):
        written, day = each.now, bank.value.as_of
    if not written:
        return ""
    words = each.told.words or (bank.name if bank else "")
    line = f"- {words.rstrip(' :')}: {written}" if words else f"- {written}"
    return line + (" " + _("(tính đến %(day)s)") % {"day": times.words(day, "date")} if day else "")
