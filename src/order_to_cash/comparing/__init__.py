"""Two packs held against each other, on commands that were given before."""

from order_to_cash.comparing.comparing import compare, compare_commands
from order_to_cash.comparing.comparison import (
    CaseChange,
    Comparison,
    Curve,
    Ended,
    Figure,
    Meant,
    Unplayed,
)

__all__ = [
    "CaseChange",
    "Comparison",
    "Curve",
    "Ended",
    "Figure",
    "Meant",
    "Unplayed",
    "compare",
    "compare_commands",
]
