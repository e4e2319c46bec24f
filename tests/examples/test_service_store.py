"""The service while its store is locked, or not there at all: on a file and on a database."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias

import psycopg
import pytest

from order_to_cash.embedded import open_desk
from tests.examples.test_service import PROBLEM, client_of, get, give, placed

Lock: TypeAlias = Callable[[], AbstractContextManager[None]]
NOWHERE: Final = "postgresql:///no_such_database?host=/nowhere"


@pytest.fixture(params=["file", "database"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "file":
        return str(tmp_path / "store.db")
    url: str = request.getfixturevalue("postgres")
    return url


@contextmanager
def locked(store: str) -> Iterator[None]:
    """Nobody else can write to it."""
    if store.startswith("postgresql:"):
        with psycopg.connect(store) as other:
            other.execute("LOCK TABLE order_to_cash.case_head IN EXCLUSIVE MODE")
            yield
            other.rollback()
    else:
        with closing(sqlite3.connect(store, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            yield
            writer.execute("ROLLBACK")


def assert_away(answer: Any) -> None:
    assert (503, PROBLEM) == (answer.status_code, answer.headers["content-type"])
    assert "1" == answer.headers["retry-after"]


def test_a_store_that_others_keep_busy_is_tried_again(store: str) -> None:
    """A command waits as long as it was told, then is 503; nothing was half done."""
    with client_of(store, timeout=0.2) as client:
        give(client, placed("c-1", "O-1"))
        with locked(store):
            assert_away(give(client, placed("c-2", "O-2")))
            assert 200 == get(client, "/cases/order/O-1").status_code
            assert 200 == client.get("/health").status_code
            assert 200 == client.get("/ready").status_code
        assert 404 == get(client, "/cases/order/O-2").status_code
        assert 200 == give(client, placed("c-2", "O-2")).status_code


@pytest.mark.parametrize("works", [False, True])
def test_a_store_that_is_not_there_is_tried_again(tmp_path: Path, *, works: bool) -> None:
    """Without its store the service is alive, not ready, and says when to ask again."""
    db = tmp_path / "service.db"
    with client_of(db, create=False, works=works) as client:
        assert 200 == client.get("/health").status_code
        assert 503 == client.get("/ready").status_code
        assert_away(get(client, "/cases"))
        assert_away(give(client, placed()))
        with open_desk(db, operator="peru"):
            pass
        assert 200 == get(client, "/cases").status_code


def test_a_database_that_is_not_there_is_tried_again() -> None:
    """Neither the start nor the end of the service waits for it."""
    with client_of(NOWHERE, timeout=0.2, works=True) as client:
        assert 200 == client.get("/health").status_code
        assert_away(give(client, placed()))
        ready = client.get("/ready")
        assert (503, "1") == (ready.status_code, ready.headers["retry-after"])


def test_a_database_that_went_away_comes_back(postgres: str) -> None:
    """Its server ended every connection: the next request is answered, or told to come again."""
    with client_of(postgres, timeout=0.5) as client:
        give(client, placed())
        with psycopg.connect(postgres, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        answers = [get(client, "/cases/order/O-1") for _ in range(3)]
        assert 200 == answers[-1].status_code
        for answer in answers:
            if answer.status_code != 200:
                assert_away(answer)
