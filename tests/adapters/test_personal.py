"""TRU-21: what is forgotten is gone from the pages of the file, and scrubbed from all its bytes."""

from pathlib import Path

from order_to_cash.adapters.sqlite import SqliteFile, SqlitePersonalData
from order_to_cash.testing.laws.personal import kept

CANARY = "c4n4ry-71"


def read(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_what_is_forgotten_is_overwritten_at_once(tmp_path: Path) -> None:
    """A file that was closed since holds no trace, even before it is scrubbed."""
    path = tmp_path / "store.db"
    for forgotten in (False, True):
        file = SqliteFile(path)
        place = SqlitePersonalData(file)
        if forgotten:
            place.forget("~1")
        else:
            place.keep(kept("~1", CANARY), kept("~2", "stays"))
        file.close()
        assert (not forgotten, True) == (CANARY.encode() in read(path), b"stays" in read(path))


def test_scrubbing_empties_the_log(tmp_path: Path) -> None:
    """While the file stays open the log may still hold it, until it is scrubbed."""
    file = SqliteFile(tmp_path / "store.db")
    place = SqlitePersonalData(file)
    place.keep(kept("~1", CANARY), kept("~2", "stays"))
    place.forget("~1")
    assert CANARY.encode() in read(tmp_path / "store.db")
    file.scrub()
    assert CANARY.encode() not in read(tmp_path / "store.db")
    assert ["~2"] == list(place.find(["~1", "~2"]))
    file.close()
