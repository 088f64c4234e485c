"""Ids as the database spells them, for reading and writing very many.

An id costs more to parse and to compare than a row costs to read. A key is the id's text, of one
form on each engine, which sorts as the ids do and may be handed back where an id is wanted.
"""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast


def key(id: UUID) -> str:
    return str(id) if connection.vendor == "postgresql" else id.hex


def spelled(field: str) -> Cast:
    """An id's column, read as a key."""
    return Cast(field, TextField())


def listed(keys: Iterable[str]) -> RawSQL:
    """For `…__in`: one parameter, however many there are."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::uuid[])", [list(keys)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))])
