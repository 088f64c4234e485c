"""Rows of the network. Whatever a reorganisation can change is a dated row, never a column."""

from thongsuot.network.models.addresses import ContactPoint, Verification
from thongsuot.network.models.bodies import (
    Installation,
    Province,
    Unit,
    UnitCode,
    UnitDomain,
    UnitName,
    UnitParent,
    UnitProvince,
    UnitRoleHeld,
)
from thongsuot.network.models.dated import Dated, DatedRows
from thongsuot.network.models.people import Account, Deputy, Mandate, Naming, Person, Token
from thongsuot.network.models.reorganisations import (
    Batch,
    MandateProposal,
    ProvinceSuccession,
    Reorganisation,
    Succession,
)

__all__ = [
    "Account",
    "Batch",
    "ContactPoint",
    "Dated",
    "DatedRows",
    "Deputy",
    "Installation",
    "Mandate",
    "MandateProposal",
    "Naming",
    "Person",
    "Province",
    "ProvinceSuccession",
    "Reorganisation",
    "Succession",
    "Token",
    "Unit",
    "UnitCode",
    "UnitDomain",
    "UnitName",
    "UnitParent",
    "UnitProvince",
    "UnitRoleHeld",
    "Verification",
]
