"""Forms that were sent: each leads once to what it made."""

from django.db import models


class SentForm(models.Model):
    """A form that was shown to somebody and sent, with where it led; it knows neither who nor what.

    It stands before anybody is known who belongs to a business: the contact form is one, too.
    """

    form = models.CharField(max_length=64, unique=True)
    """SHA-256 of who sent it, of its address, and of the key that it was shown with."""
    content = models.CharField(max_length=64)
    """SHA-256 of what stood in it."""
    led = models.TextField(blank=True)
    """Where it led and what was said there, to be read by the form's key alone: an address may be a link's."""
    sent_at = models.DateTimeField(db_index=True)
