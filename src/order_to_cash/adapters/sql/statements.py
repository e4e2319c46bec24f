"""Every statement of the journal: constants, so that nothing can be written into them.

Messages that were never put off are looked for along `message_fresh`, the others by the instant
until which they were along `message_put_off`. Both hold all that the search needs: it stops as soon
as enough are found, and passes over nothing that is put off until later. Each database is given a
function `share_of(process, case_id)`, that of `order_to_cash.ports.journal`.
"""

from typing import LiteralString

HEAD: LiteralString = "SELECT version, at FROM case_head WHERE process = ? AND case_id = ?"
SNAPSHOT: LiteralString = """
    SELECT version, body FROM snapshot WHERE process = ? AND case_id = ? AND version <= ?
"""
VERSION: LiteralString = """
    SELECT version, digest FROM case_head WHERE process = ? AND case_id = ?
"""
TAIL: LiteralString = """
    SELECT process, case_id, version, at, actor, role, command, type, body, shape, position
    FROM event WHERE process = ? AND case_id = ? AND version > ? AND version <= ? ORDER BY version
"""
WHOLE: LiteralString = """
    SELECT process, case_id, version, at, actor, role, command, type, body, shape, position
    FROM event WHERE process = ? AND case_id = ? ORDER BY version
"""
ONWARD: LiteralString = """
    SELECT process, case_id, version, at, actor, role, command, type, body, shape, position
    FROM event WHERE position > ? ORDER BY position LIMIT ?
"""
CASES: LiteralString = """
    SELECT process, case_id, stage, party FROM case_head WHERE (process, case_id) >= (?, ?)
    ORDER BY process, case_id LIMIT ?
"""
CASES_IN: LiteralString = """
    SELECT process, case_id, stage, party FROM case_head
    WHERE stage = ? AND (process, case_id) >= (?, ?) ORDER BY process, case_id LIMIT ?
"""
CASES_FOR: LiteralString = """
    SELECT process, case_id, stage, party FROM case_head
    WHERE party = ? AND party <> '' AND (process, case_id) >= (?, ?)
    ORDER BY process, case_id LIMIT ?
"""
CASES_IN_FOR: LiteralString = """
    SELECT process, case_id, stage, party FROM case_head
    WHERE stage = ? AND party = ? AND party <> '' AND (process, case_id) >= (?, ?)
    ORDER BY process, case_id LIMIT ?
"""
ENLIST: LiteralString = """
    UPDATE case_head SET stage = ?, party = ? WHERE process = ? AND case_id = ? AND stage = ''
"""
MARKS: LiteralString = """
    SELECT process, case_id, version, digest FROM case_head WHERE (process, case_id) > (?, ?)
    ORDER BY process, case_id LIMIT ?
"""
PROCESSES_OF: LiteralString = "SELECT process FROM case_head WHERE case_id = ? ORDER BY process"
DUE: LiteralString = """
    SELECT next_check, process, case_id FROM case_head
    WHERE process = ? AND next_check <= ? AND (next_check, case_id) >= (?, ?)
    AND NOT EXISTS (
        SELECT 1 FROM aside WHERE aside.process = case_head.process
        AND aside.case_id = case_head.case_id AND aside.until > ?
    )
    AND (? = 1 OR share_of(process, case_id) % ? = ?)
    ORDER BY next_check, case_id LIMIT ?
"""
ANSWER: LiteralString = """
    SELECT command, actor, role, given, counted, said, fingerprint, body FROM answer
    WHERE process = ? AND case_id = ? AND actor = ? AND command = ?
"""
ANSWERS: LiteralString = """
    SELECT command, actor, role, given, counted, said, fingerprint, body FROM answer
    WHERE process = ? AND case_id = ? ORDER BY seq
"""
FRESH: LiteralString = """
    SELECT seq, key, process, case_id, at, topic, type, body, otherwise, attempts, problem
    FROM message AS this INDEXED BY message_fresh
    WHERE parked = 0 AND not_before IS NULL
    AND (leased_until IS NULL OR leased_until <= ?)
    AND (? = 1 OR share_of(process, case_id) % ? = ?)
    AND NOT EXISTS (
        SELECT 1 FROM message AS older INDEXED BY message_place
        WHERE older.parked = 0 AND older.process = this.process
        AND older.case_id = this.case_id AND older.topic = this.topic
        AND older.seq < this.seq
    )
    ORDER BY seq LIMIT ?
"""
PUT_OFF: LiteralString = """
    SELECT seq, key, process, case_id, at, topic, type, body, otherwise, attempts, problem
    FROM message AS this INDEXED BY message_put_off
    WHERE parked = 0 AND not_before IS NOT NULL AND not_before <= ?
    AND (leased_until IS NULL OR leased_until <= ?)
    AND (? = 1 OR share_of(process, case_id) % ? = ?)
    AND NOT EXISTS (
        SELECT 1 FROM message AS older INDEXED BY message_place
        WHERE older.parked = 0 AND older.process = this.process
        AND older.case_id = this.case_id AND older.topic = this.topic
        AND older.seq < this.seq
    )
    ORDER BY not_before, seq LIMIT ?
"""
SEARCHES: tuple[LiteralString, LiteralString] = (PUT_OFF, FRESH)
LEASE: LiteralString = "UPDATE message SET leased_by = ?, leased_until = ? WHERE key = ?"
ABANDON: LiteralString = """
    UPDATE message SET leased_by = NULL, leased_until = NULL WHERE leased_by = ?
"""
GIVE_UP: LiteralString = """
    UPDATE message SET leased_by = NULL, leased_until = NULL WHERE key = ? AND leased_by = ?
"""
RENEW: LiteralString = """
    UPDATE message SET leased_until = ? WHERE key = ? AND leased_by = ? AND leased_until < ?
"""
MESSAGE: LiteralString = """
    SELECT key, process, case_id, at, topic, type, body, otherwise, attempts, problem
    FROM message WHERE key = ?
"""
PARKED: LiteralString = """
    SELECT key, process, case_id, at, topic, type, body, otherwise, attempts, problem
    FROM message WHERE parked = 1 ORDER BY seq LIMIT ?
"""
PARKED_AT: LiteralString = """
    SELECT key, process, case_id, at, topic, type, body, otherwise, attempts, problem
    FROM message INDEXED BY message_parked
    WHERE parked = 1 AND process = ? AND case_id = ?
    AND topic IN (?, CASE WHEN ? = '' THEN topic END) ORDER BY seq LIMIT ?
"""
PARKED_OF: LiteralString = """
    SELECT key, process, case_id, at, topic, type, body, otherwise, attempts, problem
    FROM message WHERE parked = 1
    AND process IN (?, CASE WHEN ? = '' THEN process END)
    AND case_id IN (?, CASE WHEN ? = '' THEN case_id END)
    AND topic IN (?, CASE WHEN ? = '' THEN topic END) ORDER BY seq LIMIT ?
"""

