"""Remember over which link's page an address was given, until it is known to be its customer's."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Addresses that were there before are taken as they were."""

    dependencies = [("teum", "0004_upload_is_plain")]

    operations = [
        migrations.AddField(
            model_name="contactpoint",
            name="given_on",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.page",
            ),
        ),
    ]
