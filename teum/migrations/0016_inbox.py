"""Mails that come in."""

import django.db.models.deletion
from django.db import migrations, models

STATES = ["queued", "sending", "accepted", "delivered", "failed", "uncertain", "overtaken", "shown_locally"]


def ours() -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="teum.organisation",
    )


class Migration(migrations.Migration):
    """The mailbox, what a mail brought, and the state of a message that came in."""

    dependencies = [("teum", "0015_survey")]

    operations = [
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64, unique=True)),
                ("validity", models.BigIntegerField()),
                ("uid", models.BigIntegerField()),
                ("since", models.DateTimeField()),
                ("held_by", models.CharField(blank=True, default="", max_length=64)),
                ("held_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Incoming",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organisation", ours()),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teum.message"
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.mailbox",
                    ),
                ),
                ("validity", models.BigIntegerField(default=0)),
                ("uid", models.BigIntegerField(default=0)),
                ("sender_name", models.CharField(blank=True, max_length=200)),
                ("files", models.JSONField(default=list)),
                ("is_cut", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("mailbox__isnull", False)),
                        fields=("mailbox", "validity", "uid"),
                        name="one_mail_a_place",
                    )
                ]
            },
        ),
        migrations.RemoveConstraint("message", "known_message_state"),
        migrations.AddConstraint(
            "message",
            models.CheckConstraint(
                condition=models.Q(state__in=[*STATES, "received"]), name="known_message_state"
            ),
        ),
        migrations.AddConstraint(
            "message",
            models.CheckConstraint(
                condition=models.Q(direction="out") & ~models.Q(state="received")
                | models.Q(direction="in", state="received"),
                name="what_comes_in",
            ),
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["organisation", "id"],
                condition=models.Q(kind="unplaced", settled_at=None),
                name="message_unplaced",
            ),
        ),
    ]
