"""Every address of the house is guarded or stands on the public list, with the reason."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.portal.conftest import KINDS, SECRET, Archive, Enter
from thongsuot.lib import clock
from thongsuot.portal import caching

GUARDS = {"public", "member", "token", "api", "staff", "leader", "coordinator"}
PUBLIC = {
    "set_language": "a cookie with a language; keeps nothing",
    "healthz": "says that the site works; tells no secrets",
    "account_login": "the way in",
    "account_logout": "the way out",
    "account_inactive": "tells that an account is closed",
    "account_request_login_code": "the way in, for journalists",
    "account_confirm_login_code": "the way in; 404s without a code asked for",
    "account_reset_password": "says the same whether the account exists or not",
    "account_reset_password_done": "the same words for everybody",
    "account_reset_password_from_key": "needs the key of a mail",
    "account_reset_password_from_key_done": "the same words for everybody",
    "mfa_authenticate": "the second step of the way in",
    "mfa_login_webauthn": "the way in",
}
SIGNED_IN = {
    "account_reauthenticate": "allauth asks for a session",
    "account_change_password": "allauth asks for a session",
    "account_set_password": "allauth asks for a session",
    "mfa_index": "allauth asks for a session",
    "mfa_reauthenticate": "allauth asks for a session",
    "mfa_activate_totp": "allauth asks for a session that was proved anew",
    "mfa_deactivate_totp": "allauth asks for a session that was proved anew",
    "mfa_view_recovery_codes": "allauth asks for a session that was proved anew",
    "mfa_generate_recovery_codes": "allauth asks for a session that was proved anew",
    "mfa_download_recovery_codes": "allauth asks for a session that was proved anew",
    "mfa_list_webauthn": "allauth asks for a session",
    "mfa_add_webauthn": "allauth asks for a session that was proved anew",
    "mfa_reauthenticate_webauthn": "allauth asks for a session",
    "mfa_remove_webauthn": "allauth asks for a session that was proved anew",
    "mfa_edit_webauthn": "allauth asks for a session that was proved anew",
}
ACCOUNT_PAGES = [
    "vao/", "ma-thu/", "mat-khau/dat-lai/", "mat-khau/dat-lai/da-gui/",
    "mat-khau/dat-lai/xong/", "mat-khau/dat-lai/1-x-y/", "da-khoa/",
]  # fmt: skip
OWN_ACCOUNT_PAGES = [
    "ra/", "xac-nhan-lai/", "mat-khau/doi/", "hai-lop/", "hai-lop/xac-nhan-lai/", "khoa/",
]  # fmt: skip


def patterns(
    resolver: Any = None, before: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """(name, route, view) of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, route, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or ''}", route, entry.callback


def test_every_view_says_who_may_open_it() -> None:
    unguarded, unknown = [], []
    for name, route, view in patterns():
        guard = getattr(view, "guard", None)
        if guard is None and name not in PUBLIC and name not in SIGNED_IN:
            unguarded.append((name, route))
        elif guard is not None and guard not in GUARDS:
            unknown.append((name, guard))
    assert not unguarded
    assert not unknown


def test_the_lists_hold_nothing_that_is_gone() -> None:
    assert (PUBLIC.keys() | SIGNED_IN.keys()) <= {name for name, _, _ in patterns()}


def test_every_guarded_page_sends_strangers_to_sign_in(db: None) -> None:
    client = Client(HTTP_HOST="localhost")
    some = {"uuid": "7b1c6f0e-0000-4000-8000-000000000000", "int": "1", "str": "x", "slug": "x"}
    for name, route, view in patterns():
        closed = getattr(view, "guard", "") in GUARDS - {"public", "token", "api"}
        if not closed and name not in SIGNED_IN:
            continue
        path = "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda m: some.get(m[1] or "str", "x"), route)
        for ask in (client.get, client.post, client.head):
            response = ask(path.replace("\\Z", "").replace("^", "").replace("$", ""))
            assert response.status_code in (302, 405), (name, path, response.status_code)
            if response.status_code == 302:
                assert response["Location"].startswith("/tai-khoan/"), (name, path)


