"""Workers die by SIGKILL in the middle of 5,000 deliveries: nothing is lost, little is repeated.

When a worker dies is told by how far the work is, not by a clock, so that a slow machine is
killed at the same moments as a fast one.
"""

import json
import random
import time
import uuid
from collections import Counter
from collections.abc import Callable

import pytest

from tests.durability.conftest import Installation, kill, on_postgresql, wait_until
from tests.durability.furnish import DEPARTMENTS, RECIPIENTS
from thongsuot.channels.email.config import EmailConfig
from thongsuot.work.terms import Lane
from thongsuot.work.worker import LANES

pytestmark = pytest.mark.slow

KILLS = 8  # of whole workers; `test_hundred_kills` has the many
WINDOW = EmailConfig(host="localhost", port=25, from_address="a@b.example").window
# Per worker: as many connections as the lane has places, each with a window on the way.
IN_FLIGHT = LANES[Lane.BULK][0] * WINDOW

EVERYBODY = """
    unit_roles=("department", "press_agency"), mandates=("leader", "officer", "journalist")
"""
PLANNED = "SELECT count(*) FROM circulation_recipient"
OPEN_PLANS = "SELECT count(*) FROM circulation_dispatch WHERE state = 'planning'"
CLAIMS = "SELECT DISTINCT claim FROM circulation_delivery WHERE state = 'claimed'"
SENT = "SELECT address FROM circulation_delivery WHERE state = 'sent'"
STATE = "SELECT state FROM circulation_dispatch"
UNSEALED = "SELECT count(*) FROM journal_entry WHERE number IS NULL"
WORKERS = "SELECT count(*) FROM work_worker"
IN_HAND_OF = """
    SELECT count(*) FROM dbos.workflow_status
    WHERE status = 'PENDING' AND name = 'circulation.send' AND executor_id = '{}'
"""


