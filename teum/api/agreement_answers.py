"""Agreements, as they are answered."""

from __future__ import annotations

from typing import Any

from teum.api import addresses
from teum.api.agreement_shapes import (
    AgreementAnswer,
    AgreementBrief,
    ChangeAnswer,
    DraftAnswer,
    DutyAnswer,
    FlagAnswer,
    PartyAnswer,
    SectionAnswer,
    SignatureAnswer,
    TermAnswer,
    TextLineAnswer,
)
from teum.api.fields import maybe_id, window
from teum.core.agreement import Difference
from teum.queries.agreement_drafts import Draft
from teum.queries.agreement_sections import DutyView, SectionView
from teum.queries.agreement_versions import Version, Whole
from teum.queries.agreements import SignatureView


def brief(version: Version) -> AgreementBrief:
    """A version in a list."""
    return AgreementBrief(**_brief(version))


def _brief(version: Version) -> dict[str, Any]:
    return {
        "id": str(version.id),
        "case": str(version.case_id),
        "alignment": str(version.alignment_id),
        "form": version.form,
        "state": version.state,
        "version": version.version,
        "language": version.language,
        "replaces": maybe_id(version.replaces),
        "offered_at": version.offered_at,
        "promise": maybe_id(version.promise_id),
        "due": version.due,
        "paper_url": _file(version.paper_id),
        "sealed_url": _file(version.sealed_id if version.was_agreed else None),
        "record_url": _file(None if version.was_agreed else version.sealed_id),
    }


def _file(upload_id: int | None) -> str | None:
    return addresses.of_upload(upload_id) if upload_id else None


def whole(found: Whole) -> AgreementAnswer:
    """A version with all that it says."""
    view = found.view
    return AgreementAnswer(
        **_brief(found.version),
        in_force_at=found.in_force_at,
        ended_at=found.ended_at,
        reason=view.reason or None,
        sha256=view.sha256 or None,
        is_opened=view.is_opened,
        unread=list(view.unread),
        sides=[
            PartyAnswer(
                role=one.role, name=one.name, identity=one.identity or None, contacts=list(one.contacts)
            )
            for one in view.sides
        ],
        sections=[_section(one) for one in view.sections],
        signatures=[_signature(one) for one in view.signatures],
    )


def draft(found: Draft) -> DraftAnswer:
    """What would be laid before the customer."""
    return DraftAnswer(
        language=found.language,
        is_whole=found.is_whole,
        sections=[_section(one) for one in found.sections],
        flags=[
            FlagAnswer(
                item=flag.item,
                section=flag.section,
                quote=flag.quote,
                why=flag.why,
                balance=flag.balance,
            )
            for flag in found.flags
        ],
    )


def _section(view: SectionView) -> SectionAnswer:
    said = zip(view.items, view.terms, strict=True)
    return SectionAnswer(
        section=view.key,
        number=view.number or None,
        heading=view.heading,
        lines=[TextLineAnswer(number=one.number, text=one.text, is_total=one.is_total) for one in view.lines],
        terms=[TermAnswer(item=item, text=text) for item, text in said],
        duties=[_duty(one) for one in view.duties],
        total=view.total or None,
        changes=[_change(one) for one in view.changes],
        is_confirmed=view.is_confirmed,
    )


def _change(one: Difference) -> ChangeAnswer:
    return ChangeAnswer(
        was=one.was or None,
        before=one.before or None,
        number=one.number or None,
        after=one.after or None,
    )


def _duty(view: DutyView) -> DutyAnswer:
    due = view.due
    return DutyAnswer(
        item=due.item,
        debtor=str(due.debtor),
        what=due.what,
        window=window(due.window),
        in_words=view.by,
        amount=due.amount,
        means=str(due.means) if due.means else None,
        promise=maybe_id(view.promise_id),
    )


def _signature(view: SignatureView) -> SignatureAnswer:
    return SignatureAnswer(
        side=view.side,
        name=view.name,
        how=view.how,
        at=view.at,
        channel=view.channel or None,
        address=view.address or None,
    )
