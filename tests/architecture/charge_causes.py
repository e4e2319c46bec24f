"""The page of the causes of a wrong charge: every combination of the facts, known and unknown.

It is renewed with the pages of the processes.
"""

from collections.abc import Iterator
from itertools import product
from typing import Final

from order_to_cash.domain.charge_correction import Cause, CauseFacts, CauseTable, Offer
from order_to_cash.domain.charge_correction.causes import FACTS
from order_to_cash.rules.charge_correction import CAUSES
from tests.architecture.codes import BEGIN, END
from tests.architecture.source import ROOT

PAGE: Final = ROOT / "docs" / "reference" / "charge_causes.md"
ANY: Final = (True, False, None)
OFFERS: Final = (*Offer, None)
NAMES: Final = tuple(name for name in FACTS if name != "offer")
SAID: Final = {True: "yes", False: "no", None: "?"}
UNEXPLAINED: Final = "nothing"


def line(*cells: str) -> str:
    """A row of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def rows(table: CauseTable) -> Iterator[str]:
    """The rows of the table as they stand in the rules."""
    yield line("cause", *FACTS)
    yield line(*("---",) * (1 + len(FACTS)))
    for row in table.rows:
        found = (getattr(row.facts, name) for name in FACTS)
        yield line(f"`{row.cause.value}`", *map(_asked, found))


def _asked(value: bool | Offer | None) -> str:
    if isinstance(value, Offer):
        return value.value
    return "any" if value is None else SAID[value]


def combinations(table: CauseTable) -> Iterator[str]:
    """Every combination, a table for each pair of the first two facts."""
    for shown, visible in product(ANY, ANY):
        yield f"\n### {NAMES[0]}: {SAID[shown]}, {NAMES[1]}: {SAID[visible]}\n"
        offers = (f"offer: {o.value if o else '?'}" for o in OFFERS)
        yield line(*NAMES[2:], *offers)
        yield line(*("---",) * (len(NAMES) - 2 + len(OFFERS)))
        for found in product(ANY, repeat=len(NAMES) - 2):
            known = dict(zip(NAMES, (shown, visible, *found), strict=True))
            answers = (_answer(table, CauseFacts(**known, offer=offer)) for offer in OFFERS)
            yield line(*(SAID[one] for one in found), *answers)


def _answer(table: CauseTable, facts: CauseFacts) -> str:
    found = table.diagnose(facts)
    causes = " / ".join(_cause(cause) for cause in found.possible)
    return f"{causes}; look up {', '.join(found.missing)}" if found.missing else causes


def _cause(cause: Cause | None) -> str:
    return UNEXPLAINED if cause is None else f"`{cause.value}`"


def renewed(page: str) -> str:
    """The page with its tables as the rules stand now."""
    head, _, rest = page.partition(BEGIN)
    _, _, foot = rest.partition(END)
    parts = ("## The table", *_block(rows(CAUSES)), "\n## Every combination")
    body = "\n".join((*parts, *combinations(CAUSES)))
    return f"{head}{BEGIN}\n\n{body}\n\n{END}{foot}"


def _block(lines: Iterator[str]) -> tuple[str, ...]:
    return ("", *lines)


def renew() -> None:
    """Write the page anew."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
