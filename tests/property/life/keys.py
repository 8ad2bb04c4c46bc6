"""Links as keys: addresses that came over a page, proven or not, and links that somebody else has got hold of."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.property.life.base import BOLD
from tests.property.life.weather import FoulLife
from teum.actions import links, preferences
from teum.management.rehearsal.carrier import LEFT_US, Handed
from teum.models import ContactPoint, Message, Page


class KeyLife(FoulLife):
    """Foul weather, in which addresses are lost, given anew over a page, and links are ended."""

    @rule(data=BOLD, number=st.integers(1, 3))
    def set_right(self, data: Any, number: int) -> None:
        """Whoever holds Dana's link gives an address, where hers had been refused."""
        galil = self.stage.galil
        points = ContactPoint.objects.of(galil.id).filter(customer=galil.dana, channel="email")
        points.update(is_broken=True)
        token = links.of_customer(galil.dana, now=self.world.now).token
        contact = data.draw(st.sampled_from([point.pk for point in points]), label="contact")
        self.attempt(
            None,
            lambda: preferences.correct(
                by=galil.as_customer,
                token=token,
                contact_id=contact,
                address=f"given{number}@example.org",
                now=self.world.now,
            ),
        )

    @rule(data=BOLD)
    def prove(self, data: Any) -> None:
        """A member hears from somebody that an address is theirs."""
        points = ContactPoint.objects.of(self.stage.galil.id).order_by("id")
        point, by = data.draw(st.sampled_from(list(points)), label="contact"), self.someone(data)
        self.attempt(
            None,
            lambda: preferences.prove(
                by=by, customer_id=point.customer_id, contact_id=point.pk, now=self.world.now
            ),
        )

    @rule(data=BOLD, replace=st.booleans())
    def end_a_link(self, data: Any, replace: bool) -> None:
        """A member ends Dana's link, or puts another in its place."""
        pages = Page.objects.of(self.stage.galil.id).filter(customer=self.stage.galil.dana)
        page_id = data.draw(st.sampled_from(sorted(pages.values_list("pk", flat=True))), label="page")
        by = self.someone(data)
        self.attempt(None, lambda: links.revoke(page_id=page_id, by=by, replace=replace, now=self.world.now))

    @invariant()
    def no_key_to_a_stranger(self) -> None:
        """An address that nobody has proven is sent no link, and nothing at all once the link that it came by ended."""
        if not self.is_begun():
            return
        points = self.world.picture.of(ContactPoint)
        pages = {page.pk: page for page in Page.objects.of(self.stage.galil.id)}
        for row in self.world.picture.of(Message).values():
            point = points.get(row["contact_id"])
            page = pages.get(point["given_on_id"]) if point else None
            for handed in self._left(row["key"]) if page else ():
                assert "/p/" not in handed.text, "a link went to whoever gave this address"
                assert page is not None
                assert not page.revoked_at or handed.at <= page.revoked_at, "a word went there all the same"

    def _left(self, key: str) -> list[Handed]:
        return [handed for handed in self.world.carrier.handed_as(key) if handed.answer in LEFT_US]
