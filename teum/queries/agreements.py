"""An agreement as the core decides on it, and as desk, customer's page and papers show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from teum import language
from teum.core import agreement as core
from teum.core import digest
from teum.core.actor import Actor
from teum.core.agreement import Agreement, Fate, Section, Term, Terms
from teum.core.alignment import Alignment, Line, Side, clauses, facts
from teum.core.window import Window
from teum.language import agreement as words
from teum.models import Agreement as Row
from teum.models import Case, Event, Remark, Signature
from teum.queries import (
    agreement_fates,
    agreement_rows,
    agreement_sections,
    agreement_sides,
    alignments,
    cancellations,
)
from teum.queries.agreement_rows import Signed, signed
from teum.queries.agreement_sections import SectionView, sections
from teum.queries.cancellations import CancellingView
from teum.queries.promise_view import PromiseView

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureView:
    """Who signed for a side, or approved, how and when, and through which proven contact point."""

    side: str
    role: str
    name: str
    how: str
    at: datetime
    moment: str
    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A side of it, as it was called when it was made."""

    role: str
    name: str
    contacts: tuple[str, ...]
    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """One version of an agreement. `replaces` is the version that holds until this one is in force.

    `cancelling`: how the customer cancels it, where it is in force and they can.
    """

    id: int
    alignment_id: int
    form: str
    state: str
    version: int
    replaces: int | None
    language: str
    is_written: bool
    is_opened: bool
    sides: tuple[PartyView, ...]
    sections: tuple[SectionView, ...]
    unread: tuple[str, ...]
    unchanged: tuple[str, ...]
    """The sections that say just what both signed in the version before: they are confirmed together."""
    signatures: tuple[SignatureView, ...]
    consent: str
    promise_id: int | None
    due: datetime | None
    due_in_words: str
    paper_id: int | None
    sealed_id: int | None
    sha256: str
    cancelling: CancellingView | None
    cancelled: str
    """When the customer cancelled it, in words; empty where they did not."""
    reason: str
    """Why it came to nothing, in the words of whoever did not want it; for staff only."""

    @property
    def was_agreed(self) -> bool:
        """Whether both had agreed to it; the file of one that they had not is a record of that."""
        return core.was_agreed(core.Form(self.form), len(self.signatures))

    @property
    def total(self) -> str:
        """What it comes to, with its VAT; empty where no price was agreed."""
        return next((section.total for section in self.sections if section.total), "")

    def signed_by(self, side: str) -> SignatureView | None:
        """The signature of a side."""
        return next((one for one in self.signatures if one.side == side), None)


def one(agreement_id: int, *, by: Actor) -> AgreementView:
    """A version that is not the newest one. The caller has seen to it that `by` may reach it."""
    listed = Row.objects.of(by.organisation_id).select_related("case__organisation", "paper", "replaces")
    return view(listed.get(pk=agreement_id))


def alignment(row: Row) -> Alignment:
    """What was agreed, item by item, as it was then."""
    items = facts.items(row.items)
    return Alignment(lines=facts.lines(items, row.lines))


def terms(row: Row) -> Terms:
    """Its terms, with what has a time and the price."""
    agreed = alignment(row)
    found = core.of_alignment(agreed, words=lambda line: line.item.key, lang=row.language)
    is_read = {term.item: term.is_read for term in found.terms}
    listed = tuple(
        Term(
            item=one["item"],
            section=Section(one["section"]),
            text=one["text"],
            is_read=is_read[one["item"]],
        )
        for one in row.terms
    )
    return Terms(terms=listed, dues=found.dues, price=found.price)


def written(agreed: Alignment, *, lang: str) -> Terms:
    """The terms of an alignment in words, as they would be laid before both sides."""
    return core.of_alignment(agreed, words=lambda line: clause(line, lang), lang=lang)


def clause(line: Line, lang: str) -> str:
    """The words of a term, from the answer to its item; a time with its year."""
    if line.answer and line.answer.window:
        said = language.in_full(line.answer.window, lang)
    else:
        said = alignments.answered(line.item, line.answer, lang, line.at or _NEVER).strip()
    if line.by is Side.CUSTOMER and line.answer and line.answer.text:
        quoted = words.WRITTEN if line.item.clause else words.YOU_WROTE
        said = quoted.of(lang).replace("{said}", said)
    return clauses.clause(line, said, lang)


def of_terms(listed: Terms) -> list[dict[str, Any]]:
    """Terms, JSON-ready."""
    return [{"item": one.item, "section": str(one.section), "text": one.text} for one in listed.terms]


def said_digest(row: Row) -> str:
    """The digest of all that it says, of whom, and by which law."""
    more = [one for one in (row.sides, row.law) if one is not None]
    return digest.of(row.salt, row.form, row.version, row.language, row.items, row.lines, row.terms, *more)


def signature_digest(row: Signature, sha256: str) -> str:
    """The digest of a signature and of the exact file that it is on."""
    at = row.proven_at.isoformat() if row.proven_at else None
    proven = [row.channel, row.address, at]
    return digest.of(
        row.salt, row.side, row.name, row.strokes, row.consent, proven, row.ip, row.agent, sha256
    )


def value(row: Row, signed: Sequence[Signature | Signed] = ()) -> Agreement:
    """The row as the value that the core decides on. Read with the version before it."""
    return _value(row, signed, terms(row), _before(row))


def _before(row: Row) -> Terms | None:
    return terms(row.replaces) if row.replaces else None


