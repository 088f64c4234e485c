"""The format of a batch. One row is one edge from a body to a body; rows with the same event
number are one act. `docs/adr/011-reorganisations.md` explains each column with an example.

A body is named by `scheme:code`, by its id, or by its whole name on the day before the act. What
is new has a name in `to_name` and, in `to`, a code by which later rows (`code`) or later files
(`scheme:code`) mean it.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from thongsuot.lib.refused import Refused
from thongsuot.lib.sheets import separated, workbooks
from thongsuot.lib.text.fold import fold, nfc
from thongsuot.network.terms import Confidence, ReorganisationAct, UnitRole

COLUMNS = {
    "event": "số việc",
    "act": "việc",
    "subject": "đối tượng",
    "effective": "hiệu lực từ",
    "from": "từ",
    "to": "thành",
    "to_name": "tên mới",
    "to_short_name": "tên viết tắt mới",
    "to_kind": "hình thức mới",
    "to_role": "vai trò mới",
    "to_parent": "cơ quan chủ quản mới",
    "to_province": "tỉnh, thành phố mới",
    "to_code": "mã mới",
    "function": "chức năng",
    "legal_basis": "căn cứ",
    "confidence": "độ tin cậy",
    "source": "nguồn",
}
"""Each column by the name used here, and by the Vietnamese heading that a file may have."""
NEEDED = ("event", "act", "effective")
SHARED = ("act", "subject", "effective", "legal_basis", "confidence", "source")
"""What is said once for an act: later rows of the event may leave it empty."""
ACTS = {
    "tao moi": ReorganisationAct.CREATE,
    "doi ten": ReorganisationAct.RENAME,
    "sap nhap": ReorganisationAct.MERGE,
    "chia tach": ReorganisationAct.SPLIT,
    "chuyen chuc nang": ReorganisationAct.TRANSFER,
    "giai the": ReorganisationAct.DISSOLVE,
}
NO_ROLE = "none"
LONGEST_FILE = 20_000  # rows


class Subject(StrEnum):
    UNIT = "unit"
    PROVINCE = "province"


SUBJECTS = {"don vi": Subject.UNIT, "tinh": Subject.PROVINCE}
CONFIDENCES = {"tim thay": Confidence.FOUND, "chua kiem chung": Confidence.UNVERIFIED}
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row: its number in the file (the heading is 1), the column, why."""

    row: int
    column: str
    why: Refused


@dataclass(frozen=True)
class Line:
    """One row as it is meant: what is said of its act, and one edge."""

    row: int
    event: int
    act: ReorganisationAct
    subject: Subject
    effective: date
    came_from: str
    to: str
    name: str
    short_name: str
    kind: str
    roles: tuple[str, ...] | None
    """None: as before; empty: none any more."""
    parent: str
    province: str
    code: str
    function: str
    legal_basis: str
    confidence: Confidence
    source: str


@dataclass
class Read:
    """A file as read: its rows in the order of their acts, or all of its faults."""

    name: str
    text: str
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def read(text: str, name: str = "") -> Read:
    """A CSV file (comma or semicolon, UTF-8). Faults are gathered, never raised."""
    text = nfc(text.removeprefix("\ufeff")).replace("\r\n", "\n")
    found = Read(name=name, text=text)
    try:
        rows = list(csv.reader(io.StringIO(text), dialect=_dialect(text)))
    except csv.Error:
        found.faults.append(Fault(1, "", Refused("network.batch_not_a_table")))
        return found
    _read(found, rows)
    return found


def text_of(content: bytes) -> str:
    """A file, CSV or XLSX, as the text that `read` takes; rows keep their numbers.

    Refused: ``sheets.not_a_sheet``, ``sheets.too_large``.
    """
    if not content.startswith(b"PK"):
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return _as_text(separated.grid(content).lines())
    pages = workbooks.grids(content)
    return _as_text(pages[0].lines()) if pages else ""


