"""The holding update that would go out about a promise, as its owner is shown it beforehand; and one in two taps."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from teum import language
from teum.core import finding, holding, permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Debtor, Nature, State
from teum.core.refusal import Missing
from teum.language.notices import Letter, Person, silence
from teum.language.notices.owed import Owed
from teum.language.notices.still import doubts, still
from teum.models import Case, Promise, Telling, prepared
from teum.queries import outlook, receipts, rounds, rows, sentences, terms, their_part


def draft(promise_id: int, *, by: Actor, next_due: datetime, now: datetime) -> Letter | None:
    """The letter with `next_due` as the moment of the next word; None where there is no such promise."""
    found = Promise.objects.of(by.organisation_id).filter(pk=promise_id)
    row = found.select_related("answerable", "about", "case", "case__customer", "case__organisation").first()
    if row is None:
        return None
    return letter(row, next_due=next_due, round_=rounds.reckoned(row), now=now)


def letter(*owed: Promise, next_due: datetime, round_: int, now: datetime) -> Letter:
    """The words of the holding update about promises of one case, read with it, their answerable member and subject.

    `round_`: which time in a row the clock speaks in their matter.
    """
    owed = tuple(sorted(owed, key=lambda row: ((row.about or row).due, row.pk)))
    return silence.holding(
        party=sentences.party(owed[0].case, now=now),
        people=[
            Person(name=row.answerable.name, gender=row.answerable.gender, phone=row.answerable.phone)
            for row in owed
        ],
        owed=[_owed(row, now=now) for row in owed],
        next_due=next_due.astimezone(rows.zone(owed[0].zone)),
        round_=round_,
    )


def _owed(row: Promise, *, now: datetime) -> Owed:
    """What there is no answer about: what a promised word is about, or the promise itself, with its time.

    Of what a word is about, that is the time on which they still count.
    """
    if theirs := reminds_of(row):
        return overdue(theirs)
    if row.nature != Nature.UPDATE:
        return sentences.owed(row)
    about: Promise | None = row.about
    if about is None or about.nature == Nature.UPDATE:
        return replace(sentences.owed(row, window=False), is_matter=True)
    if rows.window(about.due, about.start, about.zone).is_over(now):
        is_news = not _said_since(about.organisation_id, about.case_id, about.pk, about.due)
        return replace(sentences.owed(about, window=is_news), is_over=is_news)
    (doubt,) = _DOUBT(about.organisation_id, about.pk)
    return replace(sentences.owed(about, window=doubt != "no_date"), stands=not doubt)


_NEWS = (*sorted(finding.TRUE_WORDS), "late", "reported")
_DOUBT = prepared.column(
    lambda organisation, promise: (
        Promise.objects.of(organisation)
        .filter(pk=promise)
        .annotate(doubt=outlook.DOUBT)
        .values_list("doubt", flat=True)
    )
)
"""By which word its time is in doubt."""


@prepared.column
def _said_since(organisation: int, case: int, promise: int, due: datetime) -> QuerySet[Telling, int]:
    """What they heard, or are about to hear, of a promise since its time passed."""
    theirs = Promise.objects.of(organisation).filter(Q(pk=promise) | Q(about=promise), case=case)
    found = Telling.objects.of(organisation).filter(promise__in=theirs.values("pk"))
    found = found.filter(what__in=_NEWS).exclude(message__state="overtaken")
    since = found.alias(said_at=Coalesce("message__at", "at")).filter(said_at__gte=due)
    return since.values_list("pk", flat=True)[:1]


def reminds_of(row: Promise) -> Promise | None:
    """What the customer owes and has not brought, where a promised word is about that."""
    about: Promise | None = row.about
    is_theirs = about is not None and (about.debtor, about.state) == (Debtor.CUSTOMER, State.OPEN)
    return about if is_theirs else None


def overdue(row: Promise) -> Owed:
    """What the customer owed, with what there is to know of it. Read with its case."""
    return replace(
        sentences.owed(row),
        is_theirs=True,
        is_said=bool(their_part.said_done(row)),
        more=receipts.reminding(row, row.case.customer.language),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A word that there is no answer yet, in the customer's language, and the moments to pick the next one from."""

    case_id: int
    lang: str
    text: str
    moments: tuple[datetime, ...]


def ready(case_id: int, *, by: Actor, now: datetime) -> Ready:
    """What one would say of a case about which there is still no answer. Raises `Missing`, `NotAllowed`."""
    permissions.require(by, Act.RECORD)
    found = Case.objects.of(by.organisation_id).select_related("customer", "organisation")
    case = found.filter(pk=case_id).first()
    if case is None:
        raise Missing(case=str(case_id))
    times = terms.times(case.organisation, case.customer)
    usual = [offered.due for offered in language.suggest(now, times.calendar, case.customer.language)]
    return Ready(
        case_id=case.pk,
        lang=case.customer.language,
        text=words(case, now=now),
        moments=holding.moments(usual, times=times, now=now),
    )


def words(case: Case, *, now: datetime) -> str:
    """That there is no answer yet: about the deed of ours that is due next, else about the matter."""
    party = sentences.party(case, now=now)
    row = next_deed(case)
    if row is None:
        return still(party)
    window = rows.window(row.due, row.start, row.zone)
    return still(party, sentences.owed(row, window=not window.is_over(now)))


def doubted(case: Case, said: str, *, now: datetime) -> int | None:
    """The promise of which these words say that its time may not be kept, whenever it is due."""
    row = next_deed(case)
    party = sentences.party(case, now=now)
    return row.pk if row and doubts(said, sentences.owed(row), party) else None


def next_deed(case: Case) -> Promise | None:
    """The open deed of ours, or of others, that is due next in a case; read with its owner."""
    ours = Promise.objects.of(case.organisation_id).filter(case=case, state="open", nature="deed")
    return ours.exclude(debtor="customer").select_related("owner").order_by("due", "id").first()
