"""Whatever anybody tries, in whatever order, the laws of the room hold."""

from collections import defaultdict
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network.queries import viewer_of
from thongsuot.network.terms import PUBLIC
from thongsuot.releases import actions, jobs, queries, rules, standing
from thongsuot.releases.models import Approval, EarlyReader, Edition, Release, Step

from .conftest import PEOPLE, World

WHO = st.sampled_from(sorted(PEOPLE))
WHICH = st.integers(0, 7)
KINDS = st.sampled_from(["press_release", "statement", "talking_points"])
REACH = st.sampled_from(["public", "network", "units"])
HOURS = st.sampled_from([None, None, 1, 3])


class Newsroom(RuleBasedStateMachine):
    """Random acts by random people; most are refused, `push` brings texts forward."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.made: list[UUID] = []
        self.viewers = {name: viewer_of(person) for name, person in world.people.items()}
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.frozen = clock.frozen(clock.now())
        self.frozen.__enter__()

    def teardown(self) -> None:
        self.frozen.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def release(self, which: int) -> Release | None:
        """The newest is 0: what was begun last has most before it."""
        return Release.objects.get(pk=self.made[-1 - which % len(self.made)]) if self.made else None

    def edition(self, which: int) -> Edition | None:
        rows = list(Edition.objects.order_by("sealed_at", "unit_name", "number"))
        return rows[which % len(rows)] if rows else None

    @initialize(begun=st.sampled_from(["nothing", "edition", "correct", "withdraw"]))
    def have_begun(self, begun: str) -> None:
        """Chance alone comes too seldom as far as a correction that is out."""
        everybody = sorted(PEOPLE)
        if begun == "nothing":
            return
        self.draft("officer", "officer", "press_release")
        self._bring_out(everybody)
        if begun != "edition":
            self.follow("officer", 0, begun)
            self._bring_out(everybody)

    def _bring_out(self, who: list[str]) -> None:
        for _ in range(3):
            self._push(self.release(0), who)

    @rule(who=WHO, other=WHO, kind=KINDS)
    def draft(self, who: str, other: str, kind: str) -> None:
        unit = self.world.units[PEOPLE[other][1]]
        with suppress(Refused):
            release = actions.draft(kind=kind, unit=unit, by=self.world.people[who])
            self.made.append(release.pk)
            self._write(release, who)

    def _write(self, release: Release, who: str) -> None:
        base = release.revisions.count()
        actions.save(
            release=release,
            by=self.world.people[who],
            title=f"Tin {base}",
            summary="",
            body=f"<p>Lần {base}</p>",
            files=[],
            base=base,
        )

    @precondition(lambda self: Release.objects.exists())
    @rule(who=WHO, which=WHICH, reach=REACH, embargo=HOURS, later=HOURS)
    def detail(self, who: str, which: int, reach: str, embargo: int, later: int) -> None:
        hours = [h and clock.now() + timedelta(hours=h) for h in (embargo, later)]
        with suppress(Refused):
            actions.set_details(
                release=self.release(which),
                by=self.world.people[who],
                topic=None,
                reach=reach,
                embargo_until=hours[0],
                release_at=hours[1],
            )

    @precondition(lambda self: Release.objects.exists())
    @rule(
        who=WHO,
        which=WHICH,
        act=st.sampled_from(["write", "submit", "approve", "take_over", "send_back", "shorten"]),
    )
    def act(self, who: str, which: int, act: str) -> None:
        release, by = self.release(which), self.world.people[who]
        step = Step.objects.filter(release=release, state="pending").first()
        with suppress(Refused):
            if act == "write":
                self._write(release, who)
            elif act == "submit":
                actions.submit(release=release, by=by)
            elif act == "shorten":
                actions.shorten(release=release, by=by, reason="Gấp")
            elif step and act == "send_back":
                actions.send_back(step=step, by=by, reason="Sửa")
            elif step:
                getattr(actions, act)(step=step, by=by)

    @precondition(lambda self: Release.objects.exists())
    @rule(which=st.integers(0, 2), who=st.permutations(sorted(PEOPLE)), steps=st.integers(1, 3))
    def push(self, which: int, who: list[str], steps: int) -> None:
        """Somebody does the next right thing, up to three times."""
        for _ in range(steps):
            self._push(self.release(which), who)

    def _push(self, release: Release, who: list[str]) -> None:
        step = Step.objects.filter(release=release, state="pending").first()
        for name in who:
            by = self.world.people[name]
            with suppress(Refused):
                if step:
                    actions.approve(step=step, by=by)
                else:
                    self._write(release, name)
                    actions.submit(release=release, by=by)
                return

    @precondition(lambda self: Edition.objects.exists())
    @rule(who=WHO, which=WHICH, act=st.sampled_from(["correct", "correct", "withdraw"]))
    def follow(self, who: str, which: int, act: str) -> None:
        with suppress(Refused):
            by = self.world.people[who]
            self.made.append(getattr(actions, act)(edition=self.edition(which), by=by).pk)

    @precondition(lambda self: Edition.objects.exists())
    @rule(who=WHO, friend=WHO, which=WHICH, agrees=st.booleans())
    def let_in(self, who: str, friend: str, which: int, agrees: bool) -> None:
        edition, reader = self.edition(which), self.world.people[friend]
        with suppress(Refused):
            actions.grant_early(edition=edition, persons=[reader], by=self.world.people[who])
            if agrees:
                actions.agree_to_hold(edition=edition, by=reader)

    @rule(minutes=st.sampled_from([1, 59, 121]), rings=st.booleans())
    def wait(self, minutes: int, rings: bool) -> None:
        now = clock.now()
        self.frozen.__exit__(None, None, None)
        self.frozen = clock.frozen(now + timedelta(minutes=minutes))
        self.frozen.__enter__()
        if rings:
            jobs.open_missed()

    @invariant()
    def others_approved(self) -> None:
        for edition in Edition.objects.all():
            wrote = set(edition.release.revisions.values_list("author", flat=True))
            made = Approval.objects.filter(revision=edition.revision, decision="approved")
            deciders = list(made.values_list("decided_by", flat=True))
            steps = Step.objects.filter(revision=edition.revision)
            assert steps.count() == len(edition.kind.route)
            assert len(deciders) == steps.exclude(state="skipped").count()
            assert len(set(deciders)) == len(deciders) >= 1
            assert not wrote & set(deciders)
            assert edition.release.author_id not in deciders

    @invariant()
    def numbers_run(self) -> None:
        numbers = defaultdict(list)
        for unit, year, number in Edition.objects.values_list("unit", "year", "number"):
            numbers[unit, year].append(number)
        for given in numbers.values():
            assert sorted(given) == list(range(1, len(given) + 1))

    @invariant()
    def nobody_sees_before_the_hour_or_beyond_the_reach(self) -> None:
        now, rows = clock.now(), list(Edition.objects.all())
        shown = {v.id for v in queries.editions_for(PUBLIC, limit=100)} if rows else set()
        assert shown == {e.id for e in rows if e.visible_from <= now and e.reach == "public"}
        for name, person in self.world.people.items() if rows else ():
            views = {v.id: v for v in queries.editions_for(self.viewers[name], limit=100)}
            for edition in rows:
                open_now = edition.visible_from <= now
                view = views.get(edition.id)
                unit, role = PEOPLE[name][1:]
                inside = self.world.units[unit].pk == edition.unit_id or role == "coordinator"
                if view is None or inside:
                    assert view is not None or not inside
                    continue
                staff = role != "journalist"
                assert edition.reach != "units" or staff
                assert open_now or self._held(edition, person) or self._decided(edition, person)
                assert view.can_read == (view.state == "standing")
                assert (view.body is None) != view.can_read

    @staticmethod
    def _held(edition: Edition, person: object) -> bool:
        held = EarlyReader.objects.filter(edition=edition, person=person)
        return held.exclude(agreed_at=None).exists()

    @staticmethod
    def _decided(edition: Edition, person: object) -> bool:
        mine = Approval.objects.filter(decided_by=person, revision__release=edition.release_id)
        return mine.exists()

    @invariant()
    def successors_fit(self) -> None:
        for edition in Edition.objects.exclude(predecessor=None):
            before = edition.predecessor
            assert edition.reach == before.reach
            assert edition.visible_from >= before.visible_from
            if edition.kind.follows == "withdraws":
                assert (before.state, before.superseded_by_id) == ("withdrawn", edition.id)
        for edition in Edition.objects.all():
            assert (edition.state == "standing") == (edition.superseded_by_id is None)
            corrections = edition.successors.filter(kind__follows="corrects")
            assert corrections.count() <= 1
            assert queries.seal_check(edition.id)[0]


def test_the_laws_hold(world: World) -> None:
    reached: set[str] = set()

    class Watched(Newsroom):
        def __init__(self) -> None:
            super().__init__(world)

        def teardown(self) -> None:
            try:
                reached.update(Edition.objects.values_list("state", flat=True))
                self.query_and_rule_agree()
            finally:
                super().teardown()

        def query_and_rule_agree(self) -> None:
            """`visible_releases` and `may_read_work` are two forms of one law."""
            for release in Release.objects.all():
                work = standing.work_of(release)
                for name, viewer in self.viewers.items():
                    seen = queries.visible_releases(viewer).filter(pk=release.pk).exists()
                    assert seen == rules.may_read_work(work, viewer), (name, work)

    run_state_machine_as_test(
        Watched,
        settings=settings(
            max_examples=15,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {"standing", "corrected", "withdrawn"} <= reached  # it did get somewhere
