"""How a command ended, for whoever started it."""

from typing import Final

GOOD: Final = 0
BAD_LINES: Final = 1
CANNOT: Final = 2
INTERRUPTED: Final = 130
BROKEN_PIPE: Final = 141

PROGRAM: Final = "order-to-cash"
