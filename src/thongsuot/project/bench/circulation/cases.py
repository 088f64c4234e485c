"""What is compared with what. A case is ours; its peers do the same work in the same run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from thongsuot.project.bench.circulation import ledger, planning
from thongsuot.project.bench.circulation.measuring import measure

__all__ = ["CASES", "Case", "measured", "planning", "with_ledger"]

Said = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """One way of sending over one kind of relay. `share`: 1/share of the people, where it would
    need all day, or -share times as many; `against`: the cases it is held against."""

    name: str
    driver: str
    chunking: bool = False
    delay: float = 0.0
    share: int = 1
    against: tuple[str, ...] = ()


HOP = 0.005  # seconds: a relay one hop away
PEERS = ("django", "smtplib_spliced", "smtplib_rebuilt", "aiosmtplib")
CASES = (
    Case("django", "django"),
    Case("smtplib_rebuilt", "rebuilt"),
    Case("smtplib_spliced", "spliced"),
    Case("aiosmtplib", "aiosmtplib"),
    Case("chunking", "house", chunking=True, against=PEERS),
    Case("data", "house", against=PEERS),
    Case("chunking_tenfold", "house", chunking=True, share=-10),
    Case("chunking_signed", "signed", chunking=True, share=10),
    Case("hop_smtplib_spliced", "spliced", delay=HOP, share=40),
    Case("hop_chunking", "house", chunking=True, delay=HOP, against=("hop_smtplib_spliced",)),
    Case("hop_data", "house", delay=HOP, share=10, against=("hop_smtplib_spliced",)),
)
BY_TIME = "hop_"  # these are judged by messages a second, the others by CPU


def measured(recipients: int, told: Callable[[str], None]) -> Said:
    """Every way of sending, with its ratios to its peers; `told` hears the name of each before it
    runs."""
    found: Said = {}
    for case in CASES:
        told(case.name)
        count = recipients * -case.share if case.share < 0 else max(recipients // case.share, 1)
        found[case.name] = measure(case.driver, count, chunking=case.chunking, delay=case.delay)
        found[case.name]["ratio_to"] = dict(_ratios(found, case))
    return found


def with_ledger(recipients: int, found: Said, told: Callable[[str], None], database: str) -> None:
    """What a worker does, added to what was found: sending with the ledger on SQLite, and what is
    urgent overtaking it; with an empty PostgreSQL database also two workers instead of one."""
    for name, share, chunking in LEDGER:
        told(name)
        found[name] = ledger.measure("", int(recipients * share), chunking=chunking)
        found[name]["ratio_to"] = {peer: ratio(name, found[name], found[peer]) for peer in PEERS}
    told("ledger_urgent")
    found["ledger_urgent"] = ledger.measure_urgent(recipients)
    if database:
        told("ledger_two_workers")
        found["ledger_two_workers"] = ledger.measure_two(database, recipients * 3 // 10)


LEDGER = (("ledger_chunking", 1, True), ("ledger_data", 1, False), ("ledger_tenfold", 10, True))


def ratio(name: str, ours: dict[str, Any], theirs: dict[str, Any]) -> float:
    """How many times better ours is: messages a second behind a slow relay, else CPU."""
    if name.startswith(BY_TIME):
        return round(float(ours["messages_per_s"] / max(theirs["messages_per_s"], 1)), 1)
    return round(float(theirs["cpu_us_per_message"] / ours["cpu_us_per_message"]), 1)


def _ratios(found: Said, case: Case) -> Iterator[tuple[str, float]]:
    for peer in case.against:
        yield peer, ratio(case.name, found[case.name], found[peer])
