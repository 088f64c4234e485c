"""Where rewriting is asked for."""

import re
from dataclasses import dataclass, field, replace

from thongsuot.channels.addresses import Target, target_of
from thongsuot.lib.refused import Refused

_VISIBLE = re.compile(r"[!-~]{1,2000}")
LONGEST_WAIT = 120.0


@dataclass(frozen=True, kw_only=True, slots=True)
class RewritingConfig:
    """One endpoint that speaks the chat completions of the OpenAI API, as llama.cpp, vLLM, Ollama
    and others do. `url` is what stands before ``/chat/completions`` (``https://…/v1``); `key` may
    be empty; `timeout` in seconds bounds the whole exchange. Raises Refused ``rewriting.*``.

    Plain HTTP is spoken to private addresses only: drafts do not cross the Internet in the open.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 30.0

    def __post_init__(self) -> None:
        if not 0 < self.timeout <= LONGEST_WAIT:
            raise Refused("rewriting.timeout", timeout=self.timeout, limit=int(LONGEST_WAIT))
        if not self.model.strip() or not self.model.isprintable():
            raise Refused("rewriting.model")
        if self.key and not _VISIBLE.fullmatch(self.key):
            raise Refused("rewriting.key")
        _ = self.target

    @property
    def target(self) -> Target:
        """The parts of the address; the path without a stroke at its end."""
        try:
            found = target_of(self.url)
        except ValueError:
            raise Refused("rewriting.url") from None
        if not {"?", "#"}.isdisjoint(self.url):
            raise Refused("rewriting.url")
        return replace(found, path=found.path.rstrip("/"))
