"""Fills a new installation: a network of 5,000 made-up people, and an edition to circulate."""

from datetime import date

from tests.releases.conftest import World, build, sealed
from thongsuot.network import actions as network
from thongsuot.network.models import ContactPoint, Mandate, Person
from thongsuot.project import installing

DEPARTMENTS, JOURNALISTS = 100, 4_799  # and one journalist of the small network
RECIPIENTS = 2 * DEPARTMENTS + JOURNALISTS + 1
SINCE = date(2026, 1, 1)


def furnish() -> None:
    installing.prepare()
    world = build()
    _departments(world)
    _people(world)
    sealed(world)


def _departments(world: World) -> None:
    for number in range(DEPARTMENTS):
        name = f"Sở Thử {number:03d}"
        world.units[f"department{number}"] = network.create_unit(
            name=name, short_name=f"ST{number}", role="department", by=None
        )


def _people(world: World) -> None:
    """In bulk: one by one it would take minutes, and it is not what is tested."""
    posts = [
        (f"{role}{number}", world.units[f"department{number}"], role)
        for number in range(DEPARTMENTS)
        for role in ("leader", "officer")
    ] + [(f"journalist{number}", world.paper, "journalist") for number in range(JOURNALISTS)]
    people = [Person(name=f"Người Thử {number}").fill() for number in range(len(posts))]
    Person.objects.bulk_create(people, batch_size=500)
    told = list(zip(people, posts, strict=True))
    Mandate.objects.bulk_create(
        [Mandate(person=p, unit=unit, role=role, valid_from=SINCE) for p, (_, unit, role) in told],
        batch_size=500,
    )
    ContactPoint.objects.bulk_create(
        [
            ContactPoint(person=p, channel="email", address=f"{name}@thu.example")
            for p, (name, _, _) in told
        ],
        batch_size=500,
    )
