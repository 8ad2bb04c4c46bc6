"""How a business is paid."""

from django.db import models

from teum.core.price import Means
from teum.core.way_to_pay import LONGEST
from teum.models.tenancy import OfOrganisation


class WayToPay(OfOrganisation):
    """What a customer has to know to pay by one means: the account, the link, the number, the place."""

    means = models.CharField(max_length=8)
    he = models.CharField(max_length=LONGEST, blank=True)
    en = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        """One a means, said in one language at least."""

        constraints = [
            models.UniqueConstraint(fields=["organisation", "means"], name="one_way_a_means"),
            models.CheckConstraint(
                condition=models.Q(means__in=[str(means) for means in Means]), name="known_way_to_pay"
            ),
            models.CheckConstraint(condition=~models.Q(he="") | ~models.Q(en=""), name="way_is_said"),
        ]
