from datetime import timedelta

import pytest

from tests.network.conftest import Small
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, queries
from thongsuot.network.models import Token
from thongsuot.network.terms import PUBLIC, Scope


def test_what_each_person_is(small: Small):
    centre, department, paper = small.centre.pk, small.department.pk, small.paper.pk
    table = {
        "coordinator": (set(), {centre}, set(), set(), True, True),
        "leader": ({centre}, {centre}, {centre}, set(), False, True),
        "officer": (set(), {centre}, {centre}, set(), False, True),
        "far_leader": ({department}, {department}, {department}, set(), False, False),
        "far_officer": (set(), {department}, {department}, set(), False, False),
        "journalist": (set(), set(), set(), {paper}, False, False),
    }
    for who, expected in table.items():
        v = queries.viewer_of(getattr(small, who))
        seen = (v.leads, v.works_for, v.answers_for, v.reports_for, v.coordinates, v.in_ministry)
        assert seen == expected, who
        assert v.scopes is None
    assert queries.viewer_of(None) == PUBLIC


def test_building_a_viewer_takes_few_questions(small: Small, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        queries.viewer_of(small.leader)


def test_a_token_is_its_person_narrowed(small: Small):
    expires = clock.in_days(30)
    token, secret = actions.issue_token(
        person=small.journalist,
        label="Tòa soạn",
        scopes=["read_editions"],
        expires_at=expires,
        by=small.journalist,
    )
    viewer = queries.viewer_of_token(secret)
    assert viewer is not None
    assert viewer.person == small.journalist.pk
    assert viewer.reports_for == {small.paper.pk}
    assert viewer.scopes == {Scope.READ_EDITIONS}
    assert queries.viewer_of_token(secret[:-1]) is None
    assert queries.viewer_of_token("") is None
    assert queries.viewer_of_token(token.digest) is None
    assert queries.viewer_of_token(secret, expires) is None
    assert queries.viewer_of_token(secret, expires - timedelta(seconds=1)) is not None


def test_the_secret_is_not_kept(small: Small):
    token, secret = actions.issue_token(
        person=small.journalist,
        label="x",
        scopes=["read_editions"],
        expires_at=clock.in_days(1),
        by=None,
    )
    kept = Token.objects.values().get(pk=token.pk)
    assert all(secret not in str(value) for value in kept.values())


def test_a_revoked_token_opens_nothing(small: Small):
    token, secret = actions.issue_token(
        person=small.journalist,
        label="x",
        scopes=["read_editions"],
        expires_at=clock.in_days(1),
        by=None,
    )
    with pytest.raises(Refused, match=r"network\.not_yours"):
        actions.revoke_token(token=token, by=small.officer)
    assert list(queries.tokens_of(small.journalist.pk)) == [token]
    actions.revoke_token(token=token, by=small.journalist)
    assert queries.viewer_of_token(secret) is None
    assert not queries.tokens_of(small.journalist.pk)


def test_a_token_ends_with_its_account(small: Small):
    account = actions.open_account(person=small.journalist, by=None)
    _, secret = actions.issue_token(
        person=small.journalist,
        label="x",
        scopes=["read_editions"],
        expires_at=clock.in_days(1),
        by=None,
    )
    account.is_active = False
    account.save()
    assert queries.viewer_of_token(secret) is None
