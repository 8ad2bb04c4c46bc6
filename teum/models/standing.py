"""What a product or a service keeps to be told of it before anybody pays."""

from django.db import models

from teum.models.service import Service
from teum.models.tenancy import OfOrganisation


class StandingDisclosure(OfOrganisation):
    """A disclosure that is told to every customer of a service; the business's own words, of no customer.

    `text` is all that is shown in its one spelling, without dates; `days` says how many business days after the choice
    each option is done.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.TextField()
    days = models.JSONField(default=dict)
    salt = models.CharField(max_length=32)
    is_active = models.BooleanField(default=True)

    class Meta:
        """Found by service."""

        indexes = [models.Index(fields=["organisation", "service"], name="standing_by_service")]
