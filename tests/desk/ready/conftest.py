"""The network of the office's tests: three departments, accounts, a careful browser for each."""

from tests.desk.office.conftest import _static_folder, enter, world  # noqa: F401 (fixtures)
