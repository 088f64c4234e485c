"""Tags and filters of the pages: icons, times, states, figures, found words."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from thongsuot.look import figures, marks, naming, times
from thongsuot.look.errors import Words, words_for
from thongsuot.look.states import BANNERS, Banner, State, state_of

register = template.Library()
register.filter("kind_of", naming.kind_of)
register.filter("topic_of", naming.topic_of)
register.filter("named", naming.named)

# Front pages: their address begins every other address of their door.
FRONTS = {"today", "newsroom", "desk"}

register.filter("when", times.when)
register.filter("since", times.since)
register.filter("remaining", times.remaining)
register.filter("number", figures.number)
register.filter("unlocalised", figures.unlocalised)
register.filter("percent", figures.percent)
register.filter("percent_of", figures.percent_of)
register.filter("filesize_vi", figures.filesize)
register.filter("highlight", marks.highlight)
register.filter("pieces", marks.pieces)
register.filter("initials", marks.initials)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture of the sprite `icons.svg`; silent beside words, spoken when it has a label."""
    spoken = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else format_html('aria-hidden="{}"', "true")
    )
    return format_html(
        '<svg class="icon icon-{}" {} focusable="false"><use href="{}#{}"/></svg>',
        name,
        spoken,
        static("look/icons.svg"),
        name,
    )


@register.inclusion_tag("look/parts/badge.html")
def badge(kind: str, state: object, label: str = "") -> dict[str, State]:
    """The state of a thing in words, a picture and a colour. Kinds are in `look/states.py`."""
    return {"state": state_of(kind, state, label)}


@register.simple_tag
def banner_look(kind: str) -> Banner:
    """How a banner of a kind (see `states.BANNERS`) looks, and its usual words."""
    return BANNERS.get(kind, BANNERS["info"])


@register.simple_tag
def error_words(status: object) -> Words:
    """What the error page of a status says."""
    return words_for(status)


@register.simple_tag
def door(name: str, *args: object) -> str:
    """The address of a named page, or nothing where this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("look/parts/nav_link.html", takes_context=True)
def nav_link(
    context: Context, key: str, route: str, label: str, picture: str = "", count: int | None = None
) -> dict[str, Any]:
    """An entry of the rail or the masthead; absent when the route is absent.

    It is the current one when the page's context says `section = key`, or by its address.
    """
    url = door(route)
    path = getattr(context.get("request"), "path", "")
    section = context.get("section")
    here = section == key if section else path == url or (key not in FRONTS and _under(path, url))
    return {"url": url, "label": label, "icon": picture, "count": count, "here": here}


def _under(path: str, url: str) -> bool:
    return bool(url) and path.startswith(url)


@register.filter
def labelled(row: Sequence[object], columns: Sequence[Any]) -> list[tuple[Any, object]]:
    """Pairs (column, cell) of a table's row, so that on a phone each cell carries its label."""
    return list(zip(columns, row, strict=True))


@register.inclusion_tag("look/parts/stacked.html")
def stacked(parts: Iterable[tuple[str, int, str]], title: str) -> dict[str, Any]:
    """One bar of several parts, `(label, count, tone)`, with its legend."""
    given = list(parts)
    total = sum(count for _, count, _ in given)
    drawn, at = [], 0.0
    for label, count, tone in given:
        share = 100 * count / total if total else 0.0
        drawn.append(
            {
                "label": label,
                "count": count,
                "tone": tone,
                "x": f"{at:.3f}",
                "width": f"{share:.3f}",
            }
        )
        at += share
    return {"parts": drawn, "title": title, "total": total}
