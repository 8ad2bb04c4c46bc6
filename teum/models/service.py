"""What an organisation offers."""

from django.db import models

from teum.models.tenancy import OfOrganisation

NAME = 80


class Service(OfOrganisation):
    """A product or a service of the organisation; a case may be about one."""

    name = models.CharField(max_length=NAME)
    compared = models.CharField(max_length=2 * NAME)
    """The name in the one spelling that is compared."""
    is_active = models.BooleanField(default=True)
    """Whether new cases may be about it."""

    class Meta:
        """A name once."""

        constraints = [
            models.UniqueConstraint(fields=["organisation", "compared"], name="one_service_a_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="service_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
