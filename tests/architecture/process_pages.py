"""The generated parts of the pages of the processes: tables and pictures, from the processes.

Renew them with `python -m tests.architecture.process_pages`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

import attrs

from order_to_cash.diagram import Naming, svg
from order_to_cash.domain.core import WORDS, Language, Lifecycle, Policy, Rule, Value, Voice, Words
from order_to_cash.domain.order.lifecycle import PUBLISHED
from order_to_cash.domain.transfer import Fate, Procedure, TransferProcess
from order_to_cash.operators.known import OPERATORS
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.stories import step_text
from tests.architecture import charge_causes
from tests.architecture.codes import BEGIN, END, cell
from tests.architecture.source import ROOT
from tests.architecture.worlds import Told, told

FOLDER = ROOT / "docs" / "processes"
RENEW = "python -m tests.architecture.process_pages"
HOMES: Final[Mapping[str, str]] = {
    name: operator.name
    for operator in reversed(tuple(OPERATORS.values()))
    for name in operator.by_name
}
"""The operator whose figures each page shows: the first one that has the process."""

PROCESSES: Final[Mapping[str, AnyProcess]] = {
    name: operator.by_name[name]
    for operator in OPERATORS.values()
    for name in operator.by_name
    if HOMES[name] == operator.name
}
NAMES: Final = tuple(PROCESSES)
BOTH: Final = (Language.EN, Language.ES)
Sent: TypeAlias = Mapping[str, tuple[Told, ...]]
FEW: Final = 15
"""More stages than these are told by those that are missing."""


def table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = (titles, ("---",) * len(titles), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def code(words: Iterable[str]) -> str:
    """Words as code, one after the other."""
    return ", ".join(f"`{word}`" for word in words) or "-"


def stages(process: AnyProcess, words: Words = WORDS) -> str:
    """Every stage in words, what TM Forum calls it, and where it may lead."""
    published = {stage.value: state for stage, state in PUBLISHED.items()}
    lifecycle, rows = process.lifecycle, []
    for stage in lifecycle.stages:
        to = dict.fromkeys(a.target.value for a in lifecycle.arrows if a.source is stage)
        onward = code(target for target in to if target != stage.value)
        english, spanish = (words.word(s, process.name, stage.value) for s in BOTH)
        state = published.get(stage.value, "-") if process.name == "order" else None
        row = (f"`{stage.value}`", cell(english), cell(spanish), onward)
        rows.append(row if state is None else (*row, code((state,)) if state != "-" else "-"))
    titles = ("stage", "in English", "in Spanish", "may lead to")
    return table((*titles, "TM Forum") if process.name == "order" else titles, rows)


def people(process: AnyProcess, words: Words = WORDS) -> str:
    """Every command: what it means, who gives it, and while the case is in which stages."""
    lifecycle = process.lifecycle
    return table(
        ("command", "means", "from", "while the case is"),
        (
            (
                f"`{command.__name__}`",
                cell(step_text(process.name, command, words=words)),
                code(sorted(role.value for role in lifecycle.roles[command])),
                _while(lifecycle, command),
            )
            for command in lifecycle.commands
        ),
    )


def _while(lifecycle: Lifecycle[Any, Any, Any], command: type[Any]) -> str:
    """The stages in which a command is welcome, or the few in which it is not."""
    welcome = [s.value for s in lifecycle.stages if lifecycle.welcomes(s, command)]
    others = [s.value for s in lifecycle.stages if s.value not in welcome]
    return code(welcome) if len(welcome) <= FEW else f"any but {code(others)}"


def outgoing(process: AnyProcess, sent: Sent | None = None) -> str:
    """Every message: what causes it, and where it goes; `sent` is what a walked world showed."""
    found = told(process.name) if sent is None else sent
    return table(
        ("once this happened", "this may be sent", "to"),
        (
            (f"`{event}`" if first else "", f"`{message.name}`", f"`{message.to}`")
            for event, messages in found.items()
            for first, message in zip((True, *(False,) * len(messages)), messages, strict=False)
        ),
    )


def rules(process: AnyProcess, words: Words = WORDS) -> str:
    """Every rule the process asks at this operator, with its figures and its source."""
    return table(
        ("code", "the rule", "at " + code(filter(None, [HOMES.get(process.name)])), "source"),
        (
            (
                f"`{rule.code}`",
                cell(words.find(Language.EN, "rule", rule.code, "title") or rule.code),
                cell(", ".join(_figures(rule))) or "-",
                cell(str(rule.clause)),
            )
            for rule in dict.fromkeys(_rules(process))
        ),
    )


def _rules(process: Any) -> Iterator[Rule[Any]]:
    """All rules in the fields of a process, in the order in which the fields stand."""
    for field in attrs.fields(type(process)):
        match getattr(process, field.name):
            case Policy(rules=found):
                yield from found
            case (first, *_) as found if hasattr(first, "check"):
                yield from found
            case held if field.name in {"settings", "evaluation"}:
                yield from _rules(held)


def _figures(rule: Any) -> Iterator[str]:
    for field in attrs.fields(type(rule)):
        value = getattr(rule, field.name)
        name = field.name.replace("_", " ")
        if field.name == "level":
            yield from (value.code, f"{value.days} days", f"{value.minimum} or more")
        elif isinstance(value, frozenset):
            yield f"{name}: {', '.join(sorted(value))}"
        elif field.name not in {"clause", "code", "kind"}:
            yield f"{name}: {_plain(value)}"


def _plain(value: Value) -> str:
    return WORDS.shown(Language.EN, getattr(value, "value", value))


def procedures(process: TransferProcess) -> str:
    """Every procedure step by step, beside the numbers under which the source has the steps."""
    return "\n\n".join(
        f"## Procedure {one.number}: {_said(one, 'title')[0]}\n\n{_about(one)}\n\n{_steps(one)}"
        for one in process.settings.procedures
    )


def _said(one: Procedure, what: str) -> tuple[str, ...]:
    return tuple(WORDS.say(spoken, "procedure", str(one.number), what) for spoken in BOTH)


def _about(one: Procedure) -> str:
    change = "changes" if one.changes_technology else "stays the same"
    fate = {Fate.CARRY: "carried along", Fate.RECOVER: "recovered with the form"}[one.fate]
    return f"{one.clause}. The technology {change}; loaned equipment is {fate}."


def _steps(one: Procedure) -> str:
    return table(
        ("", "step", "in the source", "by", "what is done", "what is recorded"),
        (
            (
                str(place),
                f"`{row.step.value}`",
                row.source,
                f"`{row.role.value}`",
                cell(" / ".join(_said(one, row.step.value))),
                ", ".join((*row.records, *(f"order: {o.value}" for o in row.orders))) or "-",
            )
            for place, row in enumerate(one.rows, 1)
        ),
    )


def generated(process: AnyProcess, sent: Sent | None = None, words: Words = WORDS) -> str:
    """The picture and the tables of a process; another's has `sent` and `words`."""
    parts = [
        f"## Picture\n\n{_pictures(process.name)}",
        *((procedures(process),) if isinstance(process, TransferProcess) else ()),
        f"## Stages\n\n{stages(process, words)}",
        f"## Who may do what\n\n{people(process, words)}",
        f"## Which message goes where\n\n{outgoing(process, sent)}",
        f"## Rules\n\n{rules(process, words)}",
    ]
    return "\n" + "\n\n".join(parts) + "\n\n"


