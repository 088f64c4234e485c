"""What others may ask of the network. Every answer is as of a day or an instant (default: now)."""

from thongsuot.network.queries.addresses import (
    addresses,
    contact_points,
    reachable_address,
    reachable_addresses,
)
from thongsuot.network.queries.audience import resolve
from thongsuot.network.queries.bodies import (
    Installed,
    centre,
    installation,
    members_by_kind,
    people_by_mandate,
    provinces,
    reachability,
)
from thongsuot.network.queries.directory import (
    agencies_page,
    bodies_page,
    people_page,
    reached,
    suggest,
)
from thongsuot.network.queries.history import (
    addresses_kept,
    all_mandates,
    mandates_by_id,
    names_of_people,
    names_over_time,
)
from thongsuot.network.queries.naming import (
    asked_for_officer,
    naming,
    namings,
    officers_to_replace,
)
from thongsuot.network.queries.people import (
    deputies_of,
    holders,
    mandates_of,
    people,
    person,
    person_of_account,
    personal_data,
    works_at,
)
from thongsuot.network.queries.preferences import (
    quiet_until,
)
from thongsuot.network.queries.readiness import (
    standings,
)
from thongsuot.network.queries.spokespersons import (
    spokespersons,
    unpublished,
)
from thongsuot.network.queries.units import name_of, names_of, unit, units, units_by_code
from thongsuot.network.queries.viewers import tokens_of, viewer_of, viewer_of_token
from thongsuot.network.terms import (
    Address,
    BodyReach,
    Membership,
    PersonView,
    UnitView,
    Viewer,
)

__all__ = [
    "Address",
    "BodyReach",
    "Installed",
    "Membership",
    "PersonView",
    "UnitView",
    "Viewer",
    "addresses",
    "addresses_kept",
    "agencies_page",
    "all_mandates",
    "asked_for_officer",
    "bodies_page",
    "centre",
    "contact_points",
    "deputies_of",
    "holders",
    "installation",
    "mandates_by_id",
    "mandates_of",
    "members_by_kind",
    "name_of",
    "names_of",
    "names_of_people",
    "names_over_time",
    "naming",
    "namings",
    "officers_to_replace",
    "people",
    "people_by_mandate",
    "people_page",
    "person",
    "person_of_account",
    "personal_data",
    "provinces",
    "quiet_until",
    "reachability",
    "reachable_address",
    "reachable_addresses",
    "reached",
    "resolve",
    "spokespersons",
    "standings",
    "suggest",
    "tokens_of",
    "unit",
    "units",
    "units_by_code",
    "unpublished",
    "viewer_of",
    "viewer_of_token",
    "works_at",
]
