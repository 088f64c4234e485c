"""One whole installation in a process of its own: web threads, the jobs, and orders on stdin.

`python -m tests.peers.house PORT`: each line of stdin is code as JSON; what `say` was given comes
back as a line. The jobs run between two orders, as a worker and its sweeps would.
"""

import contextlib
import json
import queue
import sys
import threading
import time
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import close_old_connections  # noqa: E402

from thongsuot.journal import actions as journal  # noqa: E402
from thongsuot.peers.jobs import keep_up  # noqa: E402
from thongsuot.work import direct, registry  # noqa: E402

PAUSE = 0.4  # seconds between two rounds of the jobs: the sweep's minute, shortened


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def serve(port: int) -> None:
    server = make_server("127.0.0.1", port, get_wsgi_application(), Server, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def rounds(orders: "queue.Queue[str]") -> None:
    known: dict[str, object] = {"say": say}
    due = 0.0
    while True:
        with contextlib.suppress(queue.Empty):
            order = orders.get(timeout=max(due - time.monotonic(), 0.01))
            if not order:
                return
            exec(json.loads(order), known)
            print("done", flush=True)
        if time.monotonic() >= due:
            work()
            due = time.monotonic() + PAUSE


def work() -> None:
    """What a worker and its sweeps do. Mails wait: nobody takes any here."""
    close_old_connections()
    journal.catch_up()
    keep_up()
    while direct.waiting():  # a job that fails is dropped; the sweep finds what it left
        with contextlib.suppress(Exception):
            if not direct.drain():
                break
    direct.clear()


def say(it: object) -> None:
    print(json.dumps(it, default=str), flush=True)


def read(orders: "queue.Queue[str]") -> None:
    for line in sys.stdin:
        orders.put(line)
    orders.put("")


if __name__ == "__main__":
    registry.load()
    serve(int(sys.argv[1]))
    print("ready", flush=True)
    given: "queue.Queue[str]" = queue.Queue()
    threading.Thread(target=read, args=(given,), daemon=True).start()
    rounds(given)