def _pictures(name: str) -> str:
    alone, spanish = (picture_file(name, language) for language in BOTH)
    shown = f"![The table of {name} as a picture]({alone})"
    return f"{shown}\n\nThe same [by itself]({alone}), to be enlarged, and [in Spanish]({spanish})."


def picture_file(name: str, language: Language) -> str:
    """The file of a picture; the English one has the plain name."""
    return f"{name}.svg" if language is Language.EN else f"{name}.{language}.svg"


def renewed(page: str, process: AnyProcess) -> str:
    """The page with its generated part as the process stands now."""
    head, _, rest = page.partition(BEGIN)
    _, _, foot = rest.partition(END)
    return f"{head}{BEGIN}{generated(process)}{END}{foot}"


def picture(process: AnyProcess, language: Language = Language.EN, words: Words = WORDS) -> str:
    """The table of a process as an SVG, in the words of a language."""
    voice = Voice(language, words)
    title = voice.word("Process", process.name)
    return svg(process.lifecycle, title=title, naming=Naming(process.name, voice))


if __name__ == "__main__":
    charge_causes.renew()
    for name, one in PROCESSES.items():
        page = FOLDER / f"{name}.md"
        page.write_text(renewed(page.read_text(encoding="utf-8"), one), encoding="utf-8")
        for spoken in BOTH:
            drawn = picture(one, spoken)
            (FOLDER / picture_file(name, spoken)).write_text(drawn, encoding="utf-8")
