"""A hundred SIGKILLs in the middle of one dispatch: nothing lost, next to nothing repeated.

With DATA one message per connection can be on the wire unanswered, with CHUNKING a window of them:
no more than that is repeated per death, under the same Message-ID.
"""

import json
import sys
import uuid
from collections import Counter
from collections.abc import Callable

import pytest

from tests.durability.conftest import Installation, on_postgresql
from tests.durability.furnish import RECIPIENTS
from thongsuot.channels.email.config import EmailConfig
from thongsuot.channels.email.sink import LOG

pytestmark = pytest.mark.slow

WINDOW = EmailConfig(host="localhost", port=25, from_address="a@b.example").window


def killed(installation: Installation, crew: int, deaths: int, how: str = "kill") -> int:
    """How many processes died in mid-sending."""
    log = installation.sink.path / LOG
    told = [sys.executable, "-m", "tests.durability.killing", str(crew), str(deaths), str(log)]
    installation.direct = True
    done = installation._run([*told, how])
    return int(json.loads(done.stdout.splitlines()[-1])["deaths"])


def repeats(installation: Installation) -> int:
    """Everybody has it and all books agree; how many mails came more than once."""
    rows = installation.rows("SELECT id, address, state, claim FROM circulation_delivery")
    assert len(rows) == len({address for _, address, *_ in rows}) == RECIPIENTS
    assert {(state, claim) for *_, state, claim in rows} == {("sent", None)}
    mails = installation.mails()
    expected = {(address, f"<{uuid.UUID(str(id))}@localhost>") for id, address, *_ in rows}
    assert {(mail.recipient, mail.message_id) for mail in mails} == expected
    counted = "SELECT sum(planned), sum(sent), sum(failed), sum(stopped) FROM circulation_batch"
    assert [int(n) for n in installation.rows(counted)[0]] == [RECIPIENTS, RECIPIENTS, 0, 0]
    assert installation.rows("SELECT state FROM circulation_dispatch") == [("done",)]
    again = Counter(mail.recipient for mail in mails)
    print(f"repeated={len(mails) - RECIPIENTS} most={max(again.values())}")
    return len(mails) - RECIPIENTS


@pytest.mark.parametrize(
    ("without", "deaths", "each"),
    [(("CHUNKING",), 100, 1), ((), 30, WINDOW)],
    ids=["data", "chunking"],
)
def test_a_hundred_deaths_lose_nothing(
    installation: Installation,
    record_property: Callable[[str, object], None],
    without: tuple[str, ...],
    deaths: int,
    each: int,
) -> None:
    crew = 2 if installation.database else 1
    installation.serve_mail(*without)
    died = killed(installation, crew, deaths // crew)
    again = repeats(installation)
    record_property("deaths", died)
    record_property("repeats", again)
    assert died >= deaths * 0.9
    assert again <= died * each


@on_postgresql
def test_a_database_that_restarts_in_the_middle_loses_nothing(installation: Installation) -> None:
    """All its connections end at once, ten times; a job that fails is begun again."""
    installation.serve_mail("CHUNKING")
    ended = killed(installation, 2, 10, "cut")
    assert ended >= 10
    assert repeats(installation) <= ended
