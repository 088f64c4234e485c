"""Rows of the network. Whatever a reorganisation can change is a dated row, never a column."""

from thongsuot.network.models.addresses import (
    ContactPoint,
    Verification,
    Verifications,
    counts_at,
)
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
from thongsuot.network.models.calls import Accreditation, CallSignal, ContactCode, VideoCall
from thongsuot.network.models.dated import Dated, DatedRows
from thongsuot.network.models.immutable import Immutable
from thongsuot.network.models.people import Account, Deputy, Mandate, Naming, Person, Token
from thongsuot.network.models.reorganisations import (
    Batch,
    MandateProposal,
    ProvinceSuccession,
    Reorganisation,
    Succession,
)
from thongsuot.network.models.requests import DataRequest, Look, Merge, NotSame
from thongsuot.network.models.sheets import Sheet, SheetFile, SheetRow

__all__ = [
    "Account",
    "Accreditation",
    "Batch",
    "CallSignal",
    "ContactCode",
    "ContactPoint",
    "DataRequest",
    "Dated",
    "DatedRows",
    "Deputy",
    "Immutable",
    "Installation",
    "Look",
    "Mandate",
    "MandateProposal",
    "Merge",
    "Naming",
    "NotSame",
    "Person",
    "Province",
    "ProvinceSuccession",
    "Reorganisation",
    "Sheet",
    "SheetFile",
    "SheetRow",
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
    "Verifications",
    "VideoCall",
    "counts_at",
]
