"""Let a customer say that their part is done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Until now they could only ask or be called about what they owed."""

    dependencies = [("teum", "0012_message_needed")]

    operations = [
        migrations.RemoveConstraint(model_name="question", name="known_question"),
        migrations.RemoveConstraint(model_name="question", name="objection_about"),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=["text", "readback", "objection", "document", "move", "done"]),
                name="known_question",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=["objection", "move", "done"], about__isnull=False)
                | models.Q(kind="document")
                | models.Q(about__isnull=True) & ~models.Q(kind__in=["objection", "move", "done"]),
                name="objection_about",
            ),
        ),
    ]
