"""Write orders.jsonl: six weeks of a Peruvian operator, the same ones every time.

    python examples/peru/make_orders.py > examples/peru/orders.jsonl

Every situation is a function in one of the modules beside this one; ordinary orders are drawn at
random from a fixed seed; the bad lines are put between the others at the end.
"""

import sys
from collections.abc import Iterator

import bad_lines
import cancelling
import delivering
import everyday
import financing
import paying
import rejecting
from book import Book


def lines() -> Iterator[str]:
    """Every line of the file, in order of time."""
    book = Book()
    for module in (everyday, rejecting, financing, delivering, cancelling, paying):
        module.write(book)
    ordered = sorted(book.lines, key=lambda line: line[0])
    return bad_lines.among([text for _, text in ordered])


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    for line in lines():
        print(line)
