"""The organisation: the tenant, its calendar and its policy."""

from django.db import models

from teum.core import firm
from teum.models.tenancy import OfOrganisation


class Organisation(models.Model):
    """A business: everything else belongs to one."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60, unique=True)
    zone = models.CharField(max_length=64, default="Asia/Jerusalem")
    country = models.CharField(max_length=2, default="IL")
    language = models.CharField(max_length=5, default="he")
    phone = models.CharField(max_length=40, blank=True)
    hours = models.JSONField(default=dict)
    """{"week": {"6": [["09:00", "17:00"]], …}} with 0 for Monday; "eves", "chol_hamoed" … say how those are kept."""
    policy = models.JSONField(default=dict)
    legal_kind = models.CharField(max_length=12, blank=True, default="")
    legal_name = models.CharField(max_length=200, blank=True, default="")
    registration = models.CharField(max_length=20, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    name_en = models.CharField(max_length=200, blank=True, default="")
    """The name for those who read English; empty where there is one name for all."""
    mail_from = models.CharField(max_length=200, blank=True)
    smtp = models.TextField(blank=True)
    """The organisation's own SMTP address, encrypted; empty where the installation's is used."""
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """One table."""

        db_table = "teum_organisation"

    def __str__(self) -> str:
        return self.name

    def called(self, lang: str) -> str:
        """Its name for readers of a language."""
        return firm.called(self.name, self.name_en, lang=lang)


class SpecialDay(OfOrganisation):
    """A date that is kept otherwise than its weekday: closed, or with hours of its own."""

    on = models.DateField()
    name = models.CharField(max_length=100, blank=True)
    blocks = models.JSONField(default=list)
    """Blocks of the day, [["09:00", "13:00"]]; empty is closed."""

    class Meta:
        """One entry a date."""

        constraints = [models.UniqueConstraint(fields=["organisation", "on"], name="one_special_day_a_date")]


class FormerPolicy(OfOrganisation):
    """The numbers of a policy that held until a moment: what was promised before that keeps to them."""

    numbers = models.JSONField(default=dict)
    until = models.DateTimeField()

    class Meta:
        """In the order in which they held."""

        ordering = ["until", "id"]
        indexes = [models.Index(fields=["organisation", "until", "id"], name="former_policy_by_moment")]
