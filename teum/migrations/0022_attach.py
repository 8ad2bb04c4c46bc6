"""Files of ours: photos of disclosures, and what is handed over to a customer."""

import django.db.models.deletion
from django.db import migrations, models

QUESTION = models.ForeignKey(
    db_index=False,
    null=True,
    on_delete=django.db.models.deletion.PROTECT,
    related_name="+",
    to="teum.question",
)


class Migration(migrations.Migration):
    """A file is for some use; one of ours answers no question, and has words that say what it is."""

    dependencies = [("teum", "0021_conversation")]

    operations = [
        migrations.AlterField("upload", "question", QUESTION),
        migrations.AddField("upload", "use", models.CharField(default="answer", max_length=6)),
        migrations.AddField("upload", "text", models.CharField(default="", max_length=300)),
        migrations.AddConstraint(
            "upload",
            models.CheckConstraint(
                condition=models.Q(use="answer", question__isnull=False)
                | models.Q(use__in=["given", "photo"], question__isnull=True),
                name="upload_of_use",
            ),
        ),
    ]
