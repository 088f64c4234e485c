"""Mistyped mail addresses."""

import pytest

from thongsuot.lib import emails


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a@gmail.con", "a@gmail.com"),
        ("a@gmai.com", "a@gmail.com"),
        ("a@gmial.com", "a@gmail.com"),
        ("a@gmaill.com", "a@gmail.com"),
        ("a@gnail.com", "a@gmail.com"),
        ("a@gmai.con", "a@gmail.com"),
        ("a@yaho.com", "a@yahoo.com"),
        ("A@Hue.Gov.Vm", "a@hue.gov.vn"),
        ("a@outlok.com", "a@outlook.com"),
        ("a@gmail.com", ""),
        ("a@mail.com", ""),
        ("a@ymail.com", ""),
        ("a@hue.gov.vn", ""),
        ("a@vidu.example", ""),
        ("a@báo.vn", ""),
        ("a", ""),
        ("", ""),
    ],
)
def test_what_was_probably_meant(written: str, meant: str) -> None:
    assert emails.suggestion(written) == meant


@pytest.mark.parametrize(
    ("address", "may"), [("a@b.vn", True), ("a@b.1", False), ("a@b", False), ("a@b.x", False)]
)
def test_a_domain_that_cannot_exist(address: str, may: bool) -> None:
    assert emails.may_exist(address) is may
