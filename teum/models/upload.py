"""Files of cases: what is known of each; the content stands in the data folder (`documents.store`)."""

from django.db import models

from teum.core.upload import ENDINGS, MOST_BYTES, Use
from teum.models.case import Case
from teum.models.question import Question
from teum.models.tenancy import MayBeUndone


class Upload(MayBeUndone):
    """A file that came to a question which asked for a document, or one of ours.

    Erasable: the name, the words, the salt, the digest, the file.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    use = models.CharField(max_length=6, default="answer")
    question = models.ForeignKey(
        Question, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The one that it answers, where it does."""
    text = models.CharField(max_length=300, default="")
    """What it is, or what is seen in it, in words for the customer: of one of ours."""
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    path = models.CharField(max_length=60, unique=True)
    """Under which random name the content stands in the organisation's folder."""
    is_plain = models.BooleanField(default=False)
    """Whether it is kept as it is handed out; a picture of a version before is drawn anew each time."""
    by = models.CharField(max_length=30)
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        """Found by case, and by question."""

        indexes = [
            models.Index(fields=["organisation", "case", "id"], name="upload_by_case"),
            models.Index(fields=["organisation", "question"], name="upload_by_question"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gt=0, size__lte=MOST_BYTES), name="upload_within_size"
            ),
            models.CheckConstraint(condition=models.Q(media_type__in=list(ENDINGS)), name="known_upload"),
            models.CheckConstraint(
                condition=models.Q(use="answer", question__isnull=False)
                | models.Q(use__in=[use for use in Use if use is not Use.ANSWER], question__isnull=True),
                name="upload_of_use",
            ),
        ]

    def __str__(self) -> str:
        return f"upload {self.pk}"
