"""A picture as an image in a page: a notebook that is not trusted strips inline SVG, not this."""

import re
from base64 import b64encode
from html import escape, unescape
from typing import Final

NAMESPACE: Final = 'xmlns="http://www.w3.org/2000/svg"'
SIZE: Final = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
TOLD: Final = tuple(
    re.compile(rf"<{tag}[^>]*>(.*?)</{tag}>", re.DOTALL) for tag in ("title", "desc")
)
STYLE: Final = "max-width:100%;height:auto;margin:.3em 0"


def as_image(svg: str) -> str:
    """The picture as an `img`, of its own size, whose `alt` is its title and its description.

    What it takes from the page around has a colour of its own here, on paper of its own.
    """
    opening, rest = svg.split(">", 1)
    style = STYLE
    if NAMESPACE not in opening:  # drawn to stand in a page
        width, height = SIZE.findall(opening)[0]
        opening += f' {NAMESPACE} width="{width}" height="{height}" color="#111"'
        style = f"{STYLE};background:#fff"
    data = b64encode(f"{opening}>{rest}".encode()).decode()
    return f'<img alt="{escape(said(svg))}" style="{style}" src="data:image/svg+xml;base64,{data}">'


def said(svg: str) -> str:
    """What a picture says to those who hear it."""
    found = (unescape(part) for told in TOLD for part in told.findall(svg)[:1])
    return " ".join(" ".join(part.split()) for part in found)
