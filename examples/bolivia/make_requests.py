"""Write requests.jsonl: two weeks of a Bolivian operator, the same ones every time.

    python examples/bolivia/make_requests.py > examples/bolivia/requests.jsonl

Every situation is a function in one of the modules beside this one.
"""

import sys
from collections.abc import Iterator

import claims
import plan_changes
import transfers
from book import Book


def lines() -> Iterator[str]:
    """Every line of the file, in order of time."""
    book = Book()
    for module in (transfers, plan_changes, claims):
        module.write(book)
    return (text for _, text in sorted(book.lines, key=lambda line: line[0]))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    for line in lines():
        print(line)
