"""The only writers of the room, together with its jobs."""

from thongsuot.peers.actions.acknowledging import acknowledge_incoming
from thongsuot.peers.actions.fetching import note_fetched
from thongsuot.peers.actions.introducing import (
    answer_introduction,
    confirm,
    end,
    enter_code,
    invite,
    note_answer,
    set_terms,
)
from thongsuot.peers.actions.offering import offer_edition
from thongsuot.peers.actions.passing import pass_on
from thongsuot.peers.actions.receiving import receive

__all__ = [
    "acknowledge_incoming",
    "answer_introduction",
    "confirm",
    "end",
    "enter_code",
    "invite",
    "note_answer",
    "note_fetched",
    "offer_edition",
    "pass_on",
    "receive",
    "set_terms",
]
