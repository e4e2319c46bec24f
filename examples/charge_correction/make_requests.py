"""Write requests.jsonl: forty corrections of a fixed charge, the same ones every time.

    python examples/charge_correction/make_requests.py > examples/charge_correction/requests.jsonl

Each group of cases is a function below; `case.py` beside it says how a step is written down.
"""

import sys

from case import CHECKS, LISTED, OFFERED, Book, Case

MIXED = "70.87"
"""March of CF-01: one day at the listed charge, 3.22, and thirty at the offered one, 67.65."""


def each_cause(book: Book) -> None:
    """CF-01 to CF-10: every cause, routed, answered; two past bills, then two right ones."""
    causes = (
        *("configuration", "configuration", "configuration"),
        *("misalignment", "misalignment"),
        *("in_force", "in_force", "negotiated"),
        *("post_sale", "post_sale"),
    )
    for number, cause in enumerate(causes, 1):
        case = Case(book, number).asks().corrected(cause)
        case.bill(1, LISTED).bill(2, LISTED)
        if number == 1:
            case.bill(3, MIXED)
        case.bill(4, OFFERED)


def missing_evidence(book: Book) -> None:
    """CF-11 to CF-18: each check comes late; all five never; taken back; still pending."""
    for number, check in enumerate(CHECKS, 11):
        case = Case(book, number).asks(without=(check,))
        case.waits(days=2).completes().corrected("configuration")
        case.bill(2, LISTED).bill(4, OFFERED)
    Case(book, 16).asks(without=CHECKS).waits(days=5).refused("no llegaron las evidencias")
    both = Case(book, 17).asks(without=CHECKS[3:])
    both.say(f"{both.customer}/customer", "withdraw_correction", reason="ya no es necesario")
    Case(book, 18).asks(without=CHECKS[3:]).waits(days=1).completes(without=CHECKS[4:])


def not_eligible(book: Book) -> None:
    """CF-19 to CF-24: each reason on its own, then all of them."""
    Case(book, 19).asks(corporate=False)
    Case(book, 20).asks(executive=False)
    Case(book, 21).asks(sale="other")
    other = Case(book, 22)
    other.intake = "other"
    other.asks()
    same = Case(book, 23)
    same.offered = LISTED
    same.asks()
    nothing = Case(book, 24)
    nothing.offered, nothing.intake = LISTED, "other"
    nothing.asks(corporate=False, executive=False, sale="other")


def malpractice(book: Book) -> None:
    """CF-25 to CF-30: approved, refused, not by whoever asks, not by an override, waiting."""
    for number in (25, 26):
        case = Case(book, number).asks().found("no_offer").routes()
        case.decides(approved=True, reason="se ofreció por escrito").answers()
        case.bill(2, LISTED).bill(4, OFFERED)
    for number in (27, 28):
        case = Case(book, number).asks().found("no_offer").routes()
        case.decides(approved=False, reason="no hubo ofrecimiento")
    own = Case(book, 29).asks().found("no_offer")
    own.overrides("post_sale", "consta un cambio de plan").routes()
    own.decides(approved=True, reason="x", who="variaciones-1/commercial_manager")
    own.decides(approved=True, reason="consta en la llamada").answers().bill(4, OFFERED)
    Case(book, 30).asks().found("no_offer").routes()


def open_causes(book: Book) -> None:
    """CF-31 to CF-35: evidence comes later; nothing explains it; an advisor knows better."""
    for number, cause in ((31, "configuration"), (32, "post_sale")):
        case = Case(book, number).asks().found("unsure").waits(days=1)
        case.routes().corrected(cause).bill(4, OFFERED)
    known = Case(book, 33).asks().found("unexplained")
    known.overrides("misalignment", "el sistema muestra el cargo anterior").routes().answers()
    known.bill(4, OFFERED)
    Case(book, 34).asks().found("unexplained").refused("el cargo es el ofrecido")
    other = Case(book, 35).asks().found("configuration")
    other.overrides("post_sale", "").overrides("post_sale", "hubo un cambio de titular")
    other.routes().answers().bill(4, OFFERED)


def wrong_again(book: Book) -> None:
    """CF-36 to CF-38: the next bill is still wrong, once, once, and twice without an end."""
    for number in (36, 37):
        case = Case(book, number).asks().corrected("configuration").bill(3, LISTED)
        case.answers().bill(4, OFFERED)
    never = Case(book, 38).asks().corrected("in_force").bill(3, LISTED)
    never.answers().bill(4, LISTED)


def one_line_twice(book: Book) -> None:
    """CF-39 and CF-40: two cases for one line; each cycle is credited once."""
    Case(book, 39).asks().corrected("configuration").bill(2, LISTED)
    second = Case(book, 40, line=39).waits(days=3).asks().corrected("misalignment")
    second.reports(2, LISTED).bill(1, LISTED).bill(4, OFFERED)


GROUPS = (
    each_cause,
    missing_evidence,
    not_eligible,
    malpractice,
    open_causes,
    wrong_again,
    one_line_twice,
)


def lines() -> list[str]:
    """Every line of the file, in order of time."""
    book = Book()
    for group in GROUPS:
        group(book)
    return book.texts()


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    for line in lines():
        print(line)
