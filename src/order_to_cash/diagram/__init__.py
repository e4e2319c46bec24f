"""The table of any process as a picture: Mermaid text for a page, or a standalone SVG."""

from order_to_cash.diagram.mermaid import mermaid
from order_to_cash.diagram.naming import Naming
from order_to_cash.diagram.svg import svg

__all__ = ["Naming", "mermaid", "svg"]
