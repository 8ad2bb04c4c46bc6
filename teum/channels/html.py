"""The words of an HTML mail, read in one pass however it is broken: nothing of it is ever shown as HTML.

The standard library's parser takes minutes for some thousands of tags that never end, and anybody may send them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

HIDDEN = frozenset({"head", "script", "style", "title", "template", "noscript"})
RAW = frozenset({"script", "style"})
"""What stands inside is no HTML: it ends with its own name alone."""
BREAKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "header",
        "hr",
        "li",
    }
    | {"h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table"})
NEVER_CLOSED = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "wbr"})
_TAG = re.compile(r"</?([a-zA-Z][^\s/>]{0,40})")
_MARKUP = re.compile(r"<(?:/?[a-zA-Z]|[!?])")
_END = re.compile(r"[>\"']")


def words(source: str) -> str:
    """The text of an HTML page, a line for each of its own; scripts, styles and comments left out."""
    page = _Words()
    for piece, is_markup in _pieces(source):
        tag = _TAG.match(piece) if is_markup else None
        if not is_markup:
            page.say(unescape(piece))
        elif tag and piece.startswith("</"):
            page.end(tag[1].lower())
        elif tag:
            page.start(tag[1].lower())
    return "\n".join(" ".join("".join(line).split()) for line in page.lines).strip()


def _pieces(source: str) -> Iterator[tuple[str, bool]]:
    """Text and markup in turn. No place is looked at twice, and what was not found once is not looked for again."""
    place, missing = 0, set[str]()
    while found := _MARKUP.search(source, place):
        yield source[place : found.start()], False
        place = _end(source, found.start(), missing)
        if place < 0:  # a comment hides all that follows; any other mark that never ends was none
            yield "" if source.startswith("<!--", found.start()) else source[found.start() :], False
            return
        markup = source[found.start() : place]
        yield markup, True
        tag = _TAG.match(markup)
        if tag and tag[1].lower() in RAW and not markup.startswith("</"):
            closing = re.compile(rf"</{tag[1]}", re.IGNORECASE).search(source, place)
            if closing is None:
                return
            place = closing.start()
    yield source[place:], False


def _end(source: str, start: int, missing: set[str]) -> int:
    """Where markup ends that begins here; -1 where it never does. A quoted value may hold what else would end it."""
    if source.startswith("<!--", start):
        found = source.find("-->", start + 2)
        return found + 3 if found >= 0 else -1
    place = start
    while found_end := _END.search(source, place):
        mark, place = found_end[0], found_end.end()
        if mark == ">":
            return place
        if mark in missing or source[found_end.start() - 1] not in "= \t\r\n":
            continue
        closing = source.find(mark, place)
        if closing < 0:
            missing.add(mark)
        else:
            place = closing + 1
    return -1


class _Words:
    """Gathers the text, each line in pieces; what stands in a blockquote is marked as in a plain mail."""

    def __init__(self) -> None:
        self.lines: list[list[str]] = [[]]
        self.hidden = 0
        self.quoted = 0

    def start(self, tag: str) -> None:
        """A tag is opened."""
        if tag in HIDDEN:
            self.hidden += 1
        if tag in BREAKS:
            self._break(tag)
        if tag == "blockquote":
            self.quoted += 1

    def end(self, tag: str) -> None:
        """It is closed."""
        if tag in HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        if tag in BREAKS and tag not in NEVER_CLOSED:
            self._break(tag)
        if tag == "blockquote":
            self.quoted = max(0, self.quoted - 1)

    def say(self, text: str) -> None:
        """Text between tags."""
        if self.hidden or not text:
            return
        said, line = " ".join(text.split()), self.lines[-1]
        if not said:
            line.append(" ")
            return
        if self.quoted and not line:
            line.append("> ")
        line.append(f"{' ' if text[0].isspace() else ''}{said}{' ' if text[-1].isspace() else ''}")

    def _break(self, tag: str) -> None:
        if tag == "br" or _says(self.lines[-1]):
            self.lines.append([])
        if tag in PARAGRAPHS and len(self.lines) > 1 and _says(self.lines[-2]):
            self.lines.append([])


def _says(line: list[str]) -> bool:
    return any(not piece.isspace() for piece in line)
