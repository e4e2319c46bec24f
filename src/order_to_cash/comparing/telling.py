"""A comparison in sentences, and as data."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from order_to_cash.analytics.figures import aligned
from order_to_cash.domain.core import Currency, Money, Voice
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.stories import clock

if TYPE_CHECKING:
    from order_to_cash.comparing.comparison import CaseChange, Comparison, Ended, Meant, Unplayed

FIGURES: Final = "Compared"
"""The vocabulary of the figures, and of the headings above them."""

HEADINGS: Final = ("figure", "before", "after", "change")


def sentences(found: "Comparison", voice: Voice) -> tuple[str, ...]:
    """What differs, in the words of a language: cases, rules, money, and what is not known."""
    table = (headings(voice), *figures(found, voice))
    return (
        *heading(found, voice),
        *(f"  {line}" for line in cases(found, voice)),
        *(f"  {line}" for line in aligned(table, lambda place: not place)),
        *unplayed(found.unplayed, found.against, voice),
    )


def heading(found: "Comparison", voice: Voice) -> Iterator[str]:
    """Which packs were played with what, and whether they come to the same."""
    values = {"operator": found.operator, "against": found.against}
    yield voice.say("text", "compare.head", **values)
    played = {"commands": found.commands, "cases": found.cases}
    if found.until is None:
        yield voice.say("text", "compare.nothing")
        return
    at = clock(found.until, zone_of(found.zone))
    yield voice.say("text", "compare.played", **played, at=at, zone=found.zone)
    if found.is_same:
        yield voice.say("text", "compare.same")
    else:
        counts = {"changed": found.changed, "cases": found.cases}
        yield voice.say("text", "compare.changed", **counts)


def cases(found: "Comparison", voice: Voice) -> Iterator[str]:
    """Each other end with how many cases have it, then each rule by which."""
    for ended, count in found.ends.items():
        process = voice.word("Process", ended.process)
        before, after = stages_of(ended, voice)
        stages = {"before": before, "after": after}
        yield voice.say("text", "compare.ends", process=process, count=count, **stages)
    for rule, count in found.rules.items():
        title = voice.words.find(voice.language, "rule", rule, "title") or rule
        yield voice.say("text", "compare.rule", rule=title, code=rule, count=count)
    if found.following:
        yield voice.say("text", "compare.following", count=found.following)
    for change in found.examples:
        yield example(change, voice)


def example(change: "CaseChange", voice: Voice) -> str:
    """A case that ends otherwise, by its name."""
    name = f"{change.ended.process}/{change.case}"
    before, after = stages_of(change.ended, voice)
    return voice.say("text", "compare.example", case=name, before=before, after=after)


def stages_of(ended: "Ended", voice: Voice) -> tuple[str, str]:
    """What the stages at the end are called; none is a case that is not there."""
    before, after = (
        voice.word(ended.process, stage) if stage else voice.say("text", "compare.not-there")
        for stage in (ended.before, ended.after)
    )
    return before, after


def headings(voice: Voice) -> tuple[str, ...]:
    """The headings of the table of figures."""
    return tuple(voice.word(FIGURES, name) for name in HEADINGS)


def figures(found: "Comparison", voice: Voice) -> Iterator[tuple[str, ...]]:
    """Every figure under each pack, and by how much it changes."""
    for meant in found.money:
        name = voice.word(FIGURES, meant.figure.value)
        yield f"{name} ({meant.currency.value})", *amounts(meant)
    before, after = found.blocked
    yield voice.word(FIGURES, "days_blocked"), *(f"{n:,}" for n in (before, after, after - before))


def amounts(meant: "Meant") -> tuple[str, str, str]:
    """A figure before and after, and by how much it changes, without the currency."""
    before, after, change = (
        in_digits(minor, meant.currency) for minor in (meant.before, meant.after, meant.change)
    )
    return before, after, change


def in_digits(minor: int, currency: Currency) -> str:
    """An amount with its thousands apart, without its currency."""
    number = Money.nearest(minor, currency).amount
    whole, dot, rest = number.removeprefix("-").partition(".")
    return f"{'-' if number.startswith('-') else ''}{int(whole):,}{dot}{rest}"


def unplayed(found: "Unplayed", against: str, voice: Voice) -> Iterator[str]:
    """What cannot be known of the other pack, each kind with its count."""
    otherwise = sum(found.otherwise.values())
    if otherwise:
        yield voice.say("text", "compare.otherwise", count=otherwise, against=against)
        yield from (f"  {code}: {count}" for code, count in found.otherwise.items())
    for name in ("anew", "going_on", "unanswered"):
        if count := getattr(found, name):
            yield voice.say("text", f"compare.{name.replace('_', '-')}", count=count)
    if found.failed:
        yield voice.say("text", "compare.failed", count=sum(found.failed.values()))
        yield from (f"  {code}: {count}" for code, count in found.failed.items())
    if found.strays is not None:
        said = "compare.strays" if found.strays else "compare.faithful"
        yield voice.say("text", said, count=found.strays)


def document(found: "Comparison") -> Mapping[str, Any]:
    """Everything as plain data: amounts as exact texts, stages and rules by their codes."""
    before, after = found.blocked
    missed = found.unplayed
    return {
        "operator": found.operator,
        "against": found.against,
        "until": None if found.until is None else found.until.isoformat(),
        "commands": found.commands,
        "cases": found.cases,
        "changed": found.changed,
        "same": found.is_same,
        "ends": [
            {"process": e.process, "before": e.before, "after": e.after, "cases": count}
            for e, count in found.ends.items()
        ],
        "rules": dict(found.rules),
        "following": found.following,
        "examples": [_example(change) for change in found.examples],
        "money": [
            {
                "figure": meant.figure.value,
                "currency": meant.currency.value,
                **{
                    name: Money.nearest(getattr(meant, name), meant.currency).amount
                    for name in HEADINGS[1:]
                },
            }
            for meant in found.money
        ],
        "days_blocked": {"before": before, "after": after},
        "unplayed": {
            "otherwise": dict(missed.otherwise),
            "anew": missed.anew,
            "going_on": missed.going_on,
            "failed": dict(missed.failed),
            "unanswered": missed.unanswered,
            "strays": missed.strays,
        },
    }


def as_json(found: "Comparison") -> str:
    """The same as a text."""
    return f"{json.dumps(document(found), ensure_ascii=False, indent=2)}\n"


def _example(change: "CaseChange") -> Mapping[str, Any]:
    ended = change.ended
    return {
        "process": ended.process,
        "case": change.case,
        "before": ended.before,
        "after": ended.after,
        "rules": list(change.rules),
    }
