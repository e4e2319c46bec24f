"""The tables of the embedded store, as numbered steps that only go forward.

A step that was released is never edited: what comes later is a new step at the end. Instants are
whole microseconds since 1970 in UTC.

- `event`: positions are the rowid. SQLite lets one writer in at a time and gives the next rowid
  inside the transaction, so positions become visible in their own order and without gaps, and
  whoever reads on from a position misses nothing.
- `message`: `seq` is the order of posting. A settled message is deleted: the events say that it
  was caused, the answer to its command that it arrived, and its receiver knows its key.
- `answer`: kept for good.
- `snapshot`: apart from `case_head`, so that a command on a large case does not write its state.
"""

from typing import LiteralString, TypeAlias

Migration: TypeAlias = tuple[LiteralString, ...]

APPLICATION = 0x6F746331

HISTORIES: Migration = (
    """
    CREATE TABLE case_head (
        case_id TEXT NOT NULL PRIMARY KEY,
        process TEXT NOT NULL,
        version INTEGER NOT NULL,
        at INTEGER NOT NULL,
        next_check INTEGER
    ) STRICT
    """,
    """
    CREATE TABLE snapshot (
        case_id TEXT NOT NULL PRIMARY KEY,
        version INTEGER NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX case_due ON case_head (next_check, case_id, process)
    WHERE next_check IS NOT NULL
    """,
    """
    CREATE TABLE event (
        position INTEGER PRIMARY KEY,
        case_id TEXT NOT NULL,
        process TEXT NOT NULL,
        version INTEGER NOT NULL,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        role TEXT NOT NULL,
        command TEXT NOT NULL,
        type TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (case_id, version)
    ) STRICT
    """,
    """
    CREATE TABLE answer (
        command TEXT NOT NULL PRIMARY KEY,
        fingerprint TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE message (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        case_id TEXT NOT NULL,
        process TEXT NOT NULL,
        at INTEGER NOT NULL,
        topic TEXT NOT NULL,
        type TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        not_before INTEGER,
        parked INTEGER NOT NULL DEFAULT 0 CHECK (parked IN (0, 1)),
        problem TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX message_order ON message (seq, not_before, case_id, topic) WHERE parked = 0",
    "CREATE INDEX message_place ON message (case_id, topic, seq) WHERE parked = 0",
    "CREATE INDEX message_aside ON message (seq) WHERE parked = 1",
    "PRAGMA application_id = 0x6F746331",
    "PRAGMA user_version = 1",
)

MIGRATIONS: tuple[Migration, ...] = (HISTORIES,)
