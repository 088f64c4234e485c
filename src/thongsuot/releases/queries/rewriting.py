"""Plainer wordings of a text: the house's own proposals, and those of the endpoint that the
installation may have set."""

from django.conf import settings

from thongsuot.channels.rewriting.client import rewrite
from thongsuot.channels.rewriting.terms import Rewritten
from thongsuot.lib.clarity import NOTHING, Document, Registry, Report
from thongsuot.lib.clarity.rewriting import Proposal, propose


def proposals(
    document: Document, report: Report, registry: Registry = NOTHING
) -> tuple[Proposal, ...]:
    """What the house itself proposes for a document that was looked at; nothing leaves it."""
    return propose(document, registry=registry, findings=report.findings)


def may_ask_outside() -> bool:
    """Whether an endpoint is set; by default none is."""
    return settings.REWRITING is not None


def ask_outside(text: str) -> Rewritten:
    """A wording by the endpoint, already compared with the text. It takes as long as the endpoint
    does, up to `rewrite_seconds`. `trouble` is ``off`` where none is set."""
    if settings.REWRITING is None:
        return Rewritten(trouble="off")
    return rewrite(settings.REWRITING, text)
