"""Agreements: terms as they were laid before both sides, who signed them and how, and their files."""

from django.db import models

from teum.core.agreement import value
from teum.models.alignment import Alignment
from teum.models.case import Case
from teum.models.customer import ContactPoint
from teum.models.member import Member
from teum.models.promise import Promise
from teum.models.tenancy import MayBeUndone, OfOrganisation
from teum.models.upload import Upload


class Agreement(MayBeUndone):
    """One version of an agreement. What it says is held by a trigger: the row of a signed one tells how it stands."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    alignment = models.ForeignKey(Alignment, on_delete=models.PROTECT, related_name="+", db_index=False)
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The version that holds until this one is in force."""
    form = models.CharField(max_length=8)
    version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=5)
    items = models.JSONField(default=list)
    lines = models.JSONField(default=dict)
    terms = models.JSONField(default=list)
    sides = models.JSONField(null=True)
    """How the two were called when it was made, with its title and the clock by which its moments are read."""
    salt = models.CharField(max_length=32)
    offered_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    promise = models.ForeignKey(
        Promise, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """Who is to sign by when: the customer's, then ours."""
    opened_at = models.DateTimeField(null=True)
    confirmed = models.JSONField(default=dict)
    """The sections that the customer confirmed, each with its moment."""
    promises = models.JSONField(default=dict)
    """Of what has a time in it the promise, by the key of the term."""
    paper = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The exact file that is signed."""
    sealed = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The finished file with its evidence, sealed."""
    failures = models.PositiveSmallIntegerField(null=True)
    """How often in a row a file of it could not be made; None where the last one was made."""
    again_at = models.DateTimeField(null=True)
    """When that is tried again."""

    class Meta:
        """Found by case; those that lack a file at once."""

        indexes = [
            models.Index(fields=["organisation", "case", "id"], name="agreement_by_case"),
            models.Index(
                fields=["id"],
                condition=models.Q(state="offered", paper=None, is_undone=False),
                name="agreement_to_write",
            ),
            models.Index(
                fields=["id"],
                condition=models.Q(sealed=None, is_undone=False) & ~models.Q(state__in=["offered", "signed"]),
                name="agreement_to_seal",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in value.State]), name="known_agreement"
            ),
            models.CheckConstraint(
                condition=models.Q(form__in=[str(form) for form in value.Form]), name="known_form"
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class Signature(OfOrganisation):
    """That a side signed. Name, drawing and traces are erasable; the ledger keeps their digest."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+", db_index=False)
    side = models.CharField(max_length=8)
    name = models.CharField(max_length=value.LONGEST_NAME)
    strokes = models.JSONField(null=True)
    how = models.CharField(max_length=8)
    """How it was done: on the page, at the counter, in a call."""
    contact = models.ForeignKey(
        ContactPoint, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=254, blank=True)
    """The contact point that was proven with a code, as it was then."""
    proven_at = models.DateTimeField(null=True)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    consent = models.TextField(blank=True)
    ip = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    salt = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        """A side signs once."""

        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="one_signature_a_side"),
            models.CheckConstraint(condition=models.Q(side__in=["provider", "customer"]), name="known_side"),
        ]


class SigningCode(OfOrganisation):
    """The last one-time code of an agreement, by its digest; of the day that began `since` how many were sent and typed
    wrong.
    """

    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        ContactPoint, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    proven_at = models.DateTimeField(null=True)
    since = models.DateTimeField()
    codes = models.PositiveSmallIntegerField(default=1)
    wrong = models.PositiveSmallIntegerField(default=0)
