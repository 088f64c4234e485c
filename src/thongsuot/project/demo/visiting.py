"""A person with a browser, as far as the demonstration needs one: open a page, press its button."""

import re
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

FORM = re.compile(r'<form[^>]+method="post"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """Keeps cookies between two requests, as a browser does. Only talks to our own site."""

    def __init__(self) -> None:
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, url: str) -> str:
        """The page. Raises OSError (HTTPError) when it cannot be had."""
        with self._opener.open(Request(url), timeout=30) as answer:  # noqa: S310 (our own links)
            return str(answer.read().decode())

    def press(self, url: str, **fields: str) -> str:
        """Open the page and send its form. The page after it."""
        page = self.open(url)
        if not FORM.search(page):
            raise ValueError(f"no form on {url}")
        token = TOKEN.search(page)
        hidden = {"csrfmiddlewaretoken": token[1]} if token else {}
        data = urlencode({**hidden, **fields}).encode()
        request = Request(url, data=data, headers={"Referer": url})  # noqa: S310
        with self._opener.open(request, timeout=30) as answer:
            return str(answer.read().decode())
