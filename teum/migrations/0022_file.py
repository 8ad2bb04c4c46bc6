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


def count_files(apps, schema_editor):
    """Say of each case how many files it has."""
    uploads = apps.get_model("teum", "Upload")._base_manager
    cases = apps.get_model("teum", "Case")._base_manager
    for found in uploads.values("case").annotate(count=models.Count("pk")).order_by("case"):
        cases.filter(pk=found["case"]).update(files=found["count"])


class Migration(migrations.Migration):
    """A file is for some use; one of ours answers no question, and has words that say what it is."""

    dependencies = [("teum", "0021_conversation")]

    operations = [
        migrations.AlterField("upload", "question", QUESTION),
        migrations.AddField("upload", "use", models.CharField(default="answer", max_length=6)),
        migrations.AddField("upload", "text", models.CharField(default="", max_length=300)),
        migrations.AddField("case", "files", models.PositiveIntegerField(default=0)),
        migrations.RunPython(count_files, migrations.RunPython.noop),
        migrations.AddConstraint(
            "upload",
            models.CheckConstraint(
                condition=models.Q(use="answer", question__isnull=False)
                | models.Q(use__in=["given", "photo"], question__isnull=True),
                name="upload_of_use",
            ),
        ),
    ]
