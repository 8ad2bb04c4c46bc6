"""Keep the windows to which a customer asks to move an appointment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Until now such a question named them in its words alone."""

    dependencies = [("teum", "0007_tells_at")]

    operations = [
        migrations.AddField(model_name="question", name="times", field=models.JSONField(default=list)),
        migrations.RemoveConstraint(model_name="question", name="known_question"),
        migrations.RemoveConstraint(model_name="question", name="objection_about"),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=["text", "readback", "objection", "document", "move"]),
                name="known_question",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=["objection", "move"], about__isnull=False)
                | models.Q(kind="document")
                | models.Q(about__isnull=True) & ~models.Q(kind__in=["objection", "move"]),
                name="objection_about",
            ),
        ),
    ]
