"""The tables of a store on PostgreSQL, as numbered steps that only go forward.

They stand in a schema of their own, `order_to_cash`. A step that was released is never edited:
what comes later is a new step at the end. They are those of the embedded store, so that one set of
statements reads and writes both; see `adapters.sqlite.schema` for what each is for. Texts compare
by their code points, as everywhere else, whatever the language of the database.

- `event`, `notice`, `instruction` and `goods_move`: a position is made of the number of its
  transaction and the place in it. Transactions are numbered when they begin to write and end in
  any order, so whoever reads on stops before the oldest one that still runs: then nothing comes up
  behind him, and no writer waits for another.
- `store.shift` is added to the numbers of transactions. A store that was restored into another
  server, whose numbers are behind, goes on after its last position.
- `ticket`: numbered without gaps, by one writer at a time.
"""

from typing import Final

from order_to_cash.adapters.postgres.later_steps import (
    ADVANCES,
    FIGURES,
    FLAT,
    GOODS,
    LISTS,
    NOTES,
    Migration,
)

SCHEMA: Final = "order_to_cash"

JOURNAL: Migration = (
    """
    CREATE TABLE case_head (
        process text COLLATE "C" NOT NULL,
        case_id text COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        at bigint NOT NULL,
        next_check bigint,
        digest text NOT NULL,
        PRIMARY KEY (process, case_id)
    )
    """,
    "CREATE INDEX case_id ON case_head (case_id, process)",
    "CREATE INDEX case_at ON case_head (at)",
    """
    CREATE INDEX case_due ON case_head (process, next_check, case_id)
    WHERE next_check IS NOT NULL
    """,
    """
    CREATE TABLE snapshot (
        process text COLLATE "C" NOT NULL,
        case_id text COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (process, case_id)
    )
    """,
    """
    CREATE TABLE event (
        position bigint NOT NULL UNIQUE,
        process text COLLATE "C" NOT NULL,
        case_id text COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        at bigint NOT NULL,
        actor text NOT NULL,
        role text NOT NULL,
        command text NOT NULL,
        type text NOT NULL,
        shape integer NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (process, case_id, version)
    )
    """,
    """
    CREATE TABLE answer (
        seq bigint GENERATED ALWAYS AS IDENTITY,
        process text COLLATE "C" NOT NULL,
        case_id text COLLATE "C" NOT NULL,
        actor text COLLATE "C" NOT NULL,
        command text COLLATE "C" NOT NULL,
        role text NOT NULL,
        given bigint NOT NULL,
        counted bigint NOT NULL,
        said text NOT NULL,
        fingerprint text NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (process, case_id, actor, command)
    )
    """,
    """
    CREATE TABLE message (
        seq bigint GENERATED ALWAYS AS IDENTITY,
        key text COLLATE "C" PRIMARY KEY,
        process text COLLATE "C" NOT NULL,
        case_id text COLLATE "C" NOT NULL,
        at bigint NOT NULL,
        topic text COLLATE "C" NOT NULL,
        type text NOT NULL,
        attempts integer NOT NULL,
        not_before bigint,
        leased_by text COLLATE "C",
        leased_until bigint,
        parked smallint NOT NULL DEFAULT 0 CHECK (parked IN (0, 1)),
        problem text NOT NULL,
        otherwise text NOT NULL,
        body text NOT NULL
    )
    """,
    """
    CREATE INDEX message_order ON message (seq)
    INCLUDE (not_before, leased_until, process, case_id, topic) WHERE parked = 0
    """,
    "CREATE INDEX message_place ON message (process, case_id, topic, seq) WHERE parked = 0",
    "CREATE INDEX message_lease ON message (leased_by) WHERE leased_by IS NOT NULL",
    "CREATE INDEX message_aside ON message (seq) WHERE parked = 1",
    "CREATE INDEX message_parked ON message (process, case_id, seq) WHERE parked = 1",
    """
    CREATE TABLE aside (
        process text COLLATE "C" NOT NULL,
        case_id text COLLATE "C" NOT NULL,
        since bigint NOT NULL,
        until bigint NOT NULL,
        problem text NOT NULL,
        attempts integer NOT NULL,
        PRIMARY KEY (process, case_id)
    )
    """,
    "CREATE INDEX aside_since ON aside (since, process, case_id)",
    """
    CREATE TABLE seen (
        adapter text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        PRIMARY KEY (adapter, key)
    )
    """,
    """
    CREATE TABLE personal (
        token text COLLATE "C" PRIMARY KEY,
        process text COLLATE "C" NOT NULL,
        case_id text COLLATE "C" NOT NULL,
        kind text NOT NULL,
        since bigint NOT NULL,
        body text NOT NULL
    )
    """,
    "CREATE INDEX personal_case ON personal (process, case_id, token)",
    """
    CREATE TABLE store (
        one smallint PRIMARY KEY CHECK (one = 1),
        owner text NOT NULL,
        reached bigint,
        shift bigint NOT NULL DEFAULT 0
    )
    """,
    "INSERT INTO store (one, owner) VALUES (1, '')",
    """
    CREATE FUNCTION first_position() RETURNS bigint LANGUAGE sql STABLE AS $$
        SELECT (shift + pg_current_xact_id()::text::bigint) << 20 FROM order_to_cash.store
    $$
    """,
    """
    CREATE FUNCTION share_of(text, text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
        SELECT ('x' || substr(md5($1 || '/' || $2), 1, 7))::bit(28)::integer
    $$
    """,
    """
    CREATE FUNCTION settled() RETURNS bigint LANGUAGE sql STABLE AS $$
        SELECT (shift + pg_snapshot_xmin(pg_current_snapshot())::text::bigint) << 20
        FROM order_to_cash.store
    $$
    """,
)
LEDGER: Migration = (
    """
    CREATE TABLE invoice (
        series text COLLATE "C" NOT NULL,
        count bigint NOT NULL CHECK (count > 0),
        number text COLLATE "C" NOT NULL UNIQUE,
        receivable text COLLATE "C" NOT NULL UNIQUE,
        order_id text NOT NULL,
        account text NOT NULL,
        party text NOT NULL,
        issued_on text NOT NULL,
        currency text NOT NULL,
        net bigint NOT NULL,
        tax bigint NOT NULL,
        total bigint NOT NULL CHECK (total >= 0),
        rate text NOT NULL,
        allowances bigint NOT NULL,
        charges bigint NOT NULL,
        prepaid bigint NOT NULL,
        rounding bigint NOT NULL,
        PRIMARY KEY (series, count),
        CHECK (net + tax = total)
    )
    """,
    """
    CREATE TABLE invoice_line (
        number text COLLATE "C" NOT NULL REFERENCES invoice (number),
        line integer NOT NULL,
        sku text NOT NULL,
        quantity bigint NOT NULL,
        quantity_decimals integer NOT NULL,
        unit_price bigint NOT NULL,
        price_decimals integer,
        with_tax smallint NOT NULL,
        category text NOT NULL,
        net bigint NOT NULL,
        tax bigint NOT NULL,
        PRIMARY KEY (number, line)
    )
    """,
    """
    CREATE TABLE invoice_adjustment (
        number text COLLATE "C" NOT NULL REFERENCES invoice (number),
        line integer NOT NULL,
        place integer NOT NULL,
        reason text NOT NULL,
        amount bigint,
        share text,
        charge smallint NOT NULL,
        category text NOT NULL,
        with_tax smallint NOT NULL,
        PRIMARY KEY (number, line, place)
    )
    """,
    """
    CREATE TABLE invoice_tax (
        number text COLLATE "C" NOT NULL REFERENCES invoice (number),
        place integer NOT NULL,
        category text NOT NULL,
        kind text NOT NULL,
        rate text NOT NULL,
        base bigint NOT NULL,
        net bigint NOT NULL,
        tax bigint NOT NULL,
        document text NOT NULL,
        section text NOT NULL,
        PRIMARY KEY (number, place)
    )
    """,
    """
    CREATE TABLE invoice_part (
        number text COLLATE "C" NOT NULL REFERENCES invoice (number),
        part integer NOT NULL,
        due text NOT NULL,
        amount bigint NOT NULL,
        PRIMARY KEY (number, part)
    )
    """,
    """
    CREATE TABLE credit_note (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text COLLATE "C" NOT NULL UNIQUE,
        number text COLLATE "C" NOT NULL REFERENCES invoice (number),
        currency text NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        reason text NOT NULL,
        tax bigint
    )
    """,
    "CREATE INDEX credit_note_number ON credit_note (number, amount)",
    """
    CREATE TABLE receipt (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text COLLATE "C" NOT NULL UNIQUE,
        payment text COLLATE "C" NOT NULL UNIQUE,
        currency text NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        received text NOT NULL
    )
    """,
    """
    CREATE TABLE refund (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text COLLATE "C" NOT NULL UNIQUE,
        account text NOT NULL,
        currency text NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        reason text NOT NULL,
        payment text COLLATE "C" REFERENCES receipt (payment),
        tax bigint
    )
    """,
    "CREATE INDEX refund_payment ON refund (payment, amount) WHERE payment IS NOT NULL",
    """
    CREATE TABLE charge_back (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text COLLATE "C" NOT NULL UNIQUE,
        payment text COLLATE "C" NOT NULL REFERENCES receipt (payment),
        currency text NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        reason text NOT NULL
    )
    """,
    "CREATE INDEX charge_back_payment ON charge_back (payment, amount)",
    """
    CREATE TABLE charge (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text COLLATE "C" NOT NULL UNIQUE,
        account text NOT NULL,
        currency text NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        reason text NOT NULL,
        claimed_on text,
        received_at text,
        kind text,
        cause text,
        to_collect bigint,
        observed bigint,
        note text,
        tax bigint
    )
    """,
    """
    CREATE TABLE notice (
        position bigint PRIMARY KEY,
        key text COLLATE "C" NOT NULL UNIQUE,
        type text NOT NULL,
        about text NOT NULL,
        body text NOT NULL
    )
    """,
    """
    CREATE TABLE instruction (
        position bigint PRIMARY KEY,
        key text COLLATE "C" NOT NULL UNIQUE,
        type text NOT NULL,
        about text NOT NULL,
        body text NOT NULL
    )
    """,
    """
    CREATE TABLE ticket (
        position bigint PRIMARY KEY,
        key text COLLATE "C" NOT NULL,
        kind text COLLATE "C" NOT NULL,
        about text NOT NULL,
        body text NOT NULL,
        UNIQUE (kind, key)
    )
    """,
)

MIGRATIONS: tuple[Migration, ...] = (
    *((*JOURNAL, *LEDGER), NOTES, GOODS, ADVANCES, FLAT, FIGURES, LISTS),
)
