"""Whatever is answered, amended and consolidated in whatever order: no answer is lost, and the
ledger says what the answers say."""

from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.circulation.conftest import World
from tests.exchange.conftest import answered, asked, table
from thongsuot.circulation.models import Acknowledgement
from thongsuot.exchange import actions, queries
from thongsuot.exchange.models import Consolidation, Request
from thongsuot.exchange.terms import Into
from thongsuot.lib.text.markup import to_text

WHO = st.sampled_from(["hanoi", "hue", "camau", "telecom"])
WORDS = st.sampled_from(["Đã làm xong.", "A < b & c > d", "<b>đậm</b>\n\nđoạn hai", "«»"])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), WHO, WORDS),
        st.tuples(st.just("nothing"), WHO, st.none()),
        st.tuples(st.just("consolidate"), st.sampled_from([Into.DRAFT, Into.SHEET]), st.none()),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=ACTS)
def test_no_answer_is_lost(world: World, acts: list[tuple[str, Any, Any]]) -> None:
    with transaction.atomic():
        request = asked(world)
        last: dict[str, str] = {}
        for place, (act, what, words) in enumerate(acts):
            if act == "consolidate":
                _consolidate(world, request, what, last)
            else:
                last[what] = "" if act == "nothing" else f"{words} số {place}"
                more = {"nothing": True} if act == "nothing" else {"text": last[what]}
                answered(world, request, what, **more)
            _check(world, request, last)
        transaction.set_rollback(True)


def _consolidate(world: World, request: Request, into: Into, last: dict[str, str]) -> None:
    if not last:
        return
    made = actions.consolidate(request=request.pk, into=into, by=world.coordinator)
    assert made.answers.count() == len(last)
    if made.release is not None:
        words = " ".join(to_text(made.release.revisions.get().body).split())
        for text in last.values():
            assert " ".join(text.split()) in words


def _check(world: World, request: Request, last: dict[str, str]) -> None:
    """Each newest answer is in a consolidation or told as not yet in; who answered owes nothing."""
    rows = table(world, request)
    given = {name: row for name, row in rows.items() if row.answer}
    assert {name: row.text for name, row in given.items()} == last
    kept = set(Consolidation.objects.values_list("answers", flat=True))
    assert {name for name, row in given.items() if row.consolidated} == {
        name for name, row in given.items() if row.answer in kept
    }
    settled = Acknowledgement.objects.filter(dispatch=request.dispatch_id, settled_at__isnull=False)
    assert {debt.unit_id for debt in settled} == {row.unit for row in given.values()}
    view = queries.request_for(world.view("coordinator"), request.pk)
    assert view is not None and view.answered == len(last)
    assert view.nothing == sum(row.nothing for row in given.values())
