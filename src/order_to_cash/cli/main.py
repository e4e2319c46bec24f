"""From the arguments to the exit status; whatever goes wrong ends in a line of advice."""

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from order_to_cash.cli.commands import parser
from order_to_cash.cli.status import BROKEN_PIPE, CANNOT, INTERRUPTED, PROGRAM
from order_to_cash.domain.core import OrderToCashError


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command; the exit status says how it went.

    0: done, whatever the business refused; 1: done, but for some bad lines; 2: wrong usage, or it
    cannot start or go on; 130: interrupted, with everything consistent.
    """
    _print_anything(sys.stdout)
    _print_anything(sys.stderr)
    try:
        options = parser().parse_args(argv)
        status: int = options.carry_out(options)
        sys.stdout.flush()
    except SystemExit as leaving:  # argparse: help, or wrong usage
        return leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        _say("interrupted; all that was recorded is kept, run the same again to go on")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OrderToCashError as error:
        _say(str(error))
        return CANNOT
    except OSError as error:
        _say(f"{error.filename or 'input or output'}: {error.strerror}; check it, then try again")
        return CANNOT
    return status


def _say(words: str) -> None:
    print(f"{PROGRAM}: {words}", file=sys.stderr)


def _print_anything(stream: TextIO) -> None:
    """Letters that the terminal does not have are shown by their codes, not refused."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
