"""The API's tests run twice: on SQLite, and on PostgreSQL where there is one."""

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "service" in metafunc.fixturenames:
        metafunc.parametrize("service", ["sqlite", "postgresql"], indirect=True, scope="session")
