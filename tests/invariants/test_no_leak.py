"""No page, feed, answer of the API or search shows what its viewer may not see, at any time.

What is allowed is stated here a second time, by hand, and not asked of the product's own query.
"""

import logging
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.circulation.conftest import add_departments
from tests.invariants.conftest import filled, text_of, visitor
from tests.releases.conftest import World, begin, sealed, write
from thongsuot.circulation import actions as circulation
from thongsuot.circulation.terms import Audience
from thongsuot.lib import clock
from thongsuot.releases import actions as releases
from thongsuot.releases.houses import House, Line
from thongsuot.releases.models import Release, Topic
from thongsuot.releases.terms import FileRole, FileUse

VIEWERS = [
    "public",
    "reporter",
    "token:reporter",
    "hanoi_officer",
    "stranger",
    "token:stranger",
    "other_leader",
    "officer",
    "leader",
    "coordinator",
]
INSIDE = {"officer", "colleague", "leader"}  # of the unit that writes
HOUR = timedelta(hours=6)


@dataclass
class Text:
    """A text with words of its own that appear nowhere else."""

    secret: str
    reach: str = "public"
    sealed: bool = False
    embargo: bool = False
    submitted: bool = False
    fate: str = ""  # "", "correct", "withdraw"
    topic: str = ""  # of a message house: its body is an open line, and it has lines from inside
    ids: list[UUID] = field(default_factory=list)

    @property
    def body_secret(self) -> str:
        return f"{self.secret}thân"

    @property
    def file_secret(self) -> str:
        return f"{self.secret}tệp"

    @property
    def inside_secrets(self) -> tuple[str, ...]:
        """What only the units may read, whatever the reach."""
        return (f"{self.secret}kín", f"{self.secret}chưa") if self.topic else ()


def tell(world: World, text: Text) -> Release:
    """Bring a text to where it should be, by the people who may."""
    kind = "talking_points" if text.reach == "units" else "press_release"
    release = begin_lines(world, text) if text.topic else begin(world, kind=kind)
    kept = releases.attach(
        release=release,
        by=world.officer,
        name=f"{text.secret}.txt",
        content=text.file_secret.encode(),
        role=FileRole.ATTACHMENT,
    )
    if text.topic or text.reach == "network" or text.embargo:
        releases.set_details(
            release=release,
            by=world.officer,
            topic=text.topic or None,
            reach=text.reach,
            embargo_until=clock.now() + HOUR if text.embargo else None,
        )
    if text.topic:
        releases.save_house(release=release, by=world.officer, house=lines(text), base=0)
    else:
        releases.save(
            release=release,
            by=world.officer,
            title=f"Tin {text.secret}",
            summary=f"Gọn {text.secret}",
            body=f"<p>Rằng {text.body_secret}.</p>",
            files=[FileUse(str(kept.pk), FileRole.ATTACHMENT)],
            base=1,
        )
    text.ids += [release.pk, kept.pk]
    _further(world, text, release)
    text.ids += [step.pk for step in release.steps.all()[:1]]
    return release


def begin_lines(world: World, text: Text) -> Release:
    Topic.objects.filter(pk=text.topic).update(owner=world.telecom)
    return releases.begin_house(
        topic=text.topic, unit=world.telecom, by=world.officer, title=f"Tin {text.secret}"
    )


def lines(text: Text) -> House:
    inside, not_yet = text.inside_secrets
    return House(
        one_line=f"Gọn {text.secret}",
        messages=(Line(text.body_secret), Line(inside, inside=True)),
        not_yet=(not_yet,),
        review_on=clock.legal_date() + timedelta(days=30),
    )


def _further(world: World, text: Text, release: Release) -> None:
    if text.sealed:
        edition = sealed(world, release)
        text.ids.append(edition.pk)
        dispatch = circulation.circulate(
            edition=edition.pk,
            audience=Audience(mandates=("leader", "officer", "journalist")),
            by=world.coordinator,
            under_embargo=text.embargo,
        )
        text.ids.append(dispatch.pk)
        if text.fate:
            _follow(world, edition, text.fate)
    elif text.submitted:
        releases.submit(release=release, by=world.officer)


