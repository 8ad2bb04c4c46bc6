"""Members: who is present, and who manages."""

from django.db.models import Count

from teum.models import Member, Promise


def managers(organisation_id: int, *, but: int | None = None) -> list[Member]:
    """The active managers and principals, without one of them; empty in a business of one."""
    rows = Member.objects.of(organisation_id).filter(is_active=True, role__in=["principal", "manager"])
    return list(rows.exclude(pk=but or 0).order_by("id"))


def least_loaded(organisation_id: int) -> Member:
    """Who takes a new matter that came by itself: the present agent with the fewest live promises."""
    people = Member.objects.of(organisation_id).filter(is_active=True).exclude(role="partner")
    live = (
        Promise.objects.of(organisation_id)
        .filter(state__in=["offered", "waiting", "open", "reported"])
        .values("owner")
        .annotate(count=Count("id"))
        .values_list("owner", "count")
    )
    counts = dict(live)
    order = {"agent": 0, "manager": 1, "principal": 2}
    return min(people, key=lambda person: (order[person.role], counts.get(person.pk, 0), person.pk))
