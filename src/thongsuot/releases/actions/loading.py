"""The shipped kinds and topics."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import rules
from thongsuot.releases.models import Kind, Topic
from thongsuot.releases.terms import Reach

_DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_kinds_and_topics(*, by: Person | None = None, scheme: str = "mic-2023") -> None:
    """Add the kinds and topics that are not there yet; what the centre changed stays.

    A topic's owner is found by its unit's code in the profile's `scheme`; one without an owner
    gets it by a later call, and so do keywords, which older installations have not. Safe to repeat.
    """
    owners = network.units_by_code(scheme)
    kinds = sum(_kind(place, told) for place, told in enumerate(_read("kinds")))
    topics = sum(_topic(place, told, owners) for place, told in enumerate(_read("topics")))
    journal.record(
        "kinds.loaded", by=by, subject=("installation", None), kinds=kinds, topics=topics
    )


def _read(name: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads((_DATA / f"{name}.json").read_text("utf-8"))
    return told


def _kind(place: int, told: dict[str, Any]) -> bool:
    rules.check_route(told["route"], Reach(told["reach"]))
    code = told["code"]
    rest = {name: value for name, value in told.items() if name not in ("code", "needs")}
    return Kind.objects.get_or_create(code=code, defaults=rest | {"position": place})[1]


def _topic(place: int, told: dict[str, Any], owners: dict[str, UUID]) -> bool:
    owner = owners.get(told.get("owner", ""))
    keywords = "\n".join(told.get("keywords", ()))
    kept, made = Topic.objects.get_or_create(
        code=told["code"],
        defaults={
            "name": told["name"],
            "name_en": told["name_en"],
            "parent_id": told.get("parent"),
            "owner_id": owner,
            "keywords": keywords,
            "position": place,
        },
    )
    if not made and ((owner and kept.owner_id is None) or (keywords and not kept.keywords)):
        kept.owner_id = kept.owner_id or owner
        kept.keywords = kept.keywords or keywords
        kept.save()
    deputies: list[Any] = [owners[code] for code in told.get("deputies", ()) if code in owners]
    if deputies and not kept.deputies.exists() and kept.reviewed_at is None:
        kept.deputies.set(deputies)
    return made