# Every page, for every kind of person -------------------------------------------------------------


def portal_pages(archive: Archive) -> list[str]:
    every = [archive.public, archive.network, archive.embargoed, archive.withdrawn]
    every.append(archive.corrected)
    found = ["/", "/so-phat-hanh/", "/nguon-tin/", "/tim/", "/tim/?q=tin", "/tim/?q=%22", "/vao/"]
    found += ["/kiem-chung/", "/kiem-chung/?so=1", "/hop-thu/", "/cai-dat/", "/khong-co/"]
    for each in every:
        found += [f"/tin/{each.pk}/", f"/tin/{each.pk}/in/", f"/kiem-chung/{each.pk}/"]
    found.append(archive.link(archive.public, "hanoi_leader"))
    found.append(archive.link(archive.public, "reporter"))
    found.append(archive.link(archive.embargoed, "reporter", hold=True))
    return found


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_every_page_is_whole_safe_and_ours(archive: Archive, enter: Enter, kind: str) -> None:
    client = enter(kind)
    pages = portal_pages(archive) + [f"/tai-khoan/{p}" for p in ACCOUNT_PAGES]
    pages += [f"/tai-khoan/{p}" for p in OWN_ACCOUNT_PAGES] if kind else []
    for path in pages:
        response = client.get(path)
        assert response.status_code in (200, 302, 404), (path, response.status_code)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, path
        assert response["X-Content-Type-Options"] == "nosniff"
        if response.status_code == 302:
            continue
        check_page(path, lxml.html.document_fromstring(response.content.decode()))
        if kind:
            assert response["Cache-Control"] == "no-store, private", path


def check_page(path: str, tree: Any) -> None:
    assert re.fullmatch(r".+ · Thông Suốt", tree.findtext(".//title") or ""), path
    assert len(tree.xpath("//h1")) == 1, path
    assert tree.xpath("//h1")[0].text_content().strip(), path
    assert not tree.xpath("//style | //*[@style]"), path
    assert not [a for e in tree.iter() if isinstance(e.tag, str) for a in e.attrib if a[:2] == "on"]
    for script in tree.xpath("//script[not(@type='application/json')]"):
        assert script.get("src", "").startswith("/static/") and script.get("nonce"), path
    ours = re.compile(r"/(?!/)|#|\?|mailto:|tel:|data:image/|http://localhost/")
    loaded = tree.xpath("//@src | //link/@href | //use/@href | //form/@action | //@srcset")
    assert not [u for u in loaded if not ours.match(u)], path
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)), (path, sorted(i for i in ids if ids.count(i) > 1))
    labels = set(tree.xpath("//label/@for"))
    for field in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        known = field.get("aria-label") or field.get("aria-hidden") or field.get("id") in labels
        assert known or field.xpath("ancestor::label"), (path, lxml.html.tostring(field))
    for control in tree.xpath("//button | //a[@href]"):
        spoken = control.text_content().strip() or control.get("aria-label")
        assert spoken or control.xpath(".//@aria-label | .//img/@alt"), (
            path,
            lxml.html.tostring(control),
        )
    english = re.compile(
        r"\b(password|email address|sign in|required|submit|e-mail|invalid|your|please)\b", re.I
    )
    assert not english.search(tree.xpath("//main")[0].text_content()), path


