"""The database server is restarted in mid-dispatch: workers lose their locks and begin again."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.durability import server
from tests.durability.conftest import Installation, wait_until
from tests.durability.furnish import RECIPIENTS
from tests.durability.test_kills import IN_FLIGHT, STATE, check_ledger, circulate, finish

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgresql,
    pytest.mark.skipif(bool(server.absent()), reason=server.absent()),
]


@pytest.fixture
def database() -> Iterator[server.Server]:
    with (
        tempfile.TemporaryDirectory(prefix="postgresql-") as folder,
        server.running(Path(folder)) as found,
    ):
        yield found


def test_a_server_that_is_restarted_twice_costs_no_mail(
    database: server.Server, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    (tmp_path / "home").mkdir()
    with closing(Installation(tmp_path / "home", database.url)) as installation:
        installation.furnish()
        installation.serve_mail()
        circulate(installation)
        tree = Kept(installation, 2)
        for share in (4, 2):
            wait_until(lambda so=RECIPIENTS // share: tree.up() and installation.arrived() >= so)  # type: ignore[misc]
            database.control("restart", "-m", "fast")
            vars(installation).pop("_connection", None)  # ours was cut as well
        wait_until(lambda: tree.up() and installation.rows(STATE) == [("done",)], pause=0.1)
        finish(installation)
        repeats = check_ledger(installation)
        record_property("repeats", repeats)
        assert repeats <= 2 * 2 * IN_FLIGHT


class Kept:
    """Workers that are started again when they end, as `thongsuot up` does."""

    def __init__(self, installation: Installation, crew: int) -> None:
        self.installation = installation
        self.workers = [installation.worker() for _ in range(crew)]

    def up(self) -> bool:
        for place, worker in enumerate(self.workers):
            if worker.poll() is not None:
                assert worker.returncode == 1, "only a lost lock ends a worker"
                self.workers[place] = self.installation.worker()
        return True
