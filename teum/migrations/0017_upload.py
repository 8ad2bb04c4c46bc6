"""Files that customers send, and the questions that a business asks again and again."""

import django.db.models.deletion
from django.db import migrations, models

KINDS = ["application/pdf", "image/jpeg", "image/png", "image/webp", "image/heic"]


def of(to, *, null=False):
    """A reference that no index of its own serves."""
    return models.ForeignKey(
        db_index=False, null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )


def key():
    """A row's own number."""
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """A table of each; questions may ask for a document, and say which of the bank they are."""

    dependencies = [("teum", "0016_inbox")]

    operations = [
        migrations.CreateModel(
            name="BankQuestion",
            fields=[
                ("id", key()),
                ("phase", models.CharField(max_length=6)),
                ("kind", models.CharField(max_length=12)),
                ("he", models.CharField(max_length=300)),
                ("en", models.CharField(max_length=300)),
                ("is_active", models.BooleanField(default=True)),
                ("organisation", of("teum.organisation")),
                ("service", of("teum.service", null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "phase", "id"], name="bank_by_phase")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(phase__in=["before", "during", "end"]), name="known_bank_phase"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(kind__in=["text", "document"]), name="known_bank_kind"
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(he="") & ~models.Q(en=""), name="bank_in_both_languages"
                    ),
                ],
            },
        ),
        migrations.AddField("question", "bank", of("teum.bankquestion", null=True)),
        migrations.RemoveConstraint("question", "known_question"),
        migrations.AddConstraint(
            "question",
            models.CheckConstraint(
                condition=models.Q(kind__in=["text", "readback", "objection", "document"]),
                name="known_question",
            ),
        ),
        migrations.RemoveConstraint("question", "objection_about"),
        migrations.AddConstraint(
            "question",
            models.CheckConstraint(
                condition=models.Q(kind="objection", about__isnull=False)
                | models.Q(kind="document")
                | models.Q(about__isnull=True) & ~models.Q(kind="objection"),
                name="objection_about",
            ),
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", key()),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("salt", models.CharField(max_length=32)),
                ("path", models.CharField(max_length=60, unique=True)),
                ("by", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
                ("organisation", of("teum.organisation")),
                ("case", of("teum.case")),
                ("question", of("teum.question")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "case", "id"], name="upload_by_case"),
                    models.Index(fields=["organisation", "question"], name="upload_by_question"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(size__gt=0, size__lte=10_485_760), name="upload_within_size"
                    ),
                    models.CheckConstraint(condition=models.Q(media_type__in=KINDS), name="known_upload"),
                ],
            },
        ),
    ]