def _follow(world: World, edition: object, fate: str) -> None:
    successor = getattr(releases, fate)(edition=edition, by=world.officer)
    number = successor.revisions.count()
    write(successor, world.officer, body="<p>Đã sửa.</p>", title="Bản sửa", base=number)
    sealed(world, successor)


def may_see(viewer: str, text: Text, at: datetime, opened: datetime) -> bool:
    """Whether the viewer may read the words of the text at that instant."""
    name = viewer.removeprefix("token:")
    token = viewer.startswith("token:")
    if name in INSIDE and not token:
        return True
    if name == "coordinator" and not token:
        return text.sealed or text.submitted
    if not text.sealed or text.fate:
        return False
    if text.embargo and at < opened + HOUR:
        return False
    return {
        "public": True,
        "network": name != "public",
        "units": name not in {"public", "reporter"},
    }[text.reach]


def may_see_inside(viewer: str, text: Text, at: datetime, opened: datetime) -> bool:
    """Lines from inside: people of the units at a screen, where they may read the text at all."""
    if viewer.startswith("token:") or viewer in ("public", "reporter"):
        return False
    return may_see(viewer, text, at, opened)


def every_path(texts: list[Text]) -> list[str]:
    """Every address with every id of these texts, and every search for their words."""
    ids = [each for text in texts for each in text.ids]
    asked = [page + f"?q={text.secret}" for page in SEARCHES for text in texts]
    topics = [page + f"{text.topic}/" for page in TOPICS for text in texts if text.topic]
    return [*filled(ids, WORDS), *asked, *topics]


def walk(
    world: World, name: str, texts: list[Text], at: datetime, opened: datetime, paths: list[str]
) -> list[str]:
    """Open the paths as this viewer at that time, and check what they tell. Those that exist."""
    existing = []
    logging.disable(logging.CRITICAL)  # thousands of refusals are the point here
    with clock.frozen(at):
        who = visitor(world, name)
        for path in paths:
            if _costs_and_tells_nothing(path, name, texts, at, opened):
                continue
            response = who.get(path)
            assert response.status_code < 500 or path == "/healthz", path
            if response.status_code not in (404, 405):
                existing.append(path)
            if response.status_code == 200:
                _check_told(text_of(response), name, texts, at, opened, path)
    logging.disable(logging.NOTSET)
    return existing


def _costs_and_tells_nothing(
    path: str, name: str, texts: list[Text], at: datetime, opened: datetime
) -> bool:
    """A PDF, a Word file, an archive for somebody who may have it: slow to make, and allowed."""
    if not re.search(r"(pdf|docx|zip)/?$", path):
        return False
    text = next((t for t in texts if any(str(each) in path for each in t.ids)), None)
    return text is not None and may_see(name, text, at, opened)


TOPICS = ["/ban/chu-de/", "/ban/noi-gi/"]
SEARCHES = ["/tim/", "/ban/tim/", "/", "/ban/tin/", "/api/v1/editions"]
WORDS = ["docx", "txt", "zalo.txt", "ninjs.json", "unit"]


def _check_told(
    told: str, name: str, texts: list[Text], at: datetime, opened: datetime, path: str
) -> None:
    for text in texts:
        if not may_see_inside(name, text, at, opened):
            for words in text.inside_secrets:
                assert words not in told, f"{name} read {words} at {path}"
        if may_see(name, text, at, opened):
            continue
        for words in (text.body_secret, text.file_secret):
            assert words not in told, f"{name} read {words} at {path}"
        if not _may_know_title(name, text, at, opened):
            titles = (f"Tin {text.secret}", f"Gọn {text.secret}", f"{text.secret}.txt")
            for words in titles:
                assert words not in told, f"{name} learnt {words} at {path}"


def _may_know_title(name: str, text: Text, at: datetime, opened: datetime) -> bool:
    """What was taken back still shows its head to those its reach admits."""
    if not text.sealed or not text.fate:
        return False
    shown = Text(text.secret, text.reach, sealed=True, embargo=text.embargo)
    return may_see(name, shown, at, opened)


