"""The agreement: read and confirmed section by section, signed with a code, and then there to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.agreements import AgreementView
from teum.queries.contact_view import ContactView
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.forms.agreement import DeclineForm, SignForm
from teum.web.forms.cancellation import CancelForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A contact point to which a code can go, with as much of it as its owner recognises."""

    id: int
    words: str


def awaited(page: Page) -> list[Section]:
    """It waits for their signature."""
    view = page.case.agreement
    if view is None or view.state != "offered" or page.case.state != "open":
        return []
    words = gettext("Your signature on the agreement, %(window)s") % {"window": view.due_in_words}
    return [
        Section(
            name="agreement_to_sign",
            facts=_to_sign(view, page),
            wait=Wait(at=view.due, words=words, anchor="agreement"),
        )
    ]


def _to_sign(view: AgreementView, page: Page) -> dict[str, Any]:
    together = [section for section in view.sections if section.key in view.unchanged]
    apart = [section for section in view.sections if section not in together]
    are_confirmed = all(section.is_confirmed for section in together)
    return {
        "agreement": view,
        "is_amendment": view.version > 1 and any(section.changes for section in view.sections),
        "apart": sorted(apart, key=lambda section: not section.changes),
        "together": together,
        "are_confirmed": are_confirmed,
        "left": sum(not section.is_confirmed for section in apart) + (not are_confirmed),
        "unchanged_url": _url("unchanged", view, page),
        "paper_url": reverse("page_upload", args=[page.token, view.paper_id]) if view.paper_id else "",
        "open_url": _url("open", view, page),
        "section_url": _url("section", view, page),
        "code_url": _url("code", view, page),
        "sign_url": _url("signature", view, page),
        "decline_url": _url("decline", view, page),
        "contacts": [
            Proof(id=point.id, words=_recognised(point))
            for point in page.case.customer.contacts
            if point.takes_codes
        ],
        "form": page.form(SignForm, f"sign-{view.id}"),
        "decline_form": page.form(DeclineForm, f"refuse-{view.id}"),
    }


def _url(name: str, view: AgreementView, page: Page) -> str:
    return reverse(f"page_agreement_{name}", args=[page.token, view.id])


def _recognised(point: ContactView) -> str:
    """Enough of an address for whoever has it: whoever only holds the link learns none from it."""
    name, at, domain = point.address.partition("@")
    return f"{name[:1]}…@{domain}" if at else f"…{point.address[-3:]}"


def agreed(page: Page) -> list[Section]:
    """What was signed or approved stays to be read and kept, also while a change of it waits to be signed."""
    newest = page.case.agreement
    waits = [newest] if newest and newest.state in ("signed", "cancelled") else []
    return [_kept(view, page) for view in (*waits, *page.case.in_force)]


def _kept(view: AgreementView, page: Page) -> Section:
    newest = page.case.agreement
    copy = (view.sealed_id if view.was_agreed else None) or (
        view.paper_id if view.state == "signed" else None
    )
    facts = {
        "agreement": view,
        "anchor": "agreement" if newest and newest.id == view.id else f"agreement-{view.id}",
        "heading": _heading(view),
        "account": next((one for one in page.case.accounts if one.agreement_id == view.id), None),
        **_cancelling(view, page),
        **_taking_back(view, page),
        "copy_url": reverse("page_upload", args=[page.token, copy]) if copy else "",
    }
    return Section(name="agreement", facts=facts)


def _cancelling(view: AgreementView, page: Page) -> dict[str, Any]:
    """How it is cancelled, where it can be."""
    if view.cancelling is None:
        return {}
    return {
        "cancelling": view.cancelling,
        "cancel_form": page.form(CancelForm, f"cancel-{view.alignment_id}"),
        "cancel_url": reverse("page_cancellation", args=[page.token, view.alignment_id]),
    }


def _taking_back(view: AgreementView, page: Page) -> dict[str, Any]:
    """How they take back what they signed, until we sign too."""
    if view.state != "signed":
        return {}
    return {
        "decline_form": page.form(DeclineForm, f"refuse-{view.id}"),
        "decline_url": _url("decline", view, page),
    }


def _heading(view: AgreementView) -> str:
    if view.form == "light":
        return gettext("What we agreed, in writing")
    return {
        "in_force": gettext("The agreement is in force"),
        "signed": gettext("You have signed"),
        "cancelled": gettext("The agreement"),
    }[view.state]
