"""Whom the page of speakers offers: who is ticked, the unit's people, and who a name finds."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from thongsuot.desk.forms.kits import speakers_asked
from thongsuot.desk.guards import DeskRequest
from thongsuot.lib.text import fold, nfc
from thongsuot.network import queries as network
from thongsuot.network.terms import STAFF
from thongsuot.releases.terms import KitView

FOUND = 12


@dataclass(frozen=True)
class Offered:
    id: UUID
    name: str
    note: str
    ticked: bool
    speaks_on: str = ""


def offered(request: DeskRequest, kit: KitView) -> dict[str, Any]:
    """The rows of the page, those ticked first; `find` is what was sought."""
    asked = request.method == "POST"
    told = dict(
        speakers_asked(request.POST)
        if asked
        else [(speaker.person, speaker.speaks_on) for speaker in kit.speakers]
    )
    find = nfc(request.POST.get("find", ""))[:100].strip()
    own = [person for person in network.people(unit=kit.unit) if person.role in STAFF]
    notes = {person.id: (person.name, person.post) for person in own}
    if len(fold(find)) > 1:
        hits = network.suggest(find, FOUND).people
        notes = {hit.id: (hit.name, hit.unit.name) for hit in hits} | notes
    names = network.names_of_people(told)
    rows = [Offered(id, names.get(id, ""), _note(notes, id), True, on) for id, on in told.items()]
    rows += [Offered(id, *each, False) for id, each in notes.items() if id not in told]
    return {"rows": rows, "find": find}


def _note(notes: dict[UUID, tuple[str, str]], id: UUID) -> str:
    return notes[id][1] if id in notes else ""
