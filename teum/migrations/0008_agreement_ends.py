"""What of an agreement that ended is still to be sealed is found as fast as what is in force."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index made anew; no table is."""

    dependencies = [("teum", "0007_known_addresses")]

    operations = [
        migrations.RemoveIndex("agreement", "agreement_to_seal"),
        migrations.AddIndex(
            "agreement",
            models.Index(
                fields=["id"],
                condition=models.Q(sealed=None, is_undone=False) & ~models.Q(state__in=["offered", "signed"]),
                name="agreement_to_seal",
            ),
        ),
    ]