def _value(row: Row, signed: Sequence[Signature | Signed], listed: Terms, before: Terms | None) -> Agreement:
    was_signed = row.replaces is not None and row.replaces.form == core.Form.SIGNED
    return Agreement(
        form=core.Form(row.form),
        state=core.State(row.state),
        sections=core.to_read(listed, before),
        unchanged=agreement_sections.unchanged(listed, before, lang=row.language)
        if before and was_signed
        else (),
        is_written=row.paper_id is not None,
        is_opened=row.opened_at is not None,
        confirmed=frozenset(Section(name) for name in row.confirmed),
        signed=frozenset(Side(one.side) for one in signed),
    )


def signatures(row: Row) -> list[Signature]:
    """Who signed, the first one first, each as it is kept."""
    mine = Signature.objects.of(row.organisation_id).filter(agreement=row).select_related("member")
    return list(mine.order_by("at", "id"))


def to_sign(organisation_id: int, promises: Mapping[int, int]) -> dict[int, int]:
    """Of promises, each with its case, those that a signature keeps: the agreement that waits for it."""
    waiting = Row.objects.of(organisation_id).filter(state__in=(core.State.OFFERED, core.State.SIGNED))
    found = waiting.filter(case__in=set(promises.values()), promise__in=promises)
    return dict(found.values_list("promise", "pk"))


def case_of(agreement_id: int, *, by: Actor) -> int | None:
    """The case of an agreement that `by` may reach."""
    found = Row.objects.of(by.organisation_id).filter(pk=agreement_id).select_related("case").first()
    return found.case_id if found and by.reaches(found.case.customer_id) else None


def of_case(
    case: Case, found: Sequence[Row], promises: Sequence[PromiseView], *, by: Actor
) -> AgreementView | None:
    """The newest of what was agreed in a case (`agreement_rows`); None where nothing was."""
    row = next((one for one in found if one.pk == case.agreement_id), None)
    if row is None:
        return None
    asked = next((one for one in promises if one.id == row.promise_id and one.is_live), None)
    return view(row, asked, promises=promises, why=by.kind == "member")


def in_force(found: Sequence[Row], *, lang: str, now: datetime) -> tuple[AgreementView, ...]:
    """What holds as it is read, with how it is cancelled."""
    return tuple(
        view(row, cancelling=cancellations.cancelling(row, row.case, lang, now))
        for row in agreement_rows.holding(found)
    )


def view(
    row: Row,
    asked: PromiseView | None = None,
    cancelling: CancellingView | None = None,
    *,
    promises: Sequence[PromiseView] | None = None,
    why: bool = True,
) -> AgreementView:
    """A version as it is read, in the language in which it was written; `asked` is who signs by when.

    `promises` are those of its case, where they are at hand; `why`: with the reason for which it came to nothing.
    """
    lang, listed, before, who = row.language, terms(row), _before(row), signed(row)
    agreed = _value(row, who, listed, before)
    cancelled = agreement_rows.cancelled_at(row) if row.state == core.State.CANCELLED else None
    return AgreementView(
        id=row.pk,
        alignment_id=row.alignment_id,
        form=row.form,
        state=row.state,
        version=row.version,
        replaces=row.replaces_id,
        language=lang,
        is_written=agreed.is_written,
        is_opened=agreed.is_opened,
        sides=tuple(
            PartyView(
                role=words.ROLES[side].of(lang),
                name=one.name,
                contacts=one.contacts,
                identity=one.identity,
            )
            for side, one in agreement_sides.kept(row).sides.items()
        ),
        sections=sections(
            listed,
            lang=lang,
            before=before,
            promises=row.promises,
            confirmed=row.confirmed,
            fates=fates(row.replaces, listed, lang, promises)
            if row.replaces and row.state == core.State.OFFERED
            else None,
        ),
        unread=tuple(str(section) for section in agreed.unread),
        unchanged=tuple(str(section) for section in agreed.unchanged),
        signatures=tuple(_signature(one, row) for one in who),
        consent=words.CONSENT[Side.CUSTOMER].of(lang),
        promise_id=row.promise_id,
        due=asked.window.due if asked else None,
        due_in_words=asked.in_words if asked else "",
        paper_id=row.paper_id,
        sealed_id=row.sealed_id,
        sha256=row.paper.sha256 if row.paper else "",
        cancelling=cancelling,
        reason=reason(row) if why and row.state in (core.State.DECLINED, core.State.VOID) else "",
        cancelled=moment(cancelled, row) if cancelled else "",
    )


def fates(
    before: Row, listed: Terms, lang: str, promises: Sequence[PromiseView] | None = None
) -> dict[str, Fate]:
    """What became of what a version promised, for the next one that names it while that is still to be signed."""
    was = core.keyed(alignment(before), lang=lang)
    return agreement_fates.fates(before, was, listed.dues, promises)


def reason(row: Row) -> str:
    """The words with which it was declined or taken back: those of which the ledger keeps the digest."""
    kinds = ("AgreementDeclined", "AgreementVoided")
    ends = Event.objects.of(row.organisation_id).filter(case=row.case_id, kind__in=kinds)
    digests = {end.facts["digest"] for end in ends if end.facts["agreement"] == row.pk}
    said = Remark.objects.of(row.organisation_id).filter(case=row.case_id, kind="decision")
    return next((one.text for one in said if digest.of(one.salt, one.text) in digests), "")


def moment(at: datetime, row: Row, lang: str = "") -> str:
    """When something happened, in words, on the business's clock; in its language, unless for a reader of another."""
    local = at.astimezone(agreement_sides.kept(row).zone)
    return language.in_full(Window(start=local, due=local), lang or row.language)


def _signature(one: Signature | Signed, row: Row) -> SignatureView:
    return SignatureView(
        side=one.side,
        role=words.ROLES[Side(one.side)].of(row.language),
        name=one.name,
        how=one.how,
        at=one.at,
        moment=moment(one.at, row),
        channel=one.channel,
        address=one.address,
    )
