"""The shared script in a real browser: typing survives an ended session; no policy violation."""

from collections.abc import Iterator
from threading import Thread
from types import SimpleNamespace
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from tests.look import addresses
from tests.look.specimen_data import context

pytestmark = [pytest.mark.browser, pytest.mark.urls(__name__)]


def _desk(request: HttpRequest) -> HttpResponse:
    request.user = SimpleNamespace(is_authenticated=True, pk=7)  # type: ignore[assignment]
    return render(request, "look/specimen.html", context())


def _done(request: HttpRequest) -> HttpResponse:
    """The same page under words that it was done."""
    request.user = SimpleNamespace(is_authenticated=True, pk=7)  # type: ignore[assignment]
    done = [SimpleNamespace(level_tag="success", __str__=lambda: "Đã ghi.")]
    return render(request, "look/specimen.html", context() | {"messages": done})


def _sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "look/specimen_card.html", context())


def _arrived(request: HttpRequest) -> HttpResponse:
    request.user = SimpleNamespace(is_authenticated=True, pk=7)  # type: ignore[assignment]
    return render(request, "look/specimen_portal.html", context())


urlpatterns = [
    path("desk", _desk),
    path("done", _done),
    path("sign-in", _sign_in),
    path("arrived", _arrived),
    *addresses.urlpatterns,
]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """The test's output is enough."""


@pytest.fixture
def site(settings: Any) -> Iterator[str]:
    settings.MIDDLEWARE = ["csp.middleware.CSPMiddleware"]
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.DEBUG = True  # the static files' handler serves only then
    server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), handler_class=_Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(site: str, browser: Any) -> Iterator[Any]:
    complaints: list[str] = []
    page = browser.new_page(base_url=site, viewport={"width": 390, "height": 844})
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/desk")
    yield page
    page.context.close()
    assert complaints == []


def _send_to(page: Any, address: str) -> None:
    page.eval_on_selector(
        "form[data-keep]",
        "(form, to) => { form.method = 'post'; form.noValidate = true; form.action = to }",
        address,
    )
    page.click("form[data-keep] button.button-primary")
    page.wait_for_url(f"**{address}")


def test_typing_survives_an_ended_session_and_is_forgotten_on_arrival(page: Any) -> None:
    page.fill("#id_title", "Tiêu đề đang gõ dở")
    _send_to(page, "/sign-in")
    page.goto("/arrived")  # signed in again, somewhere else first
    page.goto("/desk")
    assert page.input_value("#id_title") == "Tiêu đề đang gõ dở"
    assert page.is_visible(".restored")
    _send_to(page, "/arrived")
    page.goto("/desk")
    assert page.input_value("#id_title") == ""


def test_the_same_form_after_it_was_done_is_empty(page: Any) -> None:
    """One note after another is written on one page."""
    page.fill("#id_title", "Đài truyền thanh xã")
    _send_to(page, "/done")
    assert page.is_visible(".toasts .tone-good")
    assert page.input_value("#id_title") == ""
    assert not page.is_visible(".restored")
    page.goto("/desk")
    assert page.input_value("#id_title") == ""


def test_theme_dialog_and_width(page: Any) -> None:
    page.click("details.menu summary")
    page.click("[data-theme-choice=dark]")
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"
    page.click("[data-opens=duyet]")
    assert page.is_visible("#duyet")
    page.keyboard.press("Escape")
    assert not page.is_visible("#duyet")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_answer_that_is_a_whole_page_never_replaces_a_piece(page: Any) -> None:
    page.evaluate("htmx.ajax('GET', '/sign-in', {target: '#tin'})")
    page.wait_for_selector("#signed-out:not([hidden])")
    assert page.is_visible("#tin h2")
