"""Keep of each form that was sent where it led."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Until now a form that was sent twice acted twice."""

    dependencies = [("teum", "0008_question_times")]

    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=64, unique=True)),
                ("content", models.CharField(max_length=64)),
                ("led", models.TextField(blank=True)),
                ("sent_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
