"""Processes as a business keeps them, and the way of a case through one."""

from django.db import models

from teum.core.process import NAME
from teum.models.case import Case
from teum.models.service import Service
from teum.models.tenancy import MayBeUndone, OfOrganisation


class Process(OfOrganisation):
    """The stages that cases of a kind go through, in order; `core.process.Stage` is the value of each."""

    service = models.ForeignKey(
        Service, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """None: offered whatever a case is about."""
    he = models.CharField(max_length=NAME)
    en = models.CharField(max_length=NAME)
    stages = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Listed in the order in which they were written; named in both languages."""

        indexes = [models.Index(fields=["organisation", "id"], name="process_of_business")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(he="") & ~models.Q(en=""), name="process_in_both_languages"
            ),
        ]

    def __str__(self) -> str:
        return self.en


class Journey(MayBeUndone):
    """The way of a case through a process: the stages as they were when they were taken over, and how far it came."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="+", db_index=False)
    stages = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    """The `Process.version` from which the stages were taken."""
    salt = models.CharField(max_length=32)
    passages = models.JSONField(default=list)
    began_at = models.DateTimeField()

    class Meta:
        """Found by case."""

        indexes = [models.Index(fields=["organisation", "case", "id"], name="journey_by_case")]
