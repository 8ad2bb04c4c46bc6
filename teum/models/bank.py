"""Questions that a business asks again and again."""

from django.db import models

from teum.models.service import Service
from teum.models.tenancy import OfOrganisation

TEXT = 300


class BankQuestion(OfOrganisation):
    """A question of the bank, in both languages: of one service or of all, for one phase of a case."""

    service = models.ForeignKey(
        Service, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """None: asked whatever the case is about."""
    phase = models.CharField(max_length=6)
    kind = models.CharField(max_length=12)
    he = models.CharField(max_length=TEXT)
    en = models.CharField(max_length=TEXT)
    is_active = models.BooleanField(default=True)

    class Meta:
        """Listed by phase, in the order in which they were written; both languages are there."""

        indexes = [models.Index(fields=["organisation", "phase", "id"], name="bank_by_phase")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phase__in=["before", "during", "end"]), name="known_bank_phase"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["text", "document"]), name="known_bank_kind"),
            models.CheckConstraint(
                condition=~models.Q(he="") & ~models.Q(en=""), name="bank_in_both_languages"
            ),
        ]

    def __str__(self) -> str:
        return self.en
