"""The chapters of what is ready, and their figures: counted from the records, as a reader would."""

from typing import Any
from uuid import UUID

from thongsuot.circulation import queries as ledger
from thongsuot.circulation.terms import FollowUp
from thongsuot.exchange import queries as exchange
from thongsuot.facts import queries as facts
from thongsuot.network import queries as network
from thongsuot.network.terms import UnitRole
from thongsuot.project.demo import cast
from thongsuot.project.demo.announcing import Announcing
from thongsuot.project.demo.asking import Asking, Sent
from thongsuot.project.demo.storing import Say, Storing
from thongsuot.releases import queries as releases

STEPS = ("figures", "houses", "kit", "ask", "answer", "consolidate", "announce")


class Preparing:
    """The store, the exchange and the announcement of one story."""

    def __init__(self, say: Say, sent: Sent) -> None:
        self.store = Storing(say)
        self.exchange = Asking(say, sent)
        self.announcement = Announcing(self.store, sent)

    def figures(self, seconds: dict[str, float]) -> dict[str, Any]:
        """What is `ready`; `seconds` are those of all steps of the story."""
        viewer = network.viewer_of(cast.coordinator(0))
        topics = releases.topics_for(viewer)
        return {
            "topics": len(topics),
            "houses": sum(1 for topic in topics if topic.standing),
            **_bank(viewer),
            **self._exchanged(viewer),
            **self._announced(viewer),
            "seconds": round(sum(seconds.get(step, 0) for step in STEPS), 2),
        }

    def _exchanged(self, viewer: Any) -> dict[str, Any]:
        request = exchange.request_for(viewer, self.exchange.request.pk)
        assert request is not None
        answers = exchange.answers_of(viewer, request.id)
        told = FollowUp.COORDINATOR
        return {
            "asked": request.asked,
            "answered": request.answered,
            "nothing": request.nothing,
            "late": request.late,
            "escalated": sum(1 for a in answers if a.follow_up == told and not a.answer),
            "consolidated": sum(1 for a in answers if a.consolidated),
            "median_hours": exchange.freshness().median_hours,
        }

    def _announced(self, viewer: Any) -> dict[str, Any]:
        kit = releases.kit_for(viewer, self.announcement.kit.pk)
        assert kit is not None
        return {
            "kit_parts": len(kit.parts),
            "kit_speakers": len(kit.speakers),
            "kit_recipients": ledger.figures(self.announcement.dispatch.pk).recipients,
        }


def _bank(viewer: Any) -> dict[str, int]:
    """The figures of the Ministry's units; those that departments gave in answers beside them."""
    units: set[UUID] = {body.id for body in network.units(role=UnitRole.MINISTRY_UNIT)}
    held = facts.figures(viewer)
    own = [figure for figure in held if figure.owner in units]
    return {
        "figures": len(own),
        "units_with_figures": len({figure.owner for figure in own}),
        "figures_in_date": sum(1 for figure in own if not figure.overdue),
        "figures_disputed": sum(1 for figure in own if figure.disputed),
        "figures_of_departments": sum(1 for f in held if f.owner not in units and f.value),
    }


def faults(ready: dict[str, Any]) -> list[str]:
    """What these figures must keep; empty when they do."""
    found = []
    if ready["figures"] != 30 or ready["units_with_figures"] != 5:
        found.append("kho số liệu không đủ 30 số liệu của 5 đơn vị")
    if not 0 < ready["figures_in_date"] < ready["figures"] or not ready["figures_disputed"]:
        found.append("kho số liệu thiếu số quá hạn hoặc số chưa thống nhất")
    if ready["asked"] != ready["answered"] + ready["late"] or not ready["nothing"]:
        found.append("số đơn vị trả lời không khớp với số được hỏi")
    if not ready["late"] or ready["escalated"] != ready["late"]:
        found.append("nơi chậm trả lời chưa được báo lên")
    if ready["consolidated"] != ready["answered"]:
        found.append("có câu trả lời chưa được tổng hợp")
    if ready["kit_parts"] != 4 or not ready["kit_recipients"]:
        found.append("bộ công bố chưa đi đủ")
    return found