def _as_text(lines: Iterable[tuple[int, tuple[str, ...]]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    last = 0
    for number, cells in lines:
        writer.writerows([[""]] * (number - last - 1))
        writer.writerow(cells)
        last = number
    return out.getvalue()


def _dialect(text: str) -> type[csv.Dialect]:
    heading = text.split("\n", 1)[0]
    return _Semicolons if heading.count(";") > heading.count(",") else csv.excel


class _Semicolons(csv.excel):
    delimiter = ";"


def _read(found: Read, rows: list[list[str]]) -> None:
    columns = _columns(found, rows[0] if rows else [])
    filled = [(n, row) for n, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]
    if not filled and not found.faults:
        found.faults.append(Fault(1, "", Refused("network.batch_empty")))
    if len(filled) > LONGEST_FILE:
        found.faults.append(Fault(1, "", Refused("network.batch_too_long", most=LONGEST_FILE)))
    if found.faults:
        return
    acts: dict[str, dict[str, str]] = {}
    for number, row in filled:
        told = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        _share(found, number, told, acts)
        _Reader(found, number, told).line()
    found.lines.sort(key=lambda line: (line.effective, line.event, line.row))


def _columns(found: Read, heading: Sequence[str]) -> dict[str, int]:
    known = {fold(shown): name for name, shown in COLUMNS.items()} | {n: n for n in COLUMNS}
    columns: dict[str, int] = {}
    for at, cell in enumerate(heading):
        name = known.get(fold(cell))
        if name:
            columns.setdefault(name, at)
        elif cell.strip():
            why = Refused("network.batch_unknown_column", asked=cell.strip()[:40])
            found.faults.append(Fault(1, cell.strip()[:40], why))
    found.faults += [
        Fault(1, name, Refused("network.batch_column_missing", name=name))
        for name in NEEDED
        if name not in columns
    ]
    return columns


def _share(found: Read, number: int, told: dict[str, str], acts: dict[str, dict[str, str]]) -> None:
    """Rows of one event say the same of their act, or leave it to the first."""
    first = acts.setdefault(told["event"], {})
    for name in SHARED:
        said = told.get(name, "")
        known = first.setdefault(name, said)
        if said and known and said != known:
            why = Refused("network.batch_event_differs", event=told["event"])
            found.faults.append(Fault(number, name, why))
        told[name] = said or known
        first[name] = known or said


class _Reader:
    """One row: what is wrong is gathered, and a line comes out only of a row without fault."""

    def __init__(self, found: Read, number: int, told: dict[str, str]) -> None:
        self.found, self.number, self.told = found, number, told
        self.sound = True

    def line(self) -> None:
        event, effective = self._event(), self._day()
        act = self._word("act", ReorganisationAct, ACTS)
        subject = self._word("subject", Subject, SUBJECTS, Subject.UNIT)
        confidence = self._word("confidence", Confidence, CONFIDENCES, Confidence.UNVERIFIED)
        roles = self._roles()
        self._lengths()
        if not self.sound or not act or not subject or not confidence or not effective:
            return
        self.found.lines.append(
            Line(
                row=self.number,
                event=event,
                act=act,
                subject=subject,
                effective=effective,
                came_from=self._said("from"),
                to=self._said("to"),
                name=self._said("to_name"),
                short_name=self._said("to_short_name"),
                kind=self._said("to_kind"),
                roles=roles,
                parent=self._said("to_parent"),
                province=self._said("to_province"),
                code=self._said("to_code"),
                function=self._said("function"),
                legal_basis=self._said("legal_basis"),
                confidence=confidence,
                source=self._said("source"),
            )
        )

    def _said(self, column: str) -> str:
        return " ".join(self.told.get(column, "").split())

    def _fault(self, column: str, why: Refused) -> None:
        self.sound = False
        self.found.faults.append(Fault(self.number, column, why))

    def _event(self) -> int:
        said = self._said("event")
        if said.isdigit() and 0 < int(said) < 1_000_000:
            return int(said)
        self._fault("event", Refused("network.batch_event_number"))
        return 0

    def _day(self) -> date | None:
        said = self._said("effective")
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(said, form).date()  # noqa: DTZ007 (a day, not an instant)
            except ValueError:
                continue
        self._fault("effective", Refused("network.batch_not_a_day", written=said[:40]))
        return None

    def _word(
        self, column: str, words: type[Word], shown: dict[str, Word], usual: Word | None = None
    ) -> Word | None:
        said = fold(self._said(column))
        if not said and usual:
            return usual
        if said in list(words):
            return words(said)
        if said in shown:
            return shown[said]
        known = ", ".join(words)
        self._fault(column, Refused("network.batch_unknown_word", written=said[:40], known=known))
        return None

    def _roles(self) -> tuple[str, ...] | None:
        said = self._said("to_role")
        if not said or said == NO_ROLE:
            return () if said else None
        roles = tuple(part.strip() for part in said.split(";"))
        unknown = [role for role in roles if role not in list(UnitRole)]
        if unknown:
            known = ", ".join([*UnitRole, NO_ROLE])
            why = Refused("network.batch_unknown_word", written=unknown[0][:40], known=known)
            self._fault("to_role", why)
        return roles

    def _lengths(self) -> None:
        for column, most in LENGTHS.items():
            if len(self._said(column)) > most:
                self._fault(column, Refused("network.batch_cell_too_long", most=most))


LENGTHS = {
    "from": 300,
    "to": 300,
    "to_name": 255,
    "to_short_name": 40,
    "to_kind": 60,
    "to_code": 81,
    "function": 200,
    "legal_basis": 300,
    "source": 300,
}
