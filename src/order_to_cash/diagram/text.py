"""How wide a text is about, where it may break, and how it is put into XML."""

import re
from html import escape

NARROW, WIDE = frozenset("fijlrtI.,:;'|!/()[] "), frozenset("mwMW@%…↻")
EAST_ASIAN_FROM = 0x2E80
SIZE = 11
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e]")


def width_of(text: str, *, bold: bool = False) -> int:
    """About how many pixels wide a text is: a little too many rather than too few."""
    mils = sum(map(_mils, text))
    return mils * (SIZE + 2 * bold) // 1000 + 1


def _mils(character: str) -> int:
    if character in NARROW:
        return 310
    if character in WIDE or ord(character) > EAST_ASIAN_FROM:
        return 1000
    return 690 if character.isupper() else 575


def fits(text: str, width: int, *, bold: bool = False) -> str:
    """The text, cut where it would leave its box."""
    if width_of(text, bold=bold) <= width:
        return text
    while text and width_of(f"{text}…", bold=bold) > width:
        text = text[:-1]
    return f"{text}…"


def wrapped(text: str, width: int, *, indent: str = "") -> tuple[str, ...]:
    """The text in lines, broken after commas and full stops and before the slash."""
    words = re.split(r"(?<=[,.]) | (?=/ )", text)
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if width_of(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(f"{indent}{word}")
    return tuple(fits(line, width) for line in lines)


def safe(text: str) -> str:
    """The text for XML: markup escaped, what XML or a reader cannot bear replaced."""
    return escape(UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text))
