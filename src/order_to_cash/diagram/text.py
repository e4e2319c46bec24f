"""How wide a text is at most, where it may break, and how it is put into XML.

A picture names several fonts, and the widest of them that a machine has may be the one it gets: on
a bare Debian DejaVu Sans. So each letter is as wide as in the widest.
"""

import re
from html import escape
from typing import Final
from unicodedata import combining, normalize

WIDTHS: Final = {
    280: "'ijlı",
    320: "I ,.‘’·ł\N{NO-BREAK SPACE}",
    360: "/:;\\|f",
    370: "-",
    420: "()[]t!¡r",
    500: '"ªº*J`°',
    560: "“”szc?L_–§",
    600: "k•vxy",
    640: "FTaeo¿«»øß$0123456789bdghnpqu{}€",
    690: "EKPSYABVXZ",
    730: "CR",
    750: "UN",
    790: "H&DGOQ",
    840: "w#+<=>^~≥≤−×÷",
    870: "M○",
    1000: "%mWæ…→—",
}
"""Thousandths of the size of DejaVu Sans or Liberation Sans, whichever is wider; letters by it."""

MILS: Final = {letter: mils for mils, letters in WIDTHS.items() for letter in letters}
UNKNOWN: Final = 1100
"""A letter that is not listed, in thousandths of the size."""

EAST_ASIAN: Final = 1000
EAST_ASIAN_FROM: Final = 0x2E80
SIZE: Final = 11
UNPRINTABLE: Final = re.compile(
    r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e]"
)


def width_of(text: str, *, size: int = SIZE, bold: bool = False) -> int:
    """How many pixels wide a text is at most."""
    mils = sum(map(_mils, text)) * size
    return (mils * 9 // 7 if bold else mils) // 1000 + 1  # no bold letter is wider than that


def _mils(letter: str) -> int:
    if letter in MILS:
        return MILS[letter]
    if ord(letter) > EAST_ASIAN_FROM:
        return EAST_ASIAN
    if combining(letter):
        return 0
    return MILS.get(normalize("NFD", letter)[0], UNKNOWN)  # accents make none wider


def fits(text: str, width: int, *, size: int = SIZE, bold: bool = False) -> str:
    """The text, cut where it would leave its box."""
    if width_of(text, size=size, bold=bold) <= width:
        return text
    while text and width_of(f"{text}…", size=size, bold=bold) > width:
        text = text[:-1]
    return f"{text}…"


def wrapped(
    text: str, width: int, *, size: int = SIZE, bold: bool = False, indent: str = ""
) -> tuple[str, ...]:
    """The text in lines, broken after a mark or before the slash, and only else between words."""

    def room(line: str) -> bool:
        return width_of(line, size=size, bold=bold) <= width

    lines: list[str] = []
    for part in re.split(r"(?<=[,.;]) | (?=/ )", text):
        for word in (part,) if room(f"{indent}{part}") else part.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if not lines or room(longer):
                lines[-1:] = [longer]
            else:
                lines.append(f"{indent}{word}")
    return tuple(fits(line, width, size=size, bold=bold) for line in lines)


def safe(text: str) -> str:
    """The text for XML: markup escaped, what XML or a reader cannot bear replaced."""
    return escape(UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text))
