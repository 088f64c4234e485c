"""Plainer wordings of a text: the house's own proposals, and whether one may ask the endpoint that
the installation may have set (`actions.ask_outside`)."""

from django.conf import settings

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
