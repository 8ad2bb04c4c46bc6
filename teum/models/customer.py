"""Customers, how to reach them, and the unguessable links to their pages."""

from django.db import models

from teum.models.tenancy import OfOrganisation


class Customer(OfOrganisation):
    """A person or a company; never a guessed gender. Names are erasable."""

    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="he")
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    keeps_shabbat = models.BooleanField(default=True)
    """Whether nothing is sent from candle lighting until after havdalah."""
    prefers_writing = models.BooleanField(default=False)
    """Whether bad news is written to them at once, and nobody calls with it first."""
    is_verified = models.BooleanField(default=True)
    """False for somebody who filled the public form: their links open only their new case."""
    erased_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    """Another number after each change of their details, contacts and wishes."""

    class Meta:
        """Listed by name."""

        indexes = [models.Index(fields=["organisation", "name"], name="customer_by_name")]

    def __str__(self) -> str:
        return self.name


class ContactPoint(OfOrganisation):
    """A channel and an address of a customer, in the order in which they prefer them."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254)
    position = models.PositiveSmallIntegerField(default=0)
    is_broken = models.BooleanField(default=False)
    given_on = models.ForeignKey(
        "teum.Page", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The link over whose page it was given; null where it is known to be theirs."""
    given_by = models.CharField(max_length=30, null=True)
    """Who first gave it or wrote it down, as the ledger names them; null, as `given_at`, where nobody kept that."""
    given_at = models.DateTimeField(null=True)
    shown_by = models.CharField(max_length=4, null=True)
    """How whoever reads there first showed it: by a code that went there, or a `mail` that came from there."""
    shown_at = models.DateTimeField(null=True)

    class Meta:
        """An address once a customer; searched by address."""

        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["customer", "channel", "address"], name="one_contact_an_address")
        ]
        indexes = [
            models.Index(fields=["organisation", "customer", "position"], name="contact_by_customer"),
            models.Index(fields=["organisation", "address"], name="contact_by_address"),
        ]


class Page(OfOrganisation):
    """An unguessable link: to all of a customer's cases, or to one case alone."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("teum.Case", null=True, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    """From when on it opens nothing but the way to a new one; put forward by messages that carry it."""
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Found by token, and by customer."""

        indexes = [models.Index(fields=["customer", "case"], name="page_by_customer")]
