"""Disclosures as the API answers them."""

from __future__ import annotations

from teum.api import addresses
from teum.api.disclosure_shapes import DisclosureAnswer, OptionAnswer, PhotoAnswer
from teum.api.fields import maybe_id, window
from teum.core.disclosure import Option, Photo
from teum.queries.disclosure_view import DisclosureView


def option(given: Option) -> OptionAnswer:
    """One of the ways between which the customer chooses."""
    return OptionAnswer(
        key=given.key,
        way=str(given.way),
        what=given.what,
        price=given.price,
        window=window(given.window) if given.window else None,
        channel=given.channel or None,
    )


def _photo(photo: Photo) -> PhotoAnswer:
    return PhotoAnswer(id=str(photo.upload), alt=photo.alt, url=addresses.of_upload(photo.upload))


def disclosure(view: DisclosureView) -> DisclosureAnswer:
    """One disclosure; of one that was erased, only that there was one."""
    shown = view.shown
    return DisclosureAnswer(
        id=str(view.id),
        kind=view.kind,
        state=view.standing,
        promise=maybe_id(view.promise_id),
        about=maybe_id(view.about),
        shown=view.digest,
        what=shown.what if shown else "",
        matters=shown.matters if shown else "",
        affects=[str(it) for it in shown.affects] if shown else [],
        found_on=shown.found_on if shown else None,
        found_by=shown.found_by if shown else "",
        expected=window(shown.window) if shown and shown.window else None,
        no_date=(shown.no_date or None) if shown else None,
        options=[option(one) for one in shown.options] if shown else [],
        recommended=(shown.recommended or None) if shown else None,
        interest=(shown.interest or None) if shown else None,
        photos=[_photo(photo) for photo in shown.photos] if shown else [],
        told_at=view.told_at,
        decide_by=view.due,
        chosen=view.chosen or None,
        how=view.how or None,
        decided_at=view.decided_at,
    )
