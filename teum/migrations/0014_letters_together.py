"""What waits for one of ours is found at once, to leave in one letter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("teum", "0013_reversals")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("member__isnull", False), ("state", "queued")),
                fields=["organisation", "member", "id"],
                name="message_to_member",
            ),
        ),
    ]
