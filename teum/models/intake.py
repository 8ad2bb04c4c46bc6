"""A form that a business puts on its site: a template's questions, in one language, answered for by somebody."""

from django.db import models

from teum.models.member import Member
from teum.models.tenancy import OfOrganisation


class Intake(OfOrganisation):
    """A form on a site. What it asks is asked as its template words it at the time."""

    template = models.ForeignKey(
        "AlignmentTemplate", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owner = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """Who is first in touch; None: whoever has the fewest open tasks then."""
    key = models.CharField(max_length=32)
    language = models.CharField(max_length=2)
    asks = models.JSONField(default=list)
    """The keys of the items that were chosen; none: the usual ones."""
    is_on = models.BooleanField(default=True)

    class Meta:
        """Found by its unguessable key, within its business."""

        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="form_by_key"),
            models.CheckConstraint(condition=models.Q(language__in=["he", "en"]), name="form_in_a_language"),
        ]