class Watch:
    """Sees how far the dispatch is, says when to kill, and counts what the dead left behind."""

    def __init__(self, installation: Installation, deaths: int, seed: int) -> None:
        self.installation, self.deaths = installation, deaths
        self.random = random.Random(seed)
        self.seen = Counter[str]()
        self.known = 0  # mails that had arrived before the last start
        self.in_flight: list[int] = []  # what each crew delivered and did not live to record

    def moments(self) -> list[Callable[[], None]]:
        """First while planning, then in any order right after a claim, or anywhere in sending."""
        planning, claiming = max(2, self.deaths // 6), self.deaths // 4
        later = [self.after_a_claim] * claiming
        later += [self.in_sending] * (self.deaths - planning - claiming)
        self.random.shuffle(later)
        return [self.in_planning] * planning + later

    def in_planning(self) -> None:
        """Once there is a chunk more than at the last death, unless the plan is closed."""
        known = self.installation.number(PLANNED)
        wait_until(lambda: self.installation.number(PLANNED) > known or known == RECIPIENTS)
        time.sleep(self.random.uniform(0, 0.05))

    def after_a_claim(self) -> None:
        known = self.installation.rows(CLAIMS)
        wait_until(lambda: set(self.installation.rows(CLAIMS)) - set(known), pause=0.001)
        time.sleep(self.random.uniform(0, 0.01))

    def in_sending(self) -> None:
        """Some part of its share of what is left goes out before the next death."""
        left = RECIPIENTS - len(self.installation.rows(SENT))
        share = max(1, left // (self.deaths - len(self.in_flight) + 1))
        target = self.installation.arrived() + self.random.randint(1, share)
        wait_until(lambda: self.installation.arrived() >= target, pause=0.001)
        time.sleep(self.random.uniform(0, 0.02))

    def count(self) -> None:
        """What the dead had handed over and not written down, once the wire is empty."""
        wait_until(lambda: not self.installation.mail_connections(), pause=0.02)
        recorded = {address for (address,) in self.installation.rows(SENT)}
        mails = self.installation.mails()
        assert recorded <= {mail.recipient for mail in mails}, "recorded as sent, and never sent"
        self.in_flight.append(len({mail.recipient for mail in mails[self.known :]} - recorded))
        self.known = len(mails)
        self.seen["planning"] += self.installation.number(OPEN_PLANS)
        self.seen["claimed"] += bool(self.installation.rows(CLAIMS))


def circulate(installation: Installation) -> None:
    installation.do(f"circulate({EVERYBODY})")


def finish(installation: Installation) -> None:
    wait_until(lambda: installation.rows(STATE) == [("done",)], seconds=600, pause=0.1)
    wait_until(lambda: not installation.number(UNSEALED), pause=0.1)


def check_ledger(installation: Installation) -> int:
    """Everybody has it, all books agree, and a repeated mail is the same mail. How many were."""
    rows = installation.rows(
        "SELECT d.id, d.address, d.state, d.claim, d.reason, r.person_id"
        " FROM circulation_delivery d JOIN circulation_recipient r ON r.id = d.recipient_id"
    )
    assert len(rows) == installation.number(PLANNED) == RECIPIENTS
    assert len({person for *_, person in rows}) == RECIPIENTS
    assert {(state, claim, reason) for _, _, state, claim, reason, _ in rows} == {
        ("sent", None, "")
    }
    identities = {address: f"<{uuid.UUID(str(id))}@localhost>" for id, address, *_ in rows}
    mails = installation.mails()
    assert {(mail.recipient, mail.message_id) for mail in mails} == set(identities.items())
    assert installation.rows(
        "SELECT act, count(*) FROM journal_entry WHERE act LIKE 'dispatch.%' GROUP BY 1 ORDER BY 1"
    ) == [("dispatch.done", 1), ("dispatch.made", 1), ("dispatch.planned", 1)]
    facts = installation.rows("SELECT facts FROM journal_entry WHERE act = 'dispatch.done'")[0][0]
    told = facts if isinstance(facts, dict) else json.loads(facts)
    assert (told["sent"], told["failed"]) == (RECIPIENTS, 0)
    assert installation.number("SELECT count(*) FROM circulation_acknowledgement") == DEPARTMENTS
    verdict = json.loads(installation.command("journal", "verify", "--json"))
    assert verdict["ok"] and verdict["unsealed"] == 0
    figures, calls = installation.do(
        """
        from thongsuot.circulation.models import Dispatch
        from thongsuot.work import queries as work
        counted = vars(queries.figures(Dispatch.objects.get().pk))
        calls = [w for w in work.waiting_counts() if w.job.startswith("circulation.")]
        say([counted, len(calls) + len(work.failed())])
        """
    )
    assert (figures["planned"], figures["sent"], calls) == (RECIPIENTS, RECIPIENTS, 0)
    return len(mails) - RECIPIENTS


def report(record_property: Callable[[str, object], None], **figures: object) -> None:
    for name, value in figures.items():
        record_property(name, value)
    print(" ".join(f"{name}={value}" for name, value in figures.items()))


def test_nothing_is_lost_when_workers_are_killed(
    installation: Installation, record_property: Callable[[str, object], None]
) -> None:
    """One worker on SQLite, started again each time; on PostgreSQL two at a time."""
    crew = 2 if installation.database else 1
    began = time.monotonic()
    installation.serve_mail()
    circulate(installation)
    watch = Watch(installation, deaths=KILLS // crew, seed=20_231_027)
    for moment in watch.moments():
        workers = [installation.worker() for _ in range(crew)]
        moment()
        kill(*workers)
        watch.count()
    for _ in range(crew):
        installation.worker()
    finish(installation)
    repeats = check_ledger(installation)
    report(
        record_property,
        kills=KILLS,
        repeats=repeats,
        bound=KILLS * IN_FLIGHT,
        seconds=round(time.monotonic() - began),
        each=watch.in_flight,
        seen=dict(watch.seen),
    )
    assert max(watch.in_flight) <= crew * IN_FLIGHT
    # What a dead one had put on the wire may still arrive after it was counted.
    assert repeats <= KILLS * IN_FLIGHT
    assert watch.seen["planning"] and watch.seen["claimed"] >= watch.deaths // 4


@on_postgresql
def test_another_worker_takes_over_from_one_that_is_dead_for_good(
    installation: Installation, record_property: Callable[[str, object], None]
) -> None:
    """The one that led dies with deliveries in hand; nobody starts it again."""
    installation.serve_mail()
    first = installation.worker()
    wait_until(lambda: installation.number(WORKERS) == 1)
    executor = installation.rows("SELECT executor FROM work_worker")[0][0]
    other = installation.worker()
    wait_until(lambda: installation.number(WORKERS) == 2)
    circulate(installation)
    # There are more batches than the other has places, so this one has some.
    wait_until(lambda: installation.number(IN_HAND_OF.format(executor)), pause=0.001)
    wait_until(installation.arrived, pause=0.001)
    kill(first)
    died = time.monotonic()
    finish(installation)
    seconds = round(time.monotonic() - died, 1)
    assert other.poll() is None
    repeats = check_ledger(installation)
    report(record_property, repeats=repeats, bound=IN_FLIGHT, done_seconds_after_death=seconds)
    assert repeats <= IN_FLIGHT
