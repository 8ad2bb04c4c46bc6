"""Members: who is present, and who manages."""

from django.db.models import Count

from teum.models import Member, Promise, prepared
from teum.queries import rows

_MANAGERS = prepared.rows(
    lambda organisation: (
        Member.objects.of(organisation)
        .filter(is_active=True, role__in=["principal", "manager"])
        .order_by("id")
    )
)


def managers(organisation_id: int, *, but: int | None = None) -> list[Member]:
    """The active managers and principals, without one of them; empty in a business of one."""
    return [member for member in _MANAGERS(organisation_id) if member.pk != but]


def least_loaded(organisation_id: int) -> Member:
    """Who takes a new matter that came by itself: the present agent with the fewest live promises."""
    people = Member.objects.of(organisation_id).filter(is_active=True).exclude(role="partner")
    live = (
        Promise.objects.of(organisation_id)
        .filter(state__in=rows.LIVE)
        .values("owner")
        .annotate(count=Count("id"))
        .values_list("owner", "count")
    )
    counts = dict(live)
    order = {"agent": 0, "manager": 1, "principal": 2}
    return min(people, key=lambda person: (order[person.role], counts.get(person.pk, 0), person.pk))
