"""A made-up network as large as one likes, written in bulk, and editions to circulate in it."""

import os
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

SINCE = date(2026, 1, 1)
PART = 20_000
AGENCIES = 1_000  # people are spread over them
BODIES = 200  # each with a leader and an officer, among the people
WITHOUT = 50  # one in so many has no address of their own, and is reached by the agency's
TWICE = 10  # one in so many has a second mandate


def network(people: int) -> tuple[Any, list[str]]:
    """A coordinator, and the ids of the agencies and bodies that so many people belong to: a
    quarter of these has a quarter of the people. In bulk; nothing of it is journalled."""
    from thongsuot.project.bench import place

    coordinator, _ = place.staff(0)
    _hurry()
    units = [uuid.uuid4().hex for _ in range(AGENCIES)]
    roles = ["department" if _is_body(place) else "press_agency" for place in range(AGENCIES)]
    _units(units, roles)
    for start in range(0, people, PART):
        _people(range(start, min(start + PART, people)), units)
    _settle()
    return coordinator, units


def editions(coordinator: Any, count: int) -> Iterator[Any]:
    """Sealed editions for everybody in the network."""
    from thongsuot.network import actions as network_actions
    from thongsuot.network import queries
    from thongsuot.releases import actions

    actions.load_kinds_and_topics()
    author = network_actions.add_person(name="Người Soạn", by=None)
    centre = queries.centre()
    network_actions.give_mandate(person=author, unit=centre.id, role="officer", by=None)
    for number in range(count):
        release = actions.draft(kind="press_release", unit=centre.id, by=author)
        actions.save(
            release=release,
            by=author,
            title=f"Bản tin đo {number}",
            summary="Một bản tin để đo.",
            body="<p>Bản tin này chỉ dùng để đo tốc độ lập danh sách người nhận.</p>",
            files=[],
            base=0,
        )
        actions.submit(release=release, by=author)
        yield actions.shorten(release=release, by=coordinator, reason="đo tốc độ")


def _is_body(place: int) -> bool:
    return place % (AGENCIES // BODIES) == 0


def _hurry() -> None:
    """Nothing here has to outlive a power cut."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-600000")


def _settle() -> None:
    """As a database that has stood for a while: its statistics are known."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _units(units: list[str], roles: list[str]) -> None:
    from thongsuot.circulation.entering import insert
    from thongsuot.lib import clock

    dated = {"valid_from": SINCE.isoformat(), "valid_to": None}
    names = [f"Cơ quan Đo lường {place:04d}" for place in range(len(units))]
    mailboxes = [uuid.uuid4().hex for _ in units]
    insert("network_unit", {"created_at": clock.now()}, {"id": ("uuid", units)})
    columns = {"unit_id": ("uuid", units), "name": ("varchar", names)}
    folded = {"folded": ("varchar", names), "order": ("varchar", names)}
    quoted = {f'"{name}"': told for name, told in (columns | folded).items()}
    insert("network_unitname", {"short_name": "", **dated}, quoted)
    held = {"unit_id": ("uuid", units), "role": ("varchar", roles)}
    alike = {"detail": "", "source": "", "confidence": "", **dated}
    insert("network_unitroleheld", alike, held)
    addresses = [f"vanthu{place}@do.example" for place in range(len(units))]
    _points({"id": mailboxes, "unit_id": units}, {"person_id": None}, addresses)


def _people(part: range, units: list[str]) -> None:
    from django.db import transaction

    from thongsuot.circulation.entering import insert
    from thongsuot.lib import clock

    ids = [uuid.UUID(bytes=os.urandom(16), version=4).hex for _ in part]
    names = [f"Người Đo {number:07d}" for number in part]
    with transaction.atomic():
        insert(
            "network_person",
            {
                "post": "",
                "language": "vi",
                "quiet_from": None,
                "quiet_to": None,
                "merged_into_id": None,
                "account_id": None,
                "created_at": clock.now(),
                "erased_at": None,
            },
            {
                "id": ("uuid", ids),
                "name": ("varchar", names),
                "folded": ("varchar", names),
                '"order"': ("varchar", names),
            },
        )
        _mandates(ids, part, units)
        own = [(id, number) for id, number in zip(ids, part, strict=True) if number % WITHOUT]
        _points(
            {"id": [uuid.uuid4().hex for _ in own], "person_id": [id for id, _ in own]},
            {"unit_id": None},
            [f"nguoi.do.{number}@do.example" for _, number in own],
        )


def _mandates(ids: list[str], part: range, units: list[str]) -> None:
    """The first two of a body lead it and answer for it; all others are journalists."""
    from thongsuot.circulation.entering import insert

    held = [(id, units[n % AGENCIES], _role(n)) for id, n in zip(ids, part, strict=True)]
    held += [
        (id, units[(n + 4) % AGENCIES], "spokesperson")
        for id, n in zip(ids, part, strict=True)
        if n % TWICE == 1
    ]
    insert(
        "network_mandate",
        {
            "decision": "",
            "decided_at": None,
            "matter": "",
            "published_at": None,
            "publication_reminded_at": None,
            "end_noted_at": None,
            "valid_from": SINCE.isoformat(),
            "valid_to": None,
        },
        {
            "id": ("uuid", [uuid.uuid4().hex for _ in held]),
            "person_id": ("uuid", [person for person, _, _ in held]),
            "unit_id": ("uuid", [unit for _, unit, _ in held]),
            "role": ("varchar", [role for _, _, role in held]),
        },
    )


def _role(number: int) -> str:
    if not _is_body(number % AGENCIES) or number >= 2 * AGENCIES:
        return "journalist"
    return "leader" if number < AGENCIES else "officer"


def _points(ids: dict[str, list[str]], alike: dict[str, Any], addresses: list[str]) -> None:
    from thongsuot.circulation.entering import insert
    from thongsuot.lib import clock

    insert(
        "network_contactpoint",
        {
            "channel": "email",
            "details": "{}",
            "preference": 1,
            "state": "good",
            "state_reason": "",
            "sharing": "network",
            "created_at": clock.now(),
            **alike,
        },
        {
            **{name: ("uuid", values) for name, values in ids.items()},
            "address": ("varchar", addresses),
        },
    )
