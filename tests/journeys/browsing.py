"""Browsers of people: each in a context of its own, every fault of a page written down."""

import re
from typing import Any
from urllib.parse import urlsplit

from tests.journeys.house import House

DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
    "policy: " + event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile));
"""
LEFT = "net::ERR_ABORTED"  # a download begins, or the person went on to another page


class People:
    """Opens browsers; `faults` is what any of their pages did wrong."""

    def __init__(self, browser: Any, house: House) -> None:
        self.browser, self.house = browser, house
        self.faults: list[str] = []
        self.contexts: list[Any] = []
        self.expected: set[int] = set()

    def anybody(self, *, phone: bool = False, language: str = "vi", **more: Any) -> Any:
        """A fresh browser, nobody signed in; its page."""
        told = {"base_url": self.house.url, "locale": "vi-VN", "accept_downloads": True}
        context = self.browser.new_context(**told, **(PHONE if phone else DESK), **more)
        context.set_default_timeout(120_000)
        context.add_init_script(TELL_VIOLATIONS)
        if language != "vi":
            told = {"name": "django_language", "value": language, "url": self.house.url}
            context.add_cookies([told])
        self._watch(context)
        self.contexts.append(context)
        return context.new_page()

    def signed_in(self, who: str, **more: Any) -> Any:
        """A fresh browser of one who takes part, through the demonstration's door."""
        page = self.anybody(**more)
        self.enter(page, who)
        return page

    def enter(self, page: Any, who: str) -> None:
        page.goto(self.house.people[who]["door"])
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(lambda url: "/thu-nghiem/" not in url and "/vao/" not in url)

    def expect(self, *statuses: int) -> None:
        """These refusals are part of the journey."""
        self.expected.update(statuses)

    def _watch(self, context: Any) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def _console(self, message: Any) -> None:
        # A status is judged as a response; what the browser and htmx say of it, not again.
        of_status = re.match(r"Failed to load resource|Response Status Error Code", message.text)
        if message.type in ("error", "warning") and not of_status:
            self.faults.append(f"console: {message.text} ({message.page.url})")

    def _request(self, request: Any) -> None:
        there = urlsplit(request.url)
        if there.scheme in ("data", "blob"):
            return
        if f"{there.scheme}://{there.netloc}" != self.house.url:
            self.faults.append(f"another host: {request.url}")

    def _failed(self, request: Any) -> None:
        if request.failure != LEFT:
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Any) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status}: {response.request.method} {response.url}")

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


def type_vietnamese(page: Any, text: str) -> None:
    """By keys; a word with marks is composed, as Unikey and phones do, then taken."""
    from thongsuot.lib.text import fold

    session = page.context.new_cdp_session(page)
    for place, word in enumerate(text.split(" ")):
        if place:
            page.keyboard.press("Space")
        if word.isascii():
            page.keyboard.type(word)
            continue
        bare = fold(word)
        for step in (bare[: len(bare) // 2], bare):
            at = {"selectionStart": len(step), "selectionEnd": len(step)}
            session.send("Input.imeSetComposition", {"text": step, **at})
        session.send("Input.insertText", {"text": word})
    session.detach()


def paste(page: Any, html: str) -> None:
    """A page may not write Word's markup to the clipboard, so it comes in the event itself."""
    page.get_by_role("textbox", name="Nội dung").evaluate(
        """(element, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            const told = {clipboardData: data, bubbles: true, cancelable: true};
            element.dispatchEvent(new ClipboardEvent("paste", told));
        }""",
        html,
    )


def select_text(page: Any, text: str) -> None:
    """Mark words in the editor, as a double press or a drag does."""
    page.get_by_role("textbox", name="Nội dung").evaluate(
        """(element, text) => {
            element.focus();
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(text);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(
                    walker.currentNode, at, walker.currentNode, at + text.length);
                return;
            }
            throw new Error("not in the text: " + text);
        }""",
        text,
    )


def overflow(page: Any) -> int:
    """By how many pixels the page is wider than its window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def wide_parts(page: Any) -> list[str]:
    """What stands out to the right, for the one who mends it."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll("main *, header *, nav *, footer *")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 5).map((e) => e.tagName + "." + e.className)"""
        )
    )
