"""Conversations, what was wished for in them, and their summaries."""

import django.db.models.deletion
from django.db import migrations, models


def to(model, **options):
    """A row of another table, found by other ways than an index of its own."""
    given = {"db_index": False, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}
    return models.ForeignKey(to=f"teum.{model}", **given | options)


def one(model):
    """A row of another table that is named once."""
    return models.OneToOneField(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=f"teum.{model}"
    )


def key():
    """The table's own."""
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """Three tables, the promises' conversation, and a draft for each thing that is typed about a case."""

    dependencies = [("teum", "0020_incident")]

    operations = [
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", key()),
                ("channel", models.CharField(max_length=8)),
                ("direction", models.CharField(max_length=3)),
                ("reached", models.BooleanField()),
                ("is_whole", models.BooleanField(null=True)),
                ("surprises", models.PositiveSmallIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("organisation", to("organisation")),
                ("case", to("case")),
                ("member", to("member", null=True)),
                ("notes", to("remark")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "case", "id"], name="conversation_by_case"),
                    models.Index(fields=["organisation", "at"], name="conversation_by_moment"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(channel__in=["call", "meeting", "chat", "mail"]),
                        name="known_conversation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(direction__in=["in", "out"]), name="conversation_direction"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(reached=True, is_whole__isnull=False)
                        | models.Q(reached=False, is_whole__isnull=True),
                        name="whole_if_reached",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", key()),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("answer", models.TextField(blank=True)),
                ("salt", models.CharField(max_length=32)),
                ("outcome", models.CharField(max_length=8)),
                ("organisation", to("organisation")),
                ("conversation", to("conversation")),
                ("promise", to("promise", null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["conversation", "position"], name="one_wish_a_place"),
                    models.CheckConstraint(
                        condition=models.Q(outcome="promised", promise__isnull=False)
                        | models.Q(outcome__in=["answered", "declined"], promise__isnull=True),
                        name="wish_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Summary",
            fields=[
                ("id", key()),
                ("answer", models.CharField(blank=True, max_length=9)),
                ("answered_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                ("organisation", to("organisation")),
                ("case", to("case")),
                ("conversation", one("conversation")),
                ("message", one("message")),
                ("question", to("question", null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "case", "id"], name="summary_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(answer="", answered_at__isnull=True, question__isnull=True)
                        | models.Q(answer="confirmed", answered_at__isnull=False, question__isnull=True)
                        | models.Q(answer="corrected", answered_at__isnull=False, question__isnull=False),
                        name="summary_answer",
                    ),
                ],
            },
        ),
        migrations.AddField("promise", "conversation", to("conversation", null=True)),
        migrations.AddField("draft", "of", models.CharField(default="promise", max_length=12)),
        migrations.RemoveConstraint("draft", "one_draft_a_case"),
        migrations.AddConstraint(
            "draft", models.UniqueConstraint(fields=["member", "case", "of"], name="one_draft_a_kind")
        ),
    ]
