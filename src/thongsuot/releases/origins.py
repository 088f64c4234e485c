"""What a text was taken over from, and where editions are posted. Pure.

An officer of a province takes an edition of the ministry into a local text: the origin stays named,
its reach binds, and what happens to it is told.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from thongsuot.lib.clarity.adapting import Altered, altered
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.markup import to_text
from thongsuot.network.terms import Reach
from thongsuot.releases.terms import Finding, Origin, OriginMove, Place, Severity

LONGEST_LINK = 700
LONGEST_WHERE = 200


ON_THE_WEB = frozenset({Place.WEBSITE, Place.FACEBOOK, Place.NEWSPAPER})


def paragraphs(origin: Origin) -> tuple[str, ...]:
    """All its words, without markup."""
    return _paragraphs(origin.title, origin.summary, origin.body)


def origin_of(data: dict[str, Any]) -> Origin:
    """Out of `as_data`; what a newer version wrote besides is left out."""
    known = Origin.__dataclass_fields__
    return Origin(**{name: value for name, value in data.items() if name in known})


def changes(origin: Origin, title: str, summary: str, body: str) -> tuple[Altered, ...]:
    """Where a text says other figures, days, quotations or denials than its origin."""
    if origin.language != "vi":
        return ()
    return altered(paragraphs(origin), _paragraphs(title, summary, body))


def _paragraphs(title: str, summary: str, body: str) -> tuple[str, ...]:
    return tuple(line for line in (title, summary, *to_text(body).splitlines()) if line.strip())


def findings(origin: Origin, moved: str, compared: bool, found: Iterable[Altered]) -> list[Finding]:
    """What there is to say of a text taken over from `origin`. `compared`: a person has laid it
    beside the correction."""
    named = {"number": origin.number, "unit": origin.unit_name}
    told = [
        Finding(
            "releases.origin_altered",
            Severity.WARNING,
            "body",
            {"before": change.before or "…", "after": change.after or "…"},
        )
        for each in found
        for change in each.changes
    ]
    if moved == OriginMove.WITHDRAWN:
        return [Finding("releases.origin_withdrawn", Severity.REQUIRED, "body", named), *told]
    if moved == OriginMove.CORRECTED and not compared:
        return [Finding("releases.origin_corrected", Severity.REQUIRED, "body", named), *told]
    return told


def check_takes(can_read: bool, before_hour: bool, stands: bool) -> None:
    """Before its hour an edition is not taken over: colleagues who open the local text have not
    agreed to hold it. Refused: origin_unread, origin_before_hour, origin_gone."""
    if not can_read:
        raise Refused("releases.origin_unread")
    if before_hour:
        raise Refused("releases.origin_before_hour")
    if not stands:
        raise Refused("releases.origin_gone")


_WIDTH = {Reach.UNITS: 0, Reach.NETWORK: 1, Reach.PUBLIC: 2}


def narrower(one: Reach, other: Reach) -> Reach:
    """Of two reaches the one with fewer readers."""
    return min(one, other, key=_WIDTH.__getitem__)


def check_reach(reach: Reach, origin: Origin) -> None:
    """A local text never tells more widely what its origin tells to few."""
    if _WIDTH[reach] > _WIDTH[Reach(origin.reach)]:
        raise Refused("releases.reach_of_origin", reach=origin.reach)


def check_posting(place: Place, where: str, link: str, posted_at: datetime, now: datetime) -> None:
    """Refused: posting_where, posting_link, posting_ahead."""
    if not where.strip() or len(where) > LONGEST_WHERE:
        raise Refused("releases.posting_where", limit=LONGEST_WHERE)
    web = link.startswith(("https://", "http://")) and len(link) <= LONGEST_LINK
    if (link or place in ON_THE_WEB) and not web:
        raise Refused("releases.posting_link")
    if posted_at > now:
        raise Refused("releases.posting_ahead")
