"""The columns of a table as options, and the command that reads a table that could not be."""

import shlex
from argparse import Namespace
from collections.abc import Sequence
from typing import Final

from order_to_cash.analytics.guesses import Understood
from order_to_cash.analytics.layout import Layout, layout_of
from order_to_cash.analytics.raw import shown
from order_to_cash.cli.status import PROGRAM
from order_to_cash.domain.core import Problem

OUTPUTS: Final = ("operator", "as_of", "html", "csv", "json", "language")
"""What else may have been asked for, beside labels."""


def named_layout(options: Namespace) -> Layout:
    """What was named on the command line."""
    return layout_of(
        opened=options.opened,
        closed=options.closed,
        effective=options.effective,
        key=options.key,
        pauses=options.pauses,
        zone=options.zone,
        format=options.format,
        delimiter=options.delimiter,
        encoding=options.encoding,
        sheet=options.sheet,
        head=options.head,
        open=options.open,
    )


def unread(options: Namespace, found: Understood) -> str:
    """Why a table could not be read, what it has, and the command that would read it."""
    lines = [refusal_of(options, found.lacking), f"  its columns: {shown(found.columns)}"]
    if found.suggested is None:
        lines.append("  name yours: --opened COLUMN --closed COLUMN --effective COLUMN=VALUE,...")
    else:
        lines += ("  if these are the right ones, run:", command_of(options, found.suggested))
    return "\n".join(lines)


def refusal_of(options: Namespace, problems: Sequence[Problem]) -> str:
    """Which file could not be read, and why."""
    told = "; ".join(f"{each.message} [{each.code}]" for each in problems)
    return f"{PROGRAM}: {options.file}: {told}"


def command_of(options: Namespace, layout: Layout) -> str:
    """The same command with that layout."""
    asked = ((name, getattr(options, name)) for name in OUTPUTS)
    others = (f"--{name.replace('_', '-')}={_text(value)}" for name, value in asked if value)
    by = ("--by", *options.by) if options.by else ()
    return shlex.join((PROGRAM, "kpi", options.file, *others, *layout.options(), *by))


def _text(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
