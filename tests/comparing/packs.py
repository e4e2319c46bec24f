"""Packs that are held against that of Peru, and stores whose commands are played."""

import json
from pathlib import Path
from typing import ClassVar, Final

from order_to_cash import Answer, Clause, Money, Operator, Policy
from order_to_cash.domain.core import changed, entity
from order_to_cash.domain.credit_account import CreditFacts
from order_to_cash.operators.peru import CREDIT, CREDIT_ACCOUNTS, PERU, sol
from tests.cli.commands import command, lines_of, run, written


@entity
class NoOrderIsTooLarge:
    """One order asks for at most this much credit, once the credit line is known."""

    code: ClassVar[str] = "credit.order-size"
    clause: Clause
    most: Money

    def check(self, facts: CreditFacts, /) -> Answer:
        """Whether the order is small enough."""
        if facts.limit is None:
            return Answer(None, {"amount": facts.amount})
        return Answer(facts.amount <= self.most, {"amount": facts.amount}, {"most": self.most})


def at_most(amount: str, name: str = "strict") -> Operator:
    """Peru, where no order asks for more credit than so much."""
    known = CREDIT_ACCOUNTS.evaluation
    policy = Policy("credit", (*known.policy.rules, NoOrderIsTooLarge(CREDIT, sol(amount))))
    accounts = changed(CREDIT_ACCOUNTS, evaluation=changed(known, policy=policy))
    others = tuple(p for p in PERU.processes if p.name != accounts.name)
    return changed(PERU, name=name, processes=(*others, accounts))


STRICT: Final = at_most("2500.00")
"""O-6020 of the example asks for 3300.00."""

END: Final = "2024-03-15T00:00:00-05:00"
ORDERS: Final = ("O-3010", "O-6010", "O-6011", "O-6020", "O-6021", "O-6040", "O-6050")


def good_lines(*orders: str) -> list[str]:
    """The lines of these orders without those that are bad on purpose."""
    found: dict[str, str] = {}
    for line in lines_of(*orders):
        try:
            found.setdefault(json.loads(line)["id"], line)
        except ValueError:
            continue
    return list(found.values())


def store(folder: Path, *orders: str) -> Path:
    """A file with these orders of the example and all that came of them until the end."""
    lines = written(folder / "some.jsonl", good_lines(*(orders or ORDERS)))
    assert 0 == run(lines, folder / "some.db", "--now", END).status
    return folder / "some.db"


def compared(*arguments: object) -> list[str]:
    """What the command says of two packs, line by line."""
    ended = command("compare", *arguments)
    assert (0, "") == (ended.status, ended.err)
    return ended.out.splitlines()
