"""`diagram` and `schema`: what a process is, for people and for programs."""

import json
from argparse import Namespace

from order_to_cash.cli.status import GOOD
from order_to_cash.diagram import Naming, mermaid, svg
from order_to_cash.domain.core import InvalidValue, Voice
from order_to_cash.embedded import wire_of
from order_to_cash.operators.known import operator_named
from order_to_cash.wire import json_schema


def diagram(options: Namespace) -> int:
    """Print the table of the process as Mermaid or SVG, in words where a language is named."""
    operator = operator_named(options.operator)
    known = operator.by_name
    if options.process not in known:
        raise InvalidValue(
            f"no such process; give one of: {', '.join(known)}", code="cli.unknown-process"
        )
    lifecycle = known[options.process].lifecycle
    naming, called = Naming(), options.process
    if options.language is not None:
        voice = Voice(operator.words.spoken(options.language), operator.words)
        naming, called = Naming(called, voice), voice.word("Process", called)
    if options.format == "svg":
        drawn = svg(lifecycle, title=f"{operator.name}: {called}", naming=naming)
    else:
        drawn = mermaid(lifecycle, naming=naming)
    print(drawn, end="")
    return GOOD


def schema(options: Namespace) -> int:
    """Print the JSON Schema of an envelope."""
    wire = wire_of(operator_named(options.operator))
    print(json.dumps(json_schema(wire, options.process), indent=2, ensure_ascii=False))
    return GOOD
