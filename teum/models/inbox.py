"""The mailbox that is read: how far, by whom; and what a mail that came brought besides its message."""

from django.db import models

from teum.models.message import Message
from teum.models.tenancy import OfOrganisation


class Mailbox(models.Model):
    """A folder on a mail server, known by a digest of where it is; it serves the whole installation."""

    name = models.CharField(max_length=64, unique=True)
    validity = models.BigIntegerField()
    """The server's UIDVALIDITY: with another one, its numbers begin anew."""
    uid = models.BigIntegerField()
    """The last mail that was read."""
    since = models.DateTimeField()
    """When it was first looked at: what came before is left as it is."""
    held_by = models.CharField(max_length=64, blank=True, default="")
    held_until = models.DateTimeField(null=True)
    """Until when its one reader has it."""


class Incoming(OfOrganisation):
    """What a mail brought besides its message: its place in the mailbox, and what is erasable."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="+")
    mailbox = models.ForeignKey(
        Mailbox, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    validity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)
    sender_name = models.CharField(max_length=200, blank=True)
    files = models.JSONField(default=list)
    """The names of what was attached; the files are in the mailbox."""
    is_cut = models.BooleanField(default=False)

    class Meta:
        """A place in the mailbox once."""

        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "validity", "uid"],
                condition=models.Q(mailbox__isnull=False),
                name="one_mail_a_place",
            )
        ]
