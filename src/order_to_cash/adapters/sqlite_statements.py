"""Every statement of the embedded journal: constants, so that nothing can be written into them.

A message is looked for along `message_order`, which holds all that the search needs: it stops as
soon as enough are found, and reads no body of a message that is put off or behind another.
"""

from typing import LiteralString

HEAD: LiteralString = "SELECT version, process, at FROM case_head WHERE case_id = ?"
SNAPSHOT: LiteralString = """
    SELECT version, body FROM snapshot WHERE case_id = ? AND version <= ?
"""
PLACE: LiteralString = "SELECT process, version FROM case_head WHERE case_id = ?"
TAIL: LiteralString = """
    SELECT case_id, process, version, at, actor, role, command, type, body, position FROM event
    WHERE case_id = ? AND version > ? AND version <= ? ORDER BY version
"""
WHOLE: LiteralString = """
    SELECT case_id, process, version, at, actor, role, command, type, body, position FROM event
    WHERE case_id = ? ORDER BY version
"""
ONWARD: LiteralString = """
    SELECT case_id, process, version, at, actor, role, command, type, body, position FROM event
    WHERE position > ? ORDER BY position LIMIT ?
"""
CASES: LiteralString = """
    SELECT case_id, process FROM case_head WHERE case_id > ? ORDER BY case_id LIMIT ?
"""
DUE: LiteralString = """
    SELECT case_id, process, next_check FROM case_head
    WHERE next_check <= ? ORDER BY next_check, case_id LIMIT ?
"""
ANSWER: LiteralString = "SELECT command, fingerprint, body FROM answer WHERE command = ?"
WAITING: LiteralString = """
    SELECT key, case_id, process, at, topic, type, body, attempts, problem
    FROM message AS this INDEXED BY message_order
    WHERE parked = 0 AND (not_before IS NULL OR not_before <= ?)
    AND NOT EXISTS (
        SELECT 1 FROM message AS older INDEXED BY message_place
        WHERE older.parked = 0 AND older.case_id = this.case_id AND older.topic = this.topic
        AND older.seq < this.seq
    )
    ORDER BY seq LIMIT ?
"""
PARKED: LiteralString = """
    SELECT key, case_id, process, at, topic, type, body, attempts, problem
    FROM message WHERE parked = 1 ORDER BY seq LIMIT ?
"""

NEW_ANSWER: LiteralString = """
    INSERT INTO answer (command, fingerprint, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
"""
NEW_HEAD: LiteralString = """
    INSERT INTO case_head (case_id, process, version, at, next_check) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (case_id) DO UPDATE SET
        version = excluded.version,
        at = excluded.at,
        next_check = excluded.next_check
"""
NEW_SNAPSHOT: LiteralString = """
    INSERT INTO snapshot (case_id, version, body) VALUES (?, ?, ?)
    ON CONFLICT (case_id) DO UPDATE SET version = excluded.version, body = excluded.body
"""
NEW_EVENT: LiteralString = """
    INSERT INTO event (case_id, process, version, at, actor, role, command, type, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
NEW_MESSAGE: LiteralString = """
    INSERT INTO message (key, case_id, process, at, topic, type, body, attempts, problem)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
SETTLE: LiteralString = "DELETE FROM message WHERE key = ?"
POSTPONE: LiteralString = """
    UPDATE message SET attempts = attempts + 1, not_before = ?, problem = ?
    WHERE key = ? AND parked = 0
"""
PARK: LiteralString = """
    UPDATE message SET parked = 1, not_before = NULL, problem = ? WHERE key = ? AND parked = 0
"""
RELEASE: LiteralString = """
    UPDATE message SET parked = 0, attempts = 0 WHERE key = ? AND parked = 1
"""
