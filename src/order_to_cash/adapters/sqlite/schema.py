"""The tables of the embedded store, as numbered steps that only go forward.

A step that was released is never edited: what comes later is a new step at the end. Instants are
whole microseconds since 1970 in UTC. A case is named by its process and its id everywhere.

- `case_head`: `digest` is that of the case's events, in the order of their versions; `stage` and
  `party` are those of its state, so that lists by them find it.
- `event`: cursors are the rowid. SQLite lets one writer in at a time and gives the next rowid
  inside the transaction, so events become visible in the order of their cursors and without gaps,
  and whoever reads on from one misses nothing.
- `message`: `seq` is the order of posting. A settled message is deleted: the events say that it
  was caused, the answer to its command that it arrived, and its receiver knows its key.
- `answer`: kept for good, with the command as it was given.
- `snapshot`: apart from `case_head`, so that a command on a large case does not write its state.
- `seen`: what adapters that reach the outside are done with.
- `personal`: what the tokens in bodies stand for; the only place of personal data.
- `store`: one row, whose store this is and how far time has passed.
"""

from typing import LiteralString, TypeAlias

Migration: TypeAlias = tuple[LiteralString, ...]

APPLICATION = 0x6F746333
UNRELEASED = (0x6F746331, 0x6F746332)
"""What marks the files of 0.1.0 before its release: cases without a process, without a digest."""

HISTORIES: Migration = (
    """
    CREATE TABLE case_head (
        process TEXT NOT NULL,
        case_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        at INTEGER NOT NULL,
        next_check INTEGER,
        digest TEXT NOT NULL,
        PRIMARY KEY (process, case_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX case_id ON case_head (case_id, process)",
    """
    CREATE TABLE snapshot (
        process TEXT NOT NULL,
        case_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (process, case_id)
    ) STRICT
    """,
    """
    CREATE INDEX case_due ON case_head (process, next_check, case_id)
    WHERE next_check IS NOT NULL
    """,
    """
    CREATE TABLE event (
        position INTEGER PRIMARY KEY,
        process TEXT NOT NULL,
        case_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        role TEXT NOT NULL,
        command TEXT NOT NULL,
        type TEXT NOT NULL,
        shape INTEGER NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (process, case_id, version)
    ) STRICT
    """,
    """
    CREATE TABLE answer (
        seq INTEGER PRIMARY KEY,
        process TEXT NOT NULL,
        case_id TEXT NOT NULL,
        actor TEXT NOT NULL,
        command TEXT NOT NULL,
        role TEXT NOT NULL,
        given INTEGER NOT NULL,
        counted INTEGER NOT NULL,
        said TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (process, case_id, actor, command)
    ) STRICT
    """,
    """
    CREATE TABLE message (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        process TEXT NOT NULL,
        case_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        topic TEXT NOT NULL,
        type TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        not_before INTEGER,
        leased_by TEXT,
        leased_until INTEGER,
        parked INTEGER NOT NULL DEFAULT 0 CHECK (parked IN (0, 1)),
        problem TEXT NOT NULL,
        otherwise TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE INDEX message_order ON message
        (seq, not_before, leased_until, process, case_id, topic) WHERE parked = 0
    """,
    "CREATE INDEX message_place ON message (process, case_id, topic, seq) WHERE parked = 0",
    "CREATE INDEX message_lease ON message (leased_by) WHERE leased_by IS NOT NULL",
    "CREATE INDEX message_aside ON message (seq) WHERE parked = 1",
    "CREATE INDEX message_parked ON message (process, case_id, seq) WHERE parked = 1",
    """
    CREATE TABLE aside (
        process TEXT NOT NULL,
        case_id TEXT NOT NULL,
        since INTEGER NOT NULL,
        until INTEGER NOT NULL,
        problem TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        PRIMARY KEY (process, case_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX aside_since ON aside (since, process, case_id)",
    """
    CREATE TABLE seen (
        adapter TEXT NOT NULL,
        key TEXT NOT NULL,
        PRIMARY KEY (adapter, key)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE personal (
        token TEXT PRIMARY KEY,
        process TEXT NOT NULL,
        case_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        since INTEGER NOT NULL,
        body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX personal_case ON personal (process, case_id, token)",
    """
    CREATE TABLE store (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        owner TEXT NOT NULL,
        reached INTEGER
    ) STRICT
    """,
    "INSERT INTO store (only, owner) VALUES (1, '')",
    "PRAGMA application_id = 0x6F746333",
    "PRAGMA user_version = 1",
)

FLAT: Migration = (
    "DROP INDEX message_order",
    """
    CREATE INDEX message_fresh ON message (seq, leased_until, process, case_id, topic)
    WHERE parked = 0 AND not_before IS NULL
    """,
    """
    CREATE INDEX message_put_off ON message
        (not_before, seq, leased_until, process, case_id, topic)
    WHERE parked = 0 AND not_before IS NOT NULL
    """,
    "CREATE INDEX case_at ON case_head (at)",
    "PRAGMA user_version = 2",
)
"""What is put off is found by its instant, and the last event of all by its own."""

FIGURES: Migration = (
    """
    CREATE TABLE counted_part (
        process TEXT NOT NULL,
        case_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        since INTEGER NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (process, case_id, kind, name, since)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE INDEX counted_named ON counted_part (kind, process, case_id)
    WHERE kind IN ('rejected', 'unreadable', 'warned') AND name = ''
    """,
    """
    CREATE TABLE counted_sum (
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        since INTEGER NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (kind, name, since)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE counted_until (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        position INTEGER NOT NULL,
        basis TEXT NOT NULL
    ) STRICT
    """,
    "INSERT INTO counted_until (one, position, basis) VALUES (1, 0, '')",
    "PRAGMA user_version = 3",
)
"""The figures of the report: what each case adds, the sums, and which events are in them."""

LISTS: Migration = (
    "ALTER TABLE case_head ADD COLUMN stage TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE case_head ADD COLUMN party TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX case_stage ON case_head (stage, process, case_id)",
    "CREATE INDEX case_party ON case_head (party, process, case_id) WHERE party <> ''",
    """
    CREATE INDEX case_party_stage ON case_head (party, stage, process, case_id) WHERE party <> ''
    """,
    "PRAGMA user_version = 4",
)
"""The stage and the party of a case; where the stage is empty, both are filled when it is read."""

MIGRATIONS: tuple[Migration, ...] = (HISTORIES, FLAT, FIGURES, LISTS)
