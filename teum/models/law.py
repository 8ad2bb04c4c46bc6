"""What the law fixes, where a business wrote a newer value than the one that ships."""

from django.db import models

from teum.core.law import SOURCE, Name
from teum.models.member import Member
from teum.models.tenancy import OfOrganisation


class LegalFact(OfOrganisation):
    """A value (days, months, hundredths of a percent, agorot), since when it holds, and who wrote it from where."""

    name = models.CharField(max_length=20)
    value = models.PositiveBigIntegerField()
    since = models.DateField()
    source = models.CharField(max_length=SOURCE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """One value a name and day, with its source."""

        constraints = [
            models.UniqueConstraint(fields=["organisation", "name", "since"], name="one_value_a_day"),
            models.CheckConstraint(
                condition=models.Q(name__in=[str(name) for name in Name]), name="known_legal_fact"
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="legal_fact_has_its_source"),
        ]
