"""A reader of pages that is stricter than a browser: every element must be closed in order."""

import re
from base64 import b64decode
from html.parser import HTMLParser
from typing import Final

VOID: Final = {"meta", "br", "img"}


class Page(HTMLParser):
    """What a page consists of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert [] == self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of that kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def all(self, attribute: str) -> list[str]:
        """Every value of an attribute, wherever it stands."""
        return [known[attribute] for _, known in self.elements if attribute in known]


def opened(html: str) -> str:
    """The same with each image in place of its data, so that what it draws can be read."""
    image = re.compile(r'<img [^>]*src="data:image/svg\+xml;base64,([^"]*)">')
    return image.sub(lambda found: b64decode(found[1]).decode(), html)
