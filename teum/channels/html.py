"""The words of an HTML mail, by the standard library's parser: nothing of it is ever shown as HTML."""

from __future__ import annotations

from html.parser import HTMLParser

HIDDEN = frozenset({"head", "script", "style", "title", "template", "noscript"})
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


class _Words(HTMLParser):
    """Gathers the text; what stands in a blockquote is marked as in a plain mail."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.hidden = 0
        self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self.hidden += 1
        if tag in BREAKS:
            self._break(tag)
        if tag == "blockquote":
            self.quoted += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        if tag in BREAKS and tag not in NEVER_CLOSED:
            self._break(tag)
        if tag == "blockquote":
            self.quoted = max(0, self.quoted - 1)

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        words = " ".join(data.split())
        if not words:
            self.lines[-1] += " " if data else ""
            return
        before = " " if data[0].isspace() else ""
        after = " " if data[-1].isspace() else ""
        if not self.lines[-1] and self.quoted:
            self.lines[-1] = "> "
        self.lines[-1] += f"{before}{words}{after}"

    def _break(self, tag: str) -> None:
        if tag == "br" or self.lines[-1].strip():
            self.lines.append("")
        if tag in PARAGRAPHS and len(self.lines) > 1 and self.lines[-2].strip():
            self.lines.append("")


def words(source: str) -> str:
    """The text of an HTML page, a line for each of its own; scripts, styles and comments left out."""
    reader = _Words()
    reader.feed(source)
    reader.close()
    return "\n".join(" ".join(line.split()) for line in reader.lines).strip()