# In two parts, for two processes. Message houses stand for all that waits or is out: they have
# what every text has, and lines from inside; other kinds are drawn below.
STATES = {
    "waiting or taken back": [
        {"topic": "telecom"},
        {"topic": "post", "sealed": True, "embargo": True},
        {"sealed": True, "fate": "correct"},
        {"sealed": True, "fate": "withdraw"},
    ],
    "submitted or out": [
        {"submitted": True},
        {"topic": "false-news", "sealed": True},
        {"topic": "publishing", "sealed": True, "reach": "network"},
        {"topic": "network", "sealed": True, "reach": "units"},
    ],
}


@pytest.fixture
def network_of_all(world: World) -> World:
    add_departments(world)
    return world


@pytest.fixture
def world(db: None, morning: datetime) -> World:
    from tests.releases.conftest import build

    return build()


@pytest.mark.parametrize("states", STATES)
def test_every_state_to_every_viewer(network_of_all: World, states: str) -> None:
    """Insiders open every address with every id; the others, whatever exists for an insider."""
    texts = [Text(f"mật{place}x", **told) for place, told in enumerate(STATES[states])]
    opened = clock.now()
    for text in texts:
        tell(network_of_all, text)
    paths = every_path(texts)
    existing: set[str] = set()
    for name in INSIDERS:
        existing |= set(walk(network_of_all, name, texts, opened, opened, paths))
    assert len(existing) > 150  # the walk really opens pages, else it would prove nothing
    timed = [path for path in sorted(existing) if _hangs_on_the_hour(path, texts)]
    for name in set(VIEWERS) - set(INSIDERS):
        before = opened + HOUR - timedelta(seconds=1)
        walk(network_of_all, name, texts, before, opened, timed)
        walk(network_of_all, name, texts, opened + HOUR, opened, sorted(existing))


def _hangs_on_the_hour(path: str, texts: list[Text]) -> bool:
    """An address of a text under embargo, or of no text: a list, a search, a feed."""
    of = [text for text in texts if any(str(each) in path for each in text.ids)]
    return any(text.embargo for text in of or texts)


INSIDERS = ["officer", "coordinator"]


TEXTS = st.builds(
    dict,
    reach=st.sampled_from(["public", "network", "units"]),
    sealed=st.booleans(),
    embargo=st.booleans(),
    submitted=st.booleans(),
    fate=st.sampled_from(["", "", "correct", "withdraw"]),
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=TEXTS, name=st.sampled_from(VIEWERS), minutes=st.integers(min_value=0, max_value=600))
def test_nothing_leaks_at_any_time(
    network_of_all: World, told: dict, name: str, minutes: int
) -> None:
    if told["embargo"] and told["fate"]:
        told["fate"] = ""  # what is not out yet is dropped, not corrected
    with transaction.atomic():
        text = Text("mậtkín", **told)
        opened = clock.now()
        tell(network_of_all, text)
        at = opened + timedelta(minutes=minutes)
        walk(network_of_all, name, [text], at, opened, every_path([text]))
        transaction.set_rollback(True)


def test_agreement_to_hold_opens_it_to_that_person_alone(network_of_all: World) -> None:
    text = Text("mậthẹn", sealed=True, embargo=True)
    world = network_of_all
    release = tell(world, text)
    work_off_planning()
    releases.agree_to_hold(edition=release.edition, by=world.reporter)
    body = text.body_secret
    path = f"/tin/{release.edition.pk}/"
    assert body in text_of(visitor(world, "reporter").get(path))
    assert body not in text_of(visitor(world, "hanoi_officer").get(path))
    assert body not in text_of(visitor(world, "public").get(path))


def work_off_planning() -> None:
    """Plan, but send nothing: there is no mail server here."""
    from thongsuot.circulation.jobs.planning import plan
    from thongsuot.circulation.models import Dispatch

    for dispatch in Dispatch.objects.filter(state="planning"):
        plan(str(dispatch.pk))
