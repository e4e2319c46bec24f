"""Things shown to people in a notebook or on a page, in any language."""

from order_to_cash.showing.case import case_page, show_case
from order_to_cash.showing.shown import Shown, show

__all__ = ["Shown", "case_page", "show", "show_case"]
