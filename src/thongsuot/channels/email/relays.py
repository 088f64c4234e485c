"""Several relays: whose turn it is by weight, which ones rest because they failed, and sessions
that stay open between one batch and the next."""

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from thongsuot.channels.email.config import EmailConfig
from thongsuot.channels.email.replies import Trouble
from thongsuot.channels.email.session import Session

FRUITLESS = 3  # connections in a row that settled nothing, before a last relay is given up
REST = 5.0  # seconds that a failed relay rests; doubled each time, up to
LONGEST = 300.0
FRESH = 1.0  # seconds after which a session is asked whether it still stands
STANDING = 8  # sessions kept to one relay

Where = tuple[str, int, str, str, str, str, str | None]


@dataclass
class _Relay:
    """What this process remembers of a relay. `turn`: smooth weighted round robin, as nginx has."""

    turn: int = 0
    failures: int = 0
    rests_until: float = 0.0


@dataclass
class _House:
    """Everything remembered in one process; a forked child starts with nothing."""

    relays: dict[Where, _Relay] = field(default_factory=dict)
    standing: dict[Where, list[tuple[float, Session]]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    reaping: bool = False


_house = _House()


def _forked() -> None:
    """A child shares its parent's connections and must not speak on them."""
    global _house
    kept, _house = _house.standing, _House()
    for sessions in kept.values():
        for _, session in sessions:
            session.close()


os.register_at_fork(after_in_child=_forked)


def where(config: EmailConfig) -> Where:
    """What makes two sessions interchangeable."""
    secrets = (config.username, config.password)
    return (config.host, config.port, config.security, *secrets, config.helo, config.ca_file)


class Course:
    """Which relay a call uses, and which after it. Weights count calls, not messages."""

    def __init__(self, config: EmailConfig) -> None:
        self._left = _in_turn([config, *config.others])
        self._fruitless = 0

    @property
    def relay(self) -> EmailConfig:
        """The one to use now."""
        return self._left[0]

    def settled(self) -> None:
        """It took or refused a message: it works."""
        self._fruitless = 0
        _recall(self.relay).failures = 0

    def failed(self, trouble: Trouble) -> bool:
        """A connection was lost; whether another should be tried. Waiting is the caller's."""
        self._fruitless += 1
        hopeless = trouble.lasting or self._fruitless >= (1 if len(self._left) > 1 else FRUITLESS)
        if not hopeless:
            return True
        _let_rest(self.relay)
        if len(self._left) == 1:
            return False
        self._left.pop(0)
        self._fruitless = 0
        return True

    @property
    def fruitless(self) -> int:
        """Connections in a row to the present relay that settled nothing."""
        return self._fruitless


def _recall(config: EmailConfig) -> _Relay:
    return _house.relays.setdefault(where(config), _Relay())


def _let_rest(config: EmailConfig) -> None:
    with _house.lock:
        relay = _recall(config)
        relay.rests_until = time.monotonic() + min(REST * 2**relay.failures, LONGEST)
        relay.failures = min(relay.failures + 1, 16)


def _in_turn(configs: Sequence[EmailConfig]) -> list[EmailConfig]:
    """The one whose turn it is first, then the others; those that rest last, soonest back first."""
    if len(configs) == 1:
        return list(configs)
    now = time.monotonic()
    with _house.lock:
        known = [(config, _recall(config)) for config in configs]
        awake = [each for each in known if each[1].rests_until <= now]
        for config, relay in awake:
            relay.turn += config.weight
        awake.sort(key=lambda each: -each[1].turn)
        if awake:
            awake[0][1].turn -= sum(config.weight for config, _ in awake)
        resting = [each for each in known if each[1].rests_until > now]
        resting.sort(key=lambda each: each[1].rests_until)
    return [config for config, _ in awake + resting]


def opened(config: EmailConfig) -> Session:
    """A session to a relay: one that stands and still answers, else a new one. Raises Trouble."""
    while True:
        with _house.lock:
            standing = _house.standing.get(where(config))
            since, session = standing.pop() if standing else (0.0, None)
        if session is None:
            return Session(config)
        session.serve(config)
        if _stands(session, time.monotonic() - since):
            return session
        session.close()


def _stands(session: Session, idle: float) -> bool:
    """Whether a session that nobody used for a while may be used. Words that nobody asked for are
    a farewell; after a longer while only an answer proves that the other end is there."""
    if session.speaks():
        return False
    if idle < FRESH:
        return True
    try:
        return session.ask("RSET").code == 250
    except Trouble:
        return False


def kept(session: Session) -> None:
    """Keep a session that is done, for as long as its config says; else take leave."""
    seconds = session.config.keep
    if not seconds or session.lost:
        session.quit()
        session.close()
        return
    with _house.lock:
        standing = _house.standing.setdefault(where(session.config), [])
        standing.append((time.monotonic(), session))
        surplus = [standing.pop(0)] if len(standing) > STANDING else []
        if not _house.reaping:
            _house.reaping = True
            threading.Thread(target=_reap, args=(_house,), daemon=True).start()
    _leave([left for _, left in surplus])


def leave_all() -> None:
    """Take leave of every relay, as before the end of a process."""
    with _house.lock:
        sessions = [session for kept in _house.standing.values() for _, session in kept]
        _house.standing.clear()
    _leave(sessions)


def _leave(sessions: Sequence[Session]) -> None:
    for session in sessions:
        session.leave()


def _reap(house: _House) -> None:
    """Take leave of sessions that nobody used for long; ends with the last."""
    while True:
        time.sleep(0.5)
        now = time.monotonic()
        over: list[Session] = []
        with house.lock:
            for place, sessions in list(house.standing.items()):
                over += [session for since, session in sessions if _expired(session, now - since)]
                still = [each for each in sessions if not _expired(each[1], now - each[0])]
                house.standing[place] = still
            house.standing = {place: left for place, left in house.standing.items() if left}
            house.reaping = bool(house.standing)
            done = not house.reaping
        _leave(over)
        if done:
            return


def _expired(session: Session, idle: float) -> bool:
    return idle >= session.config.keep
