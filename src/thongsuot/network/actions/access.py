"""Accounts of people and tokens of machines."""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.actions.asking import (
    AnyPerson,
    asker,
    check_manages,
    found,
    the_person,
)
from thongsuot.network.models import Account, ContactPoint, Mandate, Person, Token
from thongsuot.network.queries.viewers import digest
from thongsuot.network.terms import STAFF, ChannelName, ContactState, Scope

PREFIX = "ts_"
"""Lets scanners of leaked secrets recognise a token of ours."""


@transaction.atomic
def open_account(
    *,
    person: AnyPerson,
    by: Person | None,
    email: str | None = None,
    password: str | None = None,
) -> Account:
    """Lets the person sign in with that address, or with their best one.

    Without a password they sign in by a code sent to it, or set one by "forgotten password".
    Staff must add a second factor.
    """
    check_manages(by)
    holder = the_person(person)
    if holder.account_id is not None:
        raise Refused("network.account_exists")
    address = rules.address(ChannelName.EMAIL, email or _best_email(holder))
    if Account.objects.filter(email__iexact=address).exists():
        raise Refused("network.email_taken")
    staff = Mandate.objects.filter(person=holder, role__in=STAFF).touching(clock.legal_date(), None)
    account = Account(email=address, second_factor_required=staff.exists())
    account.set_password(password)
    account.save()
    # The network room verifies addresses, so the sign-in machinery is told that it need not.
    EmailAddress.objects.create(user=account, email=address, verified=True, primary=True)
    holder.account = account
    holder.save()
    journal.record("account.opened", by=by, subject=("person", holder.pk))
    return account


@transaction.atomic
def close_account(*, person: AnyPerson, by: Person | None) -> None:
    """The person can sign in no more, and their machines' tokens stop; the person stays."""
    check_manages(by)
    holder = the_person(person)
    if holder.account is None:
        raise Refused("network.no_account")
    account, holder.account = holder.account, None
    holder.save()
    account.delete()
    holder.tokens.filter(revoked_at=None).update(revoked_at=clock.now())
    journal.record("account.closed", by=by, subject=("person", holder.pk))


@transaction.atomic
def issue_token(
    *,
    person: AnyPerson,
    label: str,
    scopes: Collection[Scope | str],
    expires_at: datetime,
    by: Person | None,
) -> tuple[Token, str]:
    """A token and its secret. The secret is shown now and never again: only a digest is kept."""
    holder = the_person(person)
    rules.check_token_of(asker(by), holder.pk)
    wanted = sorted({Scope(scope) for scope in scopes})
    rules.check_token(wanted, expires_at, clock.now())
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=holder,
        label=label.strip()[:80],
        digest=digest(secret),
        scopes=[scope.value for scope in wanted],
        expires_at=expires_at,
    )
    journal.record(
        "token.issued", by=by, subject=("token", token.pk), person=holder.pk, scopes=wanted
    )
    return token, secret


@transaction.atomic
def revoke_token(*, token: Token | UUID | str, by: Person | None) -> Token:
    """From now on the secret opens nothing. Revoking twice keeps the first time."""
    row = token if isinstance(token, Token) else found(Token, token, "network.no_token")
    rules.check_token_of(asker(by), row.person_id)
    row.revoked_at = row.revoked_at or clock.now()
    row.save()
    journal.record("token.revoked", by=by, subject=("token", row.pk), person=row.person_id)
    return row


def _best_email(person: Person) -> str:
    good = person.contact_points.filter(channel=ChannelName.EMAIL, state=ContactState.GOOD)
    best: ContactPoint | None = good.order_by("preference", "created_at", "id").first()
    if best is None:
        raise Refused("network.no_email")
    return best.address
