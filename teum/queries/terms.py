"""An organisation's terms: calendar, policy, words, ways to pay, a customer's quiet time; kept while the rows stand."""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from teum.core import policy as policies
from teum.core import quiet as quiets
from teum.core import working_time
from teum.core.policy import Policy
from teum.core.price import Means
from teum.core.promise import Incomplete
from teum.core.quiet import Hours, Quiet
from teum.core.said import Said
from teum.core.updates import Times
from teum.core.working_time import Block, Calendar, Country, Day, DayChoice
from teum.language import Vocabulary
from teum.language import vocabulary as vocabularies
from teum.language.vocabulary import OwnWord
from teum.models import Customer, FormerPolicy, Organisation, SpecialDay, WayToPay
from teum.models import OwnWord as OwnWordRow
from teum.queries.rows import zone

COUNTRIES: dict[str, Country] = {"IL": "IL", "US": "US", "GB": "UK", "UK": "UK"}


def calendar(organisation: Organisation) -> Calendar:
    """The organisation's calendar as it stands."""
    return _calendar(organisation.pk, organisation.version, organisation.zone, organisation.country)


@lru_cache(maxsize=256)
def _calendar(organisation_id: int, _version: int, zone_name: str, country: str) -> Calendar:
    row = Organisation.objects.only("hours").get(pk=organisation_id)
    special = {
        day.on: Day(blocks(day.blocks), day.name, day.name) for day in SpecialDay.objects.of(organisation_id)
    }
    return build(row.hours, special=special, zone_name=zone_name, country=country)


def build(hours: dict[str, Any], *, special: dict[date, Day], zone_name: str, country: str) -> Calendar:
    """A calendar from stored hours: `week` {"6": [["09:00", "17:00"]]}, and how holidays, eves … are kept."""
    return working_time.build(
        zone=zone(zone_name),
        week={int(day): blocks(stored) for day, stored in hours.get("week", {}).items()},
        country=COUNTRIES.get(country),
        special_days=special,
        holidays=DayChoice(hours.get("holidays", "closed")),
        eves=DayChoice(hours.get("eves", "half")),
        chol_hamoed=DayChoice(hours.get("chol_hamoed", "open")),
        memorial_days=DayChoice(hours.get("memorial_days", "open")),
    )


def blocks(stored: list[list[str]]) -> tuple[Block, ...]:
    """Stored blocks as values."""
    return tuple(Block(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in stored)


@lru_cache(maxsize=256)
def _policy(organisation_id: int, _version: int) -> Policy:
    return policies.read(Organisation.objects.only("policy").get(pk=organisation_id).policy)


def policy(organisation: Organisation) -> Policy:
    """The organisation's policy as it stands."""
    return _policy(organisation.pk, organisation.version)


@lru_cache(maxsize=256)
def _former(organisation_id: int, _version: int) -> tuple[tuple[datetime, Policy], ...]:
    rows = FormerPolicy.objects.of(organisation_id)
    return tuple((row.until, policies.read(row.numbers)) for row in rows)


def policy_of(organisation: Organisation, *, made_at: datetime) -> Policy:
    """The policy under which something was promised: a later change moves nothing of it."""
    former = _former(organisation.pk, organisation.version)
    return next((found for until, found in former if made_at < until), policy(organisation))


def vocabulary(organisation: Organisation) -> Vocabulary:
    """The words that are vague for the organisation: everybody's, and its own as they stand."""
    return _vocabulary(organisation.pk, organisation.version)


@lru_cache(maxsize=256)
def _vocabulary(organisation_id: int, _version: int) -> Vocabulary:
    return vocabularies.of(
        tuple(own_word(row) for row in OwnWordRow.objects.of(organisation_id).order_by("id"))
    )


def own_word(row: OwnWordRow) -> OwnWord:
    """A word's row as its value."""
    return OwnWord(phrase=row.phrase, reason=row.reason, better=row.better, lang=row.language, kind=row.kind)


def ways_to_pay(organisation: Organisation) -> Mapping[Means, Said]:
    """How the business is paid by each means, as far as it is written down."""
    return _ways_to_pay(organisation.pk, organisation.version)


@lru_cache(maxsize=256)
def _ways_to_pay(organisation_id: int, _version: int) -> Mapping[Means, Said]:
    return {Means(row.means): Said(row.he, row.en) for row in WayToPay.objects.of(organisation_id)}


def quiet(organisation: Organisation, customer: Customer) -> Quiet:
    """When nothing is sent to that customer."""
    return _quiet_under(policy(organisation), organisation, customer)


def _quiet_under(policy_: Policy, organisation: Organisation, customer: Customer) -> Quiet:
    since, until = customer.quiet_from, customer.quiet_until
    own = (since, until) if since and until else None
    rests = customer.keeps_shabbat and organisation.country == "IL"
    return _quiet(organisation.zone, policy_, own, rests)


def times_under(organisation: Organisation, policy_: Policy) -> Times:
    """What planning would go by under a policy, for a customer who named no hours of their own."""
    quiet_ = _quiet(organisation.zone, policy_, None, organisation.country == "IL")
    return Times(calendar=calendar(organisation), quiet=quiet_, policy=policy_)


@lru_cache(maxsize=512)
def _quiet(zone_name: str, policy_: Policy, own: tuple[time, time] | None, rests: bool) -> Quiet:
    allowed, quiet_ = quiets.agreed(_sending(policy_), Hours(*own) if own else None)
    return Quiet(zone=zone(zone_name), allowed=allowed, quiet=quiet_, rests=rests)


def _sending(policy_: Policy) -> Hours:
    return Hours(time(policy_.quiet_until_hour), time(policy_.quiet_from_hour))


def require_a_moment(
    organisation: Organisation, *, quiet_from: time | None, quiet_until: time | None
) -> None:
    """Refuse quiet hours of a customer that are half said, or leave no moment in which the business sends.

    Raises `Incomplete`, `NeverAllowed`.
    """
    if (quiet_from is None) != (quiet_until is None):
        raise Incomplete(missing=["quiet_from" if quiet_from is None else "quiet_until"])
    if quiet_from is not None and quiet_until is not None:
        quiets.require_a_moment(_sending(policy(organisation)), Hours(quiet_from, quiet_until))


def times(organisation: Organisation, customer: Customer, *, made_at: datetime | None = None) -> Times:
    """All that planning goes by for a customer's promise; for one of `made_at`, under the policy of that time."""
    policy_ = policy_of(organisation, made_at=made_at) if made_at else policy(organisation)
    return Times(
        calendar=calendar(organisation),
        quiet=_quiet_under(policy_, organisation, customer),
        policy=policy_,
    )


_SEEN: dict[int, Organisation] = {}
MOST_SEEN = 256


def see(organisation: Organisation) -> None:
    """Keep an organisation as it was just read, for `seen`."""
    if len(_SEEN) >= MOST_SEEN and organisation.pk not in _SEEN:
        _SEEN.clear()
    _SEEN[organisation.pk] = organisation


def seen(organisation_id: int) -> Organisation | None:
    """The organisation as this process read it last, which may be long ago: who goes by it looks again later."""
    return _SEEN.get(organisation_id)


def forget() -> None:
    """Drop what is kept; for a process that sees another database."""
    for kept in (_calendar, _policy, _former, _vocabulary, _ways_to_pay, _quiet):
        kept.cache_clear()
    _SEEN.clear()