MAY_READ: dict[str, set[str]] = {
    "public": {"", *KINDS},
    "network": set(KINDS),
    "embargoed": {"unit officer", "leader", "coordinator"},
    "withdrawn": {"unit officer", "leader", "coordinator"},
    "corrected": {"unit officer", "leader", "coordinator"},
}


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_only_those_read_who_may(archive: Archive, enter: Enter, kind: str) -> None:
    client = enter(kind)
    for state, readers in MAY_READ.items():
        each = getattr(archive, state)
        file = each.files.get().file
        reads = kind in readers
        for path in (f"/tin/{each.pk}/", f"/tin/{each.pk}/in/"):
            assert (SECRET in client.get(path).content.decode()) is reads, (state, path)
        taken = client.get(f"/tin/{each.pk}/tai/ninjs.json").content.decode()
        assert (SECRET in taken) is (reads and state != "withdrawn"), state
        for path in (f"/tep/{file}", f"/tep/{file}/xem", f"/kiem-chung/{each.pk}/manifest.json"):
            assert (client.get(path).status_code == 200) is reads, (state, path)
    listed = client.get("/").content.decode() + client.get("/so-phat-hanh/").content.decode()
    assert archive.network.title not in listed and archive.embargoed.title not in listed
    titles = client.get("/tim/?q=tin giu den").content.decode()
    assert (archive.embargoed.title.split()[0] in titles) >= (kind in MAY_READ["embargoed"])
    assert ("Không tìm thấy" not in titles) is (kind in MAY_READ["embargoed"])


def test_no_page_of_anyone_shows_the_embargoed_title_before_its_hour(
    archive: Archive, enter: Enter
) -> None:
    with clock.frozen(archive.embargoed.visible_from - timedelta(microseconds=1)):
        for kind in ("", "journalist", "department officer", "stranger"):
            client = enter(kind)
            for path in portal_pages(archive):
                html = client.get(path).content.decode()
                assert archive.embargoed.title not in html, (kind, path)


# Caches ------------------------------------------------------------------------------------------


def test_public_pages_may_be_kept_but_never_past_the_next_hour(
    archive: Archive, enter: Enter
) -> None:
    pages = ["/", "/so-phat-hanh/", f"/tin/{archive.public.pk}/", "/tim/?q=mang"]
    pages.append(f"/tin/{archive.public.pk}/tai/zalo.txt")
    hour = archive.embargoed.visible_from
    for path in pages:
        response = enter().get(path)
        kept = f"public, max-age={caching.LONGEST}, must-revalidate"
        assert response["Cache-Control"] == kept, path
        assert {"Cookie"} == {v.strip() for v in response["Vary"].split(",")}
        assert not response.cookies, path
        with clock.frozen(hour - timedelta(seconds=3.9)):
            assert "max-age=3," in enter().get(path)["Cache-Control"]
        with clock.frozen(hour - timedelta(microseconds=1)):
            assert "max-age=0," in enter().get(path)["Cache-Control"]


def test_what_is_not_public_is_never_kept(archive: Archive, enter: Enter) -> None:
    for path in (f"/tin/{archive.network.pk}/", "/khong-co/", "/hop-thu/", "/tai-khoan/vao/"):
        assert "no-store" in enter().get(path)["Cache-Control"], path
    file = archive.network.files.get().file
    assert "no-store" in enter("journalist").get(f"/tep/{file}")["Cache-Control"]


def test_small_addresses(archive: Archive, enter: Enter) -> None:
    assert "Disallow: /ban/" in enter().get("/robots.txt").content.decode()
    security = enter().get("/.well-known/security.txt").content.decode()
    assert re.search(r"^Contact: mailto:.+@.+$", security, re.MULTILINE)
    assert re.search(r"^Expires: 20\d\d-", security, re.MULTILINE)
    assert enter().get("/favicon.ico")["Location"].startswith("/static/look/")


def test_a_refusal_is_a_page_that_says_what_to_do(archive: Archive, enter: Enter) -> None:
    from django.test import RequestFactory

    from thongsuot.lib.refused import Refused
    from thongsuot.project.middleware import refusals

    request = RequestFactory().post("/ban/")
    request.csp_nonce = "x"
    page = refusals(lambda r: None).process_exception(request, Refused("releases.own_text"))
    assert page.status_code == 409 and "Chưa làm được việc này" in page.content.decode()
    assert refusals(lambda r: None).process_exception(request, ValueError()) is None
