"""Words that an organisation takes for vague, beside those that everybody does."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from teum.models.member import Member
from teum.models.tenancy import OfOrganisation

PHRASE, REASON = 60, 200


def _up_to(limit: int, *names: str) -> models.Q:
    """Said, and no longer than that: SQLite knows no length of its own."""
    said = models.Q()
    for name in names:
        said &= ~models.Q(**{name: ""}) & models.Q(LessThanOrEqual(Length(name), limit))
    return said


class OwnWord(OfOrganisation):
    """A word or phrase, why nobody can rely on it, what to write instead, and who said so last."""

    phrase = models.CharField(max_length=PHRASE)
    compared = models.CharField(max_length=2 * PHRASE)
    """The phrase in the one spelling that is compared."""
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=5)
    """`time`: vague where no clear time stands beside it; `hedge`: wherever it stands."""
    reason = models.CharField(max_length=REASON)
    better = models.CharField(max_length=REASON)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """A phrase once, with its reason and its better wording."""

        constraints = [
            models.UniqueConstraint(fields=["organisation", "compared"], name="one_entry_a_phrase"),
            models.CheckConstraint(condition=models.Q(language__in=["he", "en"]), name="known_word_language"),
            models.CheckConstraint(condition=models.Q(kind__in=["time", "hedge"]), name="known_word_kind"),
            models.CheckConstraint(
                condition=_up_to(PHRASE, "phrase") & _up_to(2 * PHRASE, "compared"), name="word_is_a_phrase"
            ),
            models.CheckConstraint(condition=_up_to(REASON, "reason", "better"), name="word_has_its_reason"),
        ]

    def __str__(self) -> str:
        return self.phrase
