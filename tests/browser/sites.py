"""A site that is not the business's own: what stands on it, and a form of the business in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import FrameLocator, Page

from tests import cast
from tests.cast import Business, by
from tests.cast_alignment import ITEMS, WISH
from tests.cast_intake import address, form
from teum.actions import alignment_templates
from teum.actions.alignment_templates import Entry
from teum.core.alignment import Item, Kind, Side, Topic
from teum.core.promise import Debtor
from teum.core.said import Said

FREE = Item(
    key="free",
    topic=Topic.THEIR_PART,
    kind=Kind.DATED,
    side=Side.CUSTOMER,
    text=Said("מתי אפשר לבוא למדוד?", "When can we come to measure?"),
    promise=Said("להיות בבית למדידה", "be at home for the measuring"),
    debtor=Debtor.CUSTOMER,
)
PLACE = Item(
    key="place",
    topic=Topic.NEEDS,
    kind=Kind.CHOICE,
    side=Side.CUSTOMER,
    text=Said("לאיזה חדר?", "For which room?"),
    options=(Said("חדר רחצה", "Bathroom"), Said("יחידת הורים", "Master suite")),
)
Shop = Callable[[str], str]
SCRIPT = '<script src="{url}/embed.js" data-title="Shower" async></script>'
FRAME = '<iframe src="{url}" title="Shower" style="width:100%;height:60rem;border:0"></iframe>'


def on_the_site(galil: Business, page: Page, base: str, shop: Shop, language: str, line: str) -> FrameLocator:
    """The business's own site, on which one of the two lines stands."""
    row = form(galil, language)
    entry = Entry(name=Said("מקלחון", "Shower"), items=[WISH, PLACE, FREE, *ITEMS[1:]])
    alignment_templates.change(
        template_id=row.template_id, by=by(galil.ruth), entry=entry, now=cast.SUNDAY_1000
    )
    row.asks = ["wish", "place", "free", "note"]
    row.save()
    line = line.format(url=base + address(galil, row))
    page.goto(shop(f"<!doctype html><title>Shop</title><h1>Shop</h1>{line}"))
    return page.frame_locator("iframe")


@contextmanager
def shops() -> Iterator[Shop]:
    """A site of another origin; one page of it, as it is given."""
    held: list[bytes] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(held[-1] if self.path == "/" else b"")

        def log_message(self, *_said: object) -> None:
            """Nothing of it is news."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()

    def show(html: str) -> str:
        held.append(html.encode())
        return f"http://127.0.0.1:{server.server_port}/"

    yield show
    server.shutdown()
    server.server_close()
