"""What a reader of a dispatch can leave: the topics they follow, the list they stand on."""

from typing import NamedTuple

from thongsuot.circulation.models import Dispatch
from thongsuot.circulation.terms import Audience


class Mailing(NamedTuple):
    """By what a dispatch found its readers; empty where office or name brought it to them."""

    topics: tuple[str, ...]
    saved_list: str

    def __bool__(self) -> bool:
        return bool(self.topics or self.saved_list)


def mailing(dispatch: Dispatch) -> Mailing:
    """What those who read this dispatch can leave."""
    audience = Audience.from_data(dispatch.audience)
    return Mailing(audience.topics, audience.saved_list)
