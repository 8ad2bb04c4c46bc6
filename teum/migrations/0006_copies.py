"""Which file goes along with a message."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A column that may be empty: SQLite adds it without making the table anew, on which triggers stand."""

    dependencies = [("teum", "0005_receipts")]

    operations = [
        migrations.AddField(
            "message",
            "upload",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                db_index=False,
                to="teum.upload",
            ),
        ),
    ]
