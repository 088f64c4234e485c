"""Help to write it plainer, without any service: where a long sentence parts, what is a list,
what short forms stand for, what plain words there are. And what a rewrite must not change."""

from .proposing import Proposal, Way, propose
from .staying import Changed, Thing, unchanged

__all__ = ["Changed", "Proposal", "Thing", "Way", "propose", "unchanged"]
