"""What time does to the network: mandates end, hours of publishing come near."""

from datetime import timedelta

from thongsuot.lib import clock
from thongsuot.network import actions
from thongsuot.network.actions import sheet_steps
from thongsuot.network.checking import SIGNALS_LIVE
from thongsuot.network.models import CallSignal, ContactCode, Mandate
from thongsuot.network.queries.reorganising import due
from thongsuot.network.queries.spokespersons import to_remind
from thongsuot.work.registry import every, job
from thongsuot.work.terms import Lane

LOOKS_BACK = timedelta(days=30)
"""An installation that slept longer, or was given a past, tells nobody of what ended long ago."""


@every(seconds=300, name="network.note_ended")
def note_ended() -> int:
    """Mandates that have ended, each told once; how many."""
    today = clock.legal_date()
    ended = Mandate.objects.filter(end_noted_at=None, valid_to__lt=today)
    lately = ended.filter(valid_to__gte=today - LOOKS_BACK).order_by("valid_to", "pk")
    ids = list(lately.values_list("pk", flat=True))
    return sum(actions.note_end(mandate=pk) for pk in ids)


@every(seconds=300, name="network.remind_to_publish")
def remind_to_publish() -> int:
    """Spokespersons past the middle of their time and not yet published; how many reminders."""
    waiting = to_remind(clock.now())
    return sum(actions.remind_to_publish(mandate=pk, due=due) for pk, due in waiting)


@every(seconds=60, name="network.take_effect")
def take_effect() -> int:
    """Acts of reorganisation whose day has come and that can no longer be undone; how many."""
    return sum(actions.take_effect(act=pk) for pk in due())


@every(seconds=3600, name="network.forget_in_time")
def forget_in_time() -> int:
    """What was kept only for a time, of requests and looks, is forgotten; how many rows."""
    return actions.forget_in_time()


@every(seconds=600, name="network.forget_checks_on_their_way")
def forget_checks_on_their_way() -> int:
    """What browsers told one another an hour ago, and links and codes that ran out; how many."""
    now = clock.now()
    signals, _ = CallSignal.objects.filter(sent_at__lte=now - SIGNALS_LIVE).delete()
    codes, _ = ContactCode.objects.filter(expires_at__lte=now).delete()
    return signals + codes


@job("network.read_sheet", lane=Lane.BULK)
def read_sheet(sheet: str) -> None:
    """What each row of a sheet comes to; nothing of it is written to the network."""
    sheet_steps.read_sheet(sheet)


@job("network.write_sheet", lane=Lane.BULK)
def write_sheet(sheet: str) -> None:
    """A confirmed sheet into the network, chunk by chunk."""
    sheet_steps.write_sheet(sheet)


@every(seconds=3600, name="network.forget_sheets")
def forget_sheets() -> int:
    """Rows of sheets whose time is over; how many sheets."""
    return sheet_steps.forget_sheets()
