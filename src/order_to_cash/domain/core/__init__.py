"""The ideas that every process is made of: decisions, tables, money, time, words."""

from order_to_cash.domain.core.asking import (
    PortMessage,
    answers_of,
    asked_for,
    messages_of,
    only_done,
)
from order_to_cash.domain.core.currency import Currency
from order_to_cash.domain.core.deadline import BusinessCalendar, Deadline, Term
from order_to_cash.domain.core.decision import (
    NOT_APPLICABLE,
    Answer,
    Asked,
    Clause,
    Decision,
    Finding,
    Policy,
    Rule,
    Verdict,
    ask,
    together,
)
from order_to_cash.domain.core.entity import OpenEnum, changed, entity
from order_to_cash.domain.core.errors import (
    AnswersLater,
    BrokenDefinition,
    Conflict,
    CurrencyMismatch,
    IdempotencyConflict,
    InvalidDocument,
    InvalidValue,
    MissingExtra,
    NotInForce,
    OrderToCashError,
    OutOfOrder,
    PortError,
    Problem,
    Unavailable,
)
from order_to_cash.domain.core.lifecycle import Arrow, Door, Entrance, Lifecycle, Row, rows
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.monotone import LESS, MORE, Direction, Helps, helps_of
from order_to_cash.domain.core.overlay import Overlay
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.core.own import OwnFact, own
from order_to_cash.domain.core.parties import Role, Sensitive
from order_to_cash.domain.core.process import (
    Envelope,
    Moved,
    Outcome,
    Process,
    Refusal,
    Staged,
    refuse,
    step,
)
from order_to_cash.domain.core.proposals import Proposal, Proposed
from order_to_cash.domain.core.stillness import LookAtWait, WaitTold
from order_to_cash.domain.core.three_valued import all_known
from order_to_cash.domain.core.timeline import Dated, Timeline
from order_to_cash.domain.core.waiting import Deed, Party, Seen, Wait, Waiting, deeds, next_look
from order_to_cash.domain.core.warns import Warns, warning
from order_to_cash.domain.core.wording import WORDS, Language, Named, Value, Values, Voice, Words
from order_to_cash.domain.core.working_time import Pause, due_after, elapsed_time, working_time

__all__ = [
    "LESS",
    "MORE",
    "NOT_APPLICABLE",
    "WORDS",
    "Answer",
    "AnswersLater",
    "Arrow",
    "Asked",
    "BrokenDefinition",
    "BusinessCalendar",
    "Clause",
    "Conflict",
    "Currency",
    "CurrencyMismatch",
    "Dated",
    "Deadline",
    "Decision",
    "Deed",
    "Direction",
    "Door",
    "Entrance",
    "Envelope",
    "Finding",
    "Helps",
    "IdempotencyConflict",
    "InvalidDocument",
    "InvalidValue",
    "Language",
    "Lifecycle",
    "LookAtWait",
    "MissingExtra",
    "Money",
    "Moved",
    "Named",
    "NotInForce",
    "OpenEnum",
    "OrderToCashError",
    "OutOfOrder",
    "Outcome",
    "Overlay",
    "Override",
    "OwnFact",
    "Party",
    "Pause",
    "Policy",
    "PortError",
    "PortMessage",
    "Problem",
    "Process",
    "Proposal",
    "Proposed",
    "Refusal",
    "Role",
    "Row",
    "Rule",
    "Seen",
    "Sensitive",
    "Staged",
    "Term",
    "Timeline",
    "Unavailable",
    "Value",
    "Values",
    "Verdict",
    "Voice",
    "Wait",
    "WaitTold",
    "Waiting",
    "Warns",
    "Words",
    "all_known",
    "answers_of",
    "ask",
    "asked_for",
    "changed",
    "deeds",
    "due_after",
    "elapsed_time",
    "entity",
    "helps_of",
    "messages_of",
    "next_look",
    "only_done",
    "own",
    "refuse",
    "rows",
    "step",
    "together",
    "warning",
    "working_time",
]
