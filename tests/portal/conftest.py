"""The network of tests/circulation with accounts, and editions in every state a page can meet."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from PIL import Image

from tests.circulation.conftest import add_departments, work_off
from tests.releases.conftest import (  # noqa: F401 (a fixture)
    World,
    _seal_key,
    begin,
    build,
    sealed,
    write,
)
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation import actions as circulation
from thongsuot.circulation import links
from thongsuot.circulation.models import Recipient
from thongsuot.circulation.terms import Audience
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.releases import actions as releases
from thongsuot.releases.models import Edition

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "mot-mat-khau-dai-2026"
SECRET = "Chữ này chỉ ai được xem mới thấy"
KINDS = {
    "journalist": "reporter",
    "department officer": "hanoi_officer",
    "unit officer": "officer",
    "stranger": "stranger",
    "leader": "leader",
    "coordinator": "coordinator",
}


@dataclass
class Archive:
    """The world and its editions: public, network, embargoed (to 10:00), withdrawn, corrected."""

    world: World
    public: Edition
    network: Edition
    embargoed: Edition
    withdrawn: Edition
    corrected: Edition

    def recipient(self, edition: Edition, person: str) -> Recipient:
        return Recipient.objects.get(edition=edition, person=self.world.people[person])

    def link(self, edition: Edition, person: str, *, hold: bool = False) -> str:
        full = links.act(self.recipient(edition, person).pk, hold=hold)
        return full.removeprefix("http://localhost")


@pytest.fixture(autouse=True, scope="session")
def _static_folder() -> None:
    """Whitenoise warns when its folder is missing."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Rate limits are counted in the cache."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def world(db: None, morning: datetime) -> World:
    found = build()
    add_departments(found)
    for name in KINDS.values():
        network.open_account(person=found.people[name], by=None, password=PASSWORD)
    return found


def picture(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), colour).save(out, "JPEG")
    return out.getvalue()


def edition(world: World, title: str, **details: Any) -> Edition:
    """Sealed, with one photo and the words `SECRET`, after the details are set."""
    by = world.officer
    kind = details.pop("kind", "press_release")
    release = releases.draft(
        kind=kind, by=by, unit=world.telecom, topic="information-security", title=title
    )
    photo = releases.attach(release=release, by=by, name="anh.jpg", content=picture(), role="photo")
    use = {"file": str(photo.pk), "role": "photo", "caption": "Lễ công bố", "credit": "Minh An"}
    releases.save(
        release=release,
        by=by,
        title=title,
        summary=f"Tóm tắt. {SECRET}.",
        files=[use],
        body=f"<h2>Đầu mục</h2><p>{SECRET}. Mạng lưới có thêm đầu mối.</p>",
        base=0,
    )
    if details:
        details = {"reach": "public", "topic": "information-security", **details}
        releases.set_details(release=release, by=by, **details)
    return sealed(world, release)


def correct(world: World, earlier: Edition, *, withdraw: bool = False) -> Edition:
    act = releases.withdraw if withdraw else releases.correct
    release = act(edition=earlier, by=world.officer)
    title = "Thu hồi bản trước" if withdraw else "Đính chính bản trước"
    write(
        release, world.officer, title=title, body="<p>Nội dung mới.</p>", base=release_base(release)
    )
    return sealed(world, release)


def release_base(release: Any) -> int:
    newest = release.revisions.order_by("-number").first()
    return newest.number if newest else 0


@pytest.fixture
def archive(world: World, sink: Sink) -> Archive:
    public = edition(world, "Mạng lưới truyền thông bắt đầu làm việc")
    inside = edition(world, "Trao đổi trong mạng lưới", reach="network")
    ten = clock.now() + timedelta(minutes=90)
    embargoed = edition(world, "Tin giữ đến mười giờ", embargo_until=ten)
    withdrawn = edition(world, "Bản sẽ thu hồi")
    corrected = edition(world, "Bản sẽ đính chính")
    everyone = Audience(mandates=("leader", "officer", "journalist"))
    told = {"audience": everyone, "by": world.coordinator}
    circulation.circulate(
        edition=public.pk, acknowledge_by=clock.now() + timedelta(hours=4), **told
    )
    circulation.circulate(edition=embargoed.pk, under_embargo=True, **told)
    correct(world, withdrawn, withdraw=True)
    correct(world, corrected)
    work_off()
    for each in (public, inside, embargoed, withdrawn, corrected):
        each.refresh_from_db()
    return Archive(world, public, inside, embargoed, withdrawn, corrected)


Enter = Callable[..., Client]


@pytest.fixture
def enter(world: World) -> Enter:
    """A browser in which somebody of `KINDS` (or nobody) is signed in, both factors shown."""

    def browser(kind: str = "", *, second_factor: bool = True) -> Client:
        client = Client(HTTP_HOST="localhost")
        if not kind:
            return client
        person = world.people[KINDS[kind]]
        person.refresh_from_db()
        if second_factor:
            add_second_factor(person.account)
        client.force_login(person.account, backend=BACKEND)
        return client

    return browser


def add_second_factor(account: Any) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    if not Authenticator.objects.filter(user=account).exists():
        TOTP.activate(account, generate_totp_secret())
