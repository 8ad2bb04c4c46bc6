"""What the papers of an agreement show: the sheet that is signed, and the evidence of what really happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from django.db.models import Q

from teum.core.agreement import Section
from teum.core.alignment import Side
from teum.core.price import WHOLE
from teum.documents import agreement as papers
from teum.documents.agreement import Party, Payment, Price, Sheet, Signed, Strokes
from teum.documents.agreement import Section as Part
from teum.documents.agreement import Signature as Place
from teum.documents.evidence import Act, Evidence
from teum.language import agreement as words
from teum.models import Agreement, ContactPoint, Event, Member, Page, Signature
from teum.queries import agreements
from teum.queries.agreements import SectionView


def sheet(row: Agreement) -> Sheet:
    """The agreement as it is signed; with the signatures that are there. Read with its case and its sides."""
    listed = agreements.terms(row)
    signed = {one.side: one for one in agreements.signatures(row)}
    return Sheet(
        lang=row.language,
        business=row.case.organisation.name,
        title=row.case.title,
        version=row.version,
        at=row.offered_at,
        written=agreements.moment(row.offered_at, row),
        parties=[_party(row, side) for side in Side],
        sections=[
            _part(view, _price(row) if view.key == Section.COST and listed.price else None)
            for view in agreements.sections(listed, lang=row.language)
        ],
        signatures=[_place(row, side, signed.get(side)) for side in Side] if row.form == "signed" else [],
    )


def _party(row: Agreement, side: Side) -> Party:
    role = words.ROLES[side].of(row.language)
    if side is Side.PROVIDER:
        business = row.case.organisation
        return Party(role=role, name=business.name, contacts=[business.phone] if business.phone else [])
    points = ContactPoint.objects.of(row.organisation_id).filter(
        customer=row.case.customer_id, is_broken=False, given_on=None
    )
    return Party(
        role=role,
        name=row.case.customer.name,
        contacts=[point.address for point in points.order_by("position")],
    )


def _part(view: SectionView, price: Price | None) -> Part:
    duties = [papers.Duty(who=one.who, what=one.what, by=one.by) for one in view.duties if not one.amount]
    return Part(heading=view.heading, clauses=view.terms, price=price, duties=duties)


def _price(row: Agreement) -> Price:
    listed = agreements.terms(row)
    price = listed.price
    assert price is not None
    views = {view.key: view for view in agreements.sections(listed, lang=row.language)}
    paid = [
        Payment(what=view.what, due=view.by, amount=listed.dues[view.key].amount or 0)
        for view in views[Section.COST].duties
        if view.amount
    ]
    percent = f"{price.vat * 100 / WHOLE:g}"
    return Price(payments=paid, before_vat=price.before_vat, vat=price.vat_amount, vat_percent=percent)


def _place(row: Agreement, side: Side, signature: Signature | None) -> Place:
    party = row.case.organisation.name if side is Side.PROVIDER else row.case.customer.name
    return Place(
        role=words.ROLES[side].of(row.language),
        party=party,
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
    return Evidence(
        digest=row.paper.sha256 if row.paper else "",
        zone=ZoneInfo(row.case.organisation.zone),
        acts=sorted([*_links(row), *_acts(row)], key=lambda act: act.at),
        consent=words.CONSENT[Side.CUSTOMER].of(row.language) if row.form == "signed" else "",
    )


def _links(row: Agreement) -> Iterator[Act]:
    """The links behind which its customer could read it, each when it was made."""
    links = Page.objects.of(row.organisation_id).filter(customer=row.case.customer_id, revoked_at=None)
    for page in links.filter(Q(case=None) | Q(case=row.case_id)).order_by("id"):
        yield Act(what=words.ACTS["link"].of(row.language), who=row.case.customer.name, at=page.created_at)


def _acts(row: Agreement) -> Iterator[Act]:
    lang = row.language
    kinds = [kind for kind in words.ACTS if kind != "link"]
    past = Event.objects.of(row.organisation_id).filter(case=row.case_id, kind__in=kinds).order_by("id")
    mine = [event for event in past if event.facts.get("agreement") == row.pk]
    signed = {one.side: one for one in agreements.signatures(row)}
    names = _names(row)
    for event in mine:
        signature = signed.get(event.facts.get("side", ""))
        what = words.ACTS[event.kind].of(lang)
        if event.kind == "AgreementConfirmed":
            what = f"{what}: {words.HEADINGS[Section(event.facts['section'])].of(lang)}"
        if event.kind == "AgreementSigned" and row.form == "light":
            what = words.APPROVED.of(lang)
        yield _act(what, names.get(event.actor, event.actor), event, signature)


def _act(what: str, who: str, event: Event, signature: Signature | None) -> Act:
    digest = event.facts.get("digest") or ""
    if signature is None:
        return Act(what=what, who=who, at=event.at, digest=digest)
    return Act(
        what=what,
        who=f"{signature.name} ({who})" if signature.name not in ("", who) else who,
        at=event.at,
        channel=signature.address,
        ip=signature.ip,
        agent=signature.agent,
        digest=digest,
    )


def _names(row: Agreement) -> Mapping[str, str]:
    members = Member.objects.of(row.organisation_id).values_list("pk", "name")
    return {
        "customer": row.case.customer.name,
        "clock": row.case.organisation.name,
        **{f"member:{pk}": name for pk, name in members},
    }