NEW_ANSWER: LiteralString = """
    INSERT INTO answer
        (process, case_id, actor, command, role, given, counted, said, fingerprint, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
NEW_HEAD: LiteralString = """
    INSERT INTO case_head (process, case_id, version, at, next_check, digest, stage, party)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (process, case_id) DO UPDATE SET
        version = excluded.version,
        at = excluded.at,
        next_check = excluded.next_check,
        digest = excluded.digest,
        stage = excluded.stage,
        party = excluded.party
        WHERE case_head.version = ?
"""
NEW_SNAPSHOT: LiteralString = """
    INSERT INTO snapshot (process, case_id, version, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (process, case_id) DO UPDATE SET version = excluded.version, body = excluded.body
"""
NEW_EVENT: LiteralString = """
    INSERT INTO event
        (process, case_id, version, at, actor, role, command, type, body, shape)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
NEW_MESSAGE: LiteralString = """
    INSERT INTO message
        (key, process, case_id, at, topic, type, body, otherwise, attempts, problem)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
SETTLE: LiteralString = """
    DELETE FROM message WHERE key = ? RETURNING process, case_id, topic, seq, not_before
"""
POSTPONE: LiteralString = """
    UPDATE message SET attempts = attempts + 1, not_before = ?, problem = ?,
        leased_by = NULL, leased_until = NULL
    WHERE key = ? AND parked = 0 AND (? = '' OR leased_by = ?)
"""
PARK: LiteralString = """
    UPDATE message SET parked = 1, not_before = NULL, leased_by = NULL, leased_until = NULL,
        problem = ?
    WHERE key = ? AND parked = 0 AND (? = '' OR leased_by = ?)
"""
PLACE: LiteralString = "SELECT process, case_id, topic, seq FROM message WHERE key = ?"
HOLD_BEHIND: LiteralString = """
    UPDATE message SET not_before = ?
    WHERE parked = 0 AND process = ? AND case_id = ? AND topic = ? AND seq > ? AND attempts = 0
"""
FREE_BEHIND: LiteralString = """
    UPDATE message SET not_before = NULL
    WHERE parked = 0 AND process = ? AND case_id = ? AND topic = ? AND seq > ? AND attempts = 0
    AND not_before IS NOT NULL
"""
RELEASE: LiteralString = """
    UPDATE message SET parked = 0, attempts = 0 WHERE key = ? AND parked = 1
"""

SET_ASIDE: LiteralString = """
    INSERT INTO aside (process, case_id, since, until, problem, attempts)
    VALUES (?, ?, ?, ?, ?, 1)
    ON CONFLICT (process, case_id) DO UPDATE SET
        until = excluded.until, problem = excluded.problem, attempts = aside.attempts + 1
    RETURNING attempts
"""
RESUME: LiteralString = "DELETE FROM aside WHERE process = ? AND case_id = ?"
ASIDE_AT: LiteralString = """
    SELECT process, case_id, since, until, problem, attempts FROM aside
    WHERE process = ? AND case_id = ?
"""
ASIDE: LiteralString = """
    SELECT process, case_id, since, until, problem, attempts FROM aside
    WHERE process IN (?, CASE WHEN ? = '' THEN process END)
    AND case_id IN (?, CASE WHEN ? = '' THEN case_id END)
    ORDER BY since, process, case_id LIMIT ?
"""
REACHED: LiteralString = """
    SELECT coalesce(reached, (SELECT max(at) FROM case_head)) FROM store
"""
SEEN: LiteralString = "SELECT 1 FROM seen WHERE adapter = ? AND key = ?"
NEW_SEEN: LiteralString = """
    INSERT INTO seen (adapter, key) VALUES (?, ?) ON CONFLICT DO NOTHING
"""
REACH: LiteralString = """
    UPDATE store SET reached = ?
    WHERE coalesce(reached, (SELECT max(at) FROM case_head), ?) <= ?
"""
OWNER: LiteralString = "SELECT owner FROM store"
OWN: LiteralString = "UPDATE store SET owner = ? WHERE owner = ''"

KEEP: LiteralString = """
    INSERT INTO personal (token, process, case_id, kind, since, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (token) DO UPDATE SET process = excluded.process, case_id = excluded.case_id,
        kind = excluded.kind, since = excluded.since, body = excluded.body
"""
FIND: LiteralString = """
    SELECT token, body FROM personal WHERE token IN (
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
    )
"""
HELD: LiteralString = """
    SELECT token, process, case_id, kind, since FROM personal
    WHERE (process, case_id, token) > (?, ?, ?) ORDER BY process, case_id, token LIMIT ?
"""
FORGET: LiteralString = "DELETE FROM personal WHERE token = ?"

CHANGED: LiteralString = """
    SELECT position, process, case_id FROM event WHERE position > ? ORDER BY position LIMIT ?
"""
COUNTED_UNTIL: LiteralString = "SELECT position, basis FROM counted_until"
COUNT_ON: LiteralString = """
    UPDATE counted_until SET position = ? WHERE position = ? AND basis = ?
"""
COUNT_ANEW: LiteralString = "UPDATE counted_until SET position = 0, basis = ?"
NO_PARTS: LiteralString = "DELETE FROM counted_part"
NO_SUMS: LiteralString = "DELETE FROM counted_sum"
PARTS: LiteralString = """
    SELECT kind, name, since, amount FROM counted_part WHERE process = ? AND case_id = ?
"""
NO_PARTS_OF: LiteralString = "DELETE FROM counted_part WHERE process = ? AND case_id = ?"
NEW_PART: LiteralString = """
    INSERT INTO counted_part (process, case_id, kind, name, since, amount)
    VALUES (?, ?, ?, ?, ?, ?)
"""
SUMS: LiteralString = "SELECT kind, name, since, amount FROM counted_sum WHERE amount <> 0"
ADD_SUM: LiteralString = """
    INSERT INTO counted_sum (kind, name, since, amount) VALUES (?, ?, ?, ?)
    ON CONFLICT (kind, name, since) DO UPDATE SET amount = counted_sum.amount + excluded.amount
"""
FIRST_NAMED: LiteralString = """
    SELECT process, case_id FROM counted_part
    WHERE kind IN ('rejected', 'unreadable', 'warned') AND name = '' AND kind = ?
    ORDER BY process, case_id LIMIT ?
"""
