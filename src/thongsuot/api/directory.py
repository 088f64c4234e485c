"""What the codes and ids of editions mean: kinds, topics, and bodies. Of persons only those who
speak for a body, as the law has them published."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from thongsuot.api import schemas
from thongsuot.api.access import ANYONE
from thongsuot.network import queries as network
from thongsuot.releases import queries as releases

router = Router(tags=["directory"], auth=ANYONE)
OPEN: dict[str, Any] = {"security": [{}]}


@router.get("/kinds", response=list[schemas.Kind], openapi_extra=OPEN)
def kinds(request: HttpRequest) -> Any:
    """Kinds of editions, each with its widest reach."""
    return list(releases.kinds())


@router.get("/topics", response=list[schemas.Topic], openapi_extra=OPEN)
def topics(request: HttpRequest) -> Any:
    """Topics; one stands before its parts."""
    return [
        {
            "code": row.code,
            "name": row.name,
            "name_en": row.name_en,
            "parent": row.parent_id,
            "owner": row.owner_id,
        }
        for row in releases.topics()
    ]


@router.get("/units", response=list[schemas.Unit], openapi_extra=OPEN)
def units(request: HttpRequest, asked: Query[schemas.Sought]) -> Any:
    """Bodies of the network under their names of today, in Vietnamese order. No persons."""
    return [unit for unit in network.units(asked.role, text=asked.text) if unit.is_body]


@router.get("/spokespersons", response=list[schemas.Spokesperson], openapi_extra=OPEN)
def spokespersons(request: HttpRequest, asked: Query[schemas.Speaking]) -> Any:
    """The public list of spokespersons and delegates, by body, as of now."""
    province = str(asked.province or "")
    return [
        {
            "id": one.id,
            "name": one.name,
            "post": one.post,
            "role": one.role,
            "unit": one.unit.id,
            "unit_name": one.unit.name,
            "provinces": one.unit.provinces,
            "matter": one.matter,
            "since": one.since,
            "until": one.until,
            "phones": one.phones,
            "emails": one.emails,
        }
        for one in network.spokespersons(asked.text, province)
    ]
