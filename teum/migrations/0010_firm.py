"""Who a business is by law, and what it is called in English."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Of a business: how it is registered, and where it is found."""

    dependencies = [("teum", "0009_ways_to_pay")]

    operations = [
        migrations.AddField("organisation", "legal_kind", models.CharField(blank=True, default="", max_length=12)),
        migrations.AddField("organisation", "legal_name", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("organisation", "registration", models.CharField(blank=True, default="", max_length=20)),
        migrations.AddField("organisation", "address", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("organisation", "name_en", models.CharField(blank=True, default="", max_length=200)),
    ]
