"""Who signs in: the member behind a user, and the people who are present beside them."""

from teum.models import Member, Organisation


def signed_in(user_id: int) -> Member | None:
    """The active member that a user is, with their organisation."""
    found = Member.objects.everywhere().filter(user=user_id, is_active=True)
    return found.select_related("organisation").order_by("id").first()


def is_set_up() -> bool:
    """Whether there is a business here yet."""
    return Organisation.objects.exists()


def present(organisation_id: int) -> list[Member]:
    """The active members, by name."""
    return list(Member.objects.of(organisation_id).filter(is_active=True).order_by("name", "id"))


def is_alone(organisation_id: int) -> bool:
    """Whether this is a business of one."""
    return Member.objects.of(organisation_id).filter(is_active=True).count() < 2
