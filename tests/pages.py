"""The client every page test uses: it looks at each page it is given, as a careful editor would."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

OURS = re.compile(
    r"^(/|#|\?|mailto:|tel:|data:|blob:|https?://(localhost|testserver)([:/]|$)|[\w./-]+$|$)"
)


class CarefulClient(Client):
    """Django's test client, which also checks every whole HTML page that comes back."""

    def request(self, **request: Any) -> HttpResponse:
        response = super().request(**request)
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("text/html") and b"<html" in response.content[:2000]:
            check(response)
        return response


def check(response: HttpResponse) -> None:
    """One title, one heading, a language, labels, nothing inline, nothing from elsewhere."""
    page = html.fromstring(response.content.decode())
    path = response.request["PATH_INFO"]  # type: ignore[attr-defined]
    assert page.get("lang") in {"vi", "en"}, f"{path}: no language"
    assert (page.findtext(".//title") or "").strip(), f"{path}: no title"
    assert len(page.xpath("//h1")) == 1, f"{path}: {len(page.xpath('//h1'))} h1"
    assert "Content-Security-Policy" in response.headers, f"{path}: no CSP"
    assert not page.xpath("//*[@style]"), f"{path}: inline style"
    assert not page.xpath("//@*[starts-with(name(), 'on')]"), f"{path}: inline handler"
    _check_addresses(page, path)
    _check_fields(page, path)
    _check_ids(page, path)


def _check_addresses(page: Any, path: str) -> None:
    loaded = page.xpath(
        "//script/@src | //img/@src | //link[@rel!='canonical']/@href | //form/@action"
    )
    foreign = [url for url in loaded if not OURS.match(url.strip())]
    assert not foreign, f"{path}: from elsewhere {foreign}"


def _check_fields(page: Any, path: str) -> None:
    """Every field that shows has a label."""
    fields = page.xpath(
        "//input[not(@type='hidden') and not(@type='submit')] | //select | //textarea"
    )
    labelled = set(page.xpath("//label/@for"))
    bare = [
        field.get("name") or field.get("id") or "?"
        for field in fields
        if field.get("id") not in labelled
        and not field.get("aria-label")
        and not field.get("aria-labelledby")
        and not field.xpath("ancestor::label")
    ]
    assert not bare, f"{path}: fields without label {bare}"


def _check_ids(page: Any, path: str) -> None:
    ids = page.xpath("//*[not(ancestor::svg) and not(ancestor::template)]/@id")
    twice = {each for each in ids if ids.count(each) > 1}
    assert not twice, f"{path}: ids used twice {twice}"
