"""Tell no customer of an incident before the yes to its word can no longer be undone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column: what went out already could be told at once."""

    dependencies = [("teum", "0006_prefers_writing")]

    operations = [
        migrations.AddField(
            model_name="incidentword", name="tells_at", field=models.DateTimeField(null=True)
        ),
        migrations.RunSQL(
            "UPDATE teum_incidentword SET tells_at = started_at", reverse_sql=migrations.RunSQL.noop
        ),
        migrations.AddConstraint(
            model_name="incidentword",
            constraint=models.CheckConstraint(
                condition=models.Q(started_at__isnull=True, tells_at__isnull=True)
                | models.Q(
                    started_at__isnull=False, tells_at__isnull=False, tells_at__gte=models.F("started_at")
                ),
                name="told_after_its_yes",
            ),
        ),
    ]
