"""What the papers of an agreement show: the sheet that is signed, and the evidence of what really happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from teum.core import agreement as core
from teum.core import events
from teum.core.agreement import Form, Section
from teum.core.alignment import Side
from teum.core.price import WHOLE
from teum.core.said import Said
from teum.documents import agreement as papers
from teum.documents.agreement import Change, Party, Payment, Price, Sheet, Signed
from teum.documents.agreement import Section as Part
from teum.documents.agreement import Signature as Place
from teum.documents.drawing import Strokes
from teum.documents.evidence import Act, Evidence
from teum.language import agreement as words
from teum.language.notices.alignment import MEANS
from teum.models import Agreement, Event, Member, Message, Page, Signature
from teum.queries import agreement_sections, agreement_sides, agreements
from teum.queries.agreement_sections import SectionView

UNSENT = ("failed", "overtaken")
"""States of a message that did not reach a carrier."""


def kind(row: Agreement) -> str:
    """What its file calls itself: by its form, or one that ended before both had agreed."""
    is_over = row.state in core.ENDED and not core.was_agreed(Form(row.form), len(agreements.signatures(row)))
    return "over" if is_over else row.form


def sheet(row: Agreement) -> Sheet:
    """The agreement as it is signed; with the signatures that are there. Read with its case and its sides."""
    listed = agreements.terms(row)
    signed = {one.side: one for one in agreements.signatures(row)}
    before = agreements.terms(row.replaces) if row.replaces else None
    sides = agreement_sides.kept(row)
    return Sheet(
        lang=row.language,
        kind=words.KINDS[kind(row)].of(row.language),
        business=sides.sides[Side.PROVIDER].name,
        title=sides.title,
        version=row.version,
        at=row.offered_at,
        written=agreements.moment(row.offered_at, row),
        replaces=_replaced(row),
        parties=[
            Party(
                role=words.ROLES[side].of(row.language),
                name=one.name,
                identity=one.identity,
                contacts=one.contacts,
            )
            for side, one in sides.sides.items()
        ],
        changes=[
            Change(was=one.was, before=one.before, number=one.number, after=one.after)
            for one in agreement_sections.differences(listed, before, lang=row.language)
        ],
        sections=[
            _part(view, _price(row, view) if view.total else None)
            for view in agreement_sections.sections(listed, lang=row.language)
        ],
        signatures=[_place(row, side, signed.get(side)) for side in Side] if row.form == Form.SIGNED else [],
    )


def about(row: Agreement) -> str:
    """What it is, between whom and which version, in a sentence."""
    sides = agreement_sides.kept(row)
    ours = sides.sides[Side.PROVIDER]
    return words.SEALED_AS.of(row.language).format(
        kind=words.KINDS[kind(row)].of(row.language),
        title=sides.title,
        version=row.version,
        ours=f"{ours.name} ({ours.identity})" if ours.identity else ours.name,
        theirs=sides.sides[Side.CUSTOMER].name,
    )


def _replaced(row: Agreement) -> str:
    """Which version holds until this one does."""
    if row.replaces is None:
        return ""
    at = agreements.moment(row.replaces.offered_at, row)
    return words.REPLACES.of(row.language).format(version=row.replaces.version, at=at)


def _part(view: SectionView, price: Price | None) -> Part:
    duties = [papers.Duty(who=one.who, what=one.what, by=one.by) for one in view.duties if not one.amount]
    return Part(heading=view.heading, clauses=view.terms, price=price, duties=duties)


def _price(row: Agreement, view: SectionView) -> Price:
    listed = agreements.terms(row)
    price = listed.price
    assert price is not None
    dues = [(one, listed.dues[one.key]) for one in view.duties if one.amount]
    paid = [
        Payment(
            what=one.what,
            due=one.by,
            amount=due.amount or 0,
            means=MEANS[row.language][due.means] if due.means else "",
        )
        for one, due in dues
    ]
    percent = f"{price.vat * 100 / WHOLE:g}"
    return Price(
        payments=paid,
        before_vat=price.before_vat,
        vat=price.vat_amount,
        vat_percent=percent,
        is_exempt=price.is_exempt,
    )


def _place(row: Agreement, side: Side, signature: Signature | None) -> Place:
    return Place(
        role=words.ROLES[side].of(row.language),
        party=agreement_sides.kept(row).sides[side].name,
        signed=Signed(
            name=signature.name,
            moment=agreements.moment(signature.at, row),
            drawn=Strokes(lines=signature.strokes) if signature.strokes else None,
        )
        if signature
        else None,
    )


# ── what really happened ──


def evidence(row: Agreement) -> Evidence:
    """Every act on the way to the signatures, as the ledger has it, with what the signatures keep of it."""
    signed = agreements.signatures(row)
    return Evidence(
        title=words.EVIDENCE[kind(row)].of(row.language),
        kind=words.EVIDENCE_KIND[kind(row)].of(row.language),
        digest=row.paper.sha256 if row.paper else "",
        zone=agreement_sides.kept(row).zone,
        acts=sorted([*_links(row), *_acts(row)], key=lambda act: act.at),
        consents=[
            (words.ROLES[Side(one.side)].of(row.language), one.consent) for one in signed if one.consent
        ],
    )


def _customer(row: Agreement) -> str:
    return agreement_sides.kept(row).sides[Side.CUSTOMER].name


def _links(row: Agreement) -> Iterator[Act]:
    """The links behind which its customer could read it before the last signature, each when it was made."""
    last = max((one.at for one in agreements.signatures(row)), default=row.offered_at)
    links = Page.objects.of(row.organisation_id).filter(customer=row.case.customer_id, created_at__lte=last)
    open_ = links.filter(Q(revoked_at=None) | Q(revoked_at__gte=row.offered_at))
    for page in open_.filter(Q(case=None) | Q(case=row.case_id)).order_by("id"):
        yield Act(what=words.ACTS["link"].of(row.language), to=_customer(row), at=page.created_at)


def _acts(row: Agreement) -> Iterator[Act]:
    kinds = [kind for kind in words.ACTS if kind != "link"]
    past = Event.objects.of(row.organisation_id).filter(case=row.case_id, kind__in=kinds).order_by("id")
    signed = {one.side: one for one in agreements.signatures(row)}
    names = _names(row)
    for event in past:
        if event.facts.get("agreement") == row.pk:
            signature = signed.get(event.facts.get("side", ""))
            act = _act(row, event, names.get(event.actor, event.actor), signature)
            is_code = event.kind == "CodeSent"
            yield replace(act, who="", to=act.who, address=_known(row, event, names)) if is_code else act


def _known(row: Agreement, event: Event, names: Mapping[str, str]) -> str:
    """How the address to which a code went had become known; nothing where nobody kept that."""
    sent = events.read(event.kind, event.facts)
    assert isinstance(sent, events.CodeSent)
    kind = (sent.given_by or "").partition(":")[0]
    if sent.given_at is None or kind not in words.GIVEN:
        return ""
    said = [_on(words.GIVEN[kind], sent.given_at, row, who=names.get(sent.given_by or "", ""))]
    shown = words.SHOWN.get(sent.shown_by or "")
    if shown and sent.shown_at:
        said.append(_on(shown, sent.shown_at, row))
    elif kind == "member":
        said.append(words.UNSHOWN.of(row.language))
    return "; ".join(said)


def _on(said: Said, at: datetime, row: Agreement, **more: str) -> str:
    return said.of(row.language).format(when=agreements.moment(at, row), **more)


def _act(row: Agreement, event: Event, who: str, signature: Signature | None) -> Act:
    digest = event.facts.get("digest") or ""
    act = Act(
        what=_what(row, event).of(row.language),
        who=who,
        at=event.at,
        digest=digest,
        digest_of=words.DIGESTS[event.kind].of(row.language) if digest else "",
    )
    if event.kind == "AgreementConfirmed":
        heading = words.HEADINGS[Section(event.facts["section"])].of(row.language)
        how = words.TOGETHER.of(row.language) if event.facts.get("together") else act.what
        return replace(act, what=f"{how}: {heading}")
    if signature is None:
        return act
    return replace(
        act,
        who=f"{signature.name} ({who})" if signature.name not in ("", who) else who,
        channel=signature.address,
        ip=signature.ip,
        agent=signature.agent,
    )


def _what(row: Agreement, event: Event) -> Said:
    """What really happened: an approval is no signature, and a code that no carrier took was not sent."""
    if event.kind == "CodeSent":
        sent = Message.objects.of(row.organisation_id).filter(case=row.case_id, kind="code", at=event.at)
        return words.ACTS[event.kind] if sent.exclude(state__in=UNSENT).exists() else words.UNSENT
    if row.form == Form.LIGHT and event.kind == "AgreementSigned":
        return words.APPROVED[event.facts["how"]]
    return (words.LIGHT if row.form == Form.LIGHT else {}).get(event.kind, words.ACTS[event.kind])


def _names(row: Agreement) -> Mapping[str, str]:
    members = Member.objects.of(row.organisation_id).values_list("pk", "name")
    return {
        "customer": _customer(row),
        "clock": agreement_sides.kept(row).sides[Side.PROVIDER].name,
        **{f"member:{pk}": name for pk, name in members},
    }
