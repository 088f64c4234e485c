"""The two doors for mail that comes in, each with a peer that speaks its protocol for real."""

import asyncio
import imaplib
import smtplib
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.channels import dovecot
from tests.channels.test_incoming import OURS, mail
from thongsuot.channels.email import imap, incoming
from thongsuot.channels.email.lmtp import Door
from thongsuot.lib.refused import Refused

Taken = list[tuple[bytes, str, bool]]


@contextmanager
def opened(place: str, taken: Taken, *, failing: bool = False) -> Iterator[int]:
    """The door in a loop of its own; the port, or 0 for a socket."""

    def take(octets: bytes, address: str, no_sender: bool) -> None:
        if failing:
            raise OSError("the database is away")
        taken.append((octets, address, no_sender))

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    door = Door(place, lambda address: address.startswith("tra-loi+"), take)
    server = asyncio.run_coroutine_threadsafe(door.open(), loop).result(10)
    try:
        name = server.sockets[0].getsockname()
        yield 0 if isinstance(name, str) else name[1]
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


def test_what_is_ours_is_taken_and_answered_for_each() -> None:
    taken: Taken = []
    with opened("127.0.0.1:0", taken) as port, smtplib.LMTP("127.0.0.1", port) as peer:
        octets = mail("Đã nhận.\n.\nHết").replace(b"\n", b"\r\n")
        refused = peer.sendmail("", [OURS, "ai-do@tin.example.vn"], octets)
        assert list(refused) == ["ai-do@tin.example.vn"]
        assert refused["ai-do@tin.example.vn"][0] == 550
        peer.sendmail("officer@hue.example", [OURS], mail("dài " * 20_000))
    assert [(address, no_sender) for _octets, address, no_sender in taken] == [
        (OURS, True),
        (OURS, False),
    ]
    assert incoming.read(taken[0][0]).text == "Đã nhận.\n.\nHết"


def test_two_of_ours_get_an_answer_each_and_the_conversation_goes_on() -> None:
    taken: Taken = []
    with opened("127.0.0.1:0", taken) as port, smtplib.LMTP("127.0.0.1", port) as peer:
        peer.ehlo()
        for command in ("MAIL FROM:<>", f"RCPT TO:<{OURS}>", "RCPT TO:<tra-loi+2@x.vn>"):
            assert peer.docmd(command)[0] == 250
        assert peer.data(mail("a"))[0] == 250
        assert peer.getreply()[0] == 250
        assert peer.noop()[0] == 250
    assert [address for _octets, address, _no in taken] == [OURS, "tra-loi+2@x.vn"]


def test_what_could_not_be_kept_is_tried_again_by_the_mail_server() -> None:
    with opened("127.0.0.1:0", [], failing=True) as port:
        peer = smtplib.LMTP("127.0.0.1", port)
        with pytest.raises(smtplib.SMTPDataError) as told:
            peer.sendmail("", [OURS], mail("a"))
        assert told.value.smtp_code == 451
        peer.close()


def test_a_socket_in_the_file_system_is_a_door_too(tmp_path: Path) -> None:
    taken: Taken = []
    place = str(tmp_path / "door")
    with opened(place, taken), smtplib.LMTP(place) as peer:
        peer.sendmail("", [OURS], mail("a"))
    assert len(taken) == 1


def test_no_password_goes_over_a_network_in_clear() -> None:
    with pytest.raises(Refused, match=r"email\.password_in_clear"):
        imap.MailboxConfig(host="mail.example", security="none", username="u", password="p")


def config(port: int, **more: str) -> imap.MailboxConfig:
    told = {"username": dovecot.USER, "password": dovecot.PASSWORD} | more
    return imap.MailboxConfig(host="127.0.0.1", port=port, security="none", timeout=10, **told)


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder whose sockets' names fit the 107 letters that the system allows."""
    with tempfile.TemporaryDirectory(prefix="dovecot-") as folder:
        yield Path(folder)


@pytest.mark.skipif(bool(dovecot.absent()), reason=dovecot.absent())
def test_a_real_dovecot_is_read_once_and_left_as_it_is(short_path: Path) -> None:
    heard: list[str] = []

    def concerns(head: bytes) -> bool:
        return OURS in incoming.addressed(head)

    def hear(octets: bytes) -> None:
        text = incoming.read(octets).text
        if text == "hỏng" and text not in heard:
            heard.append(text)
            raise ValueError("the first time it is not kept")
        heard.append(text)

    with dovecot.running(short_path) as port:
        assert imap.health(config(port)).ok
        for number, text in enumerate(("một", "hỏng", "hai")):
            dovecot.put(short_path, f"{number}.mail", mail(text))
        other = mail("không phải của ta").replace(OURS.encode(), b"x@y.vn")
        dovecot.put(short_path, "9.mail", other)
        assert imap.listen(config(port), concerns, hear) == 2
        assert imap.listen(config(port), concerns, hear) == 1
        assert imap.listen(config(port), concerns, hear) == 0
        assert heard == ["một", "hỏng", "hai", "hỏng"]
        with imaplib.IMAP4("127.0.0.1", port) as box:
            box.login(dovecot.USER, dovecot.PASSWORD)
            box.select()
            assert len(box.search(None, "UNSEEN")[1][0].split()) == 4


@pytest.mark.skipif(bool(dovecot.absent()), reason=dovecot.absent())
def test_mails_that_cannot_be_kept_do_not_keep_out_others(
    short_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "MOST", 4)
    heard: list[str] = []

    def hear(octets: bytes) -> None:
        if (text := incoming.read(octets).text) == "hỏng":
            raise ValueError("never kept")
        heard.append(text)

    with dovecot.running(short_path) as port:
        for number, text in enumerate([*["hỏng"] * 5, "một", "hai"]):
            dovecot.put(short_path, f"{number}.mail", mail(text))
        assert imap.listen(config(port), lambda head: True, hear) == 2
    assert heard == ["một", "hai"]


def test_a_mailbox_that_is_away_says_where_it_failed() -> None:
    told = imap.health(config(1))
    assert (told.ok, told.reason, told.detail) == (
        False,
        "mailbox_unreachable",
        "connect: ConnectionRefusedError",
    )
