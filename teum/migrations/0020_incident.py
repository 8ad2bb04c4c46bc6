"""Incidents, their words, and whom each word goes to."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def _id() -> tuple[str, Any]:
    return (
        "id",
        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
    )


def _key(name: str, to: str, *, null: bool = False, related: str = "+") -> tuple[str, Any]:
    key: Any = models.ForeignKey(
        db_index=False,
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related,
        to=f"teum.{to}",
    )
    return (name, key)


STATES = ["waiting", "written", "told", "left_out", "failed"]


class Migration(migrations.Migration):
    """Three tables: the fault, what is said of it, and each promise that it is said to."""

    dependencies = [("teum", "0019_disclosure")]

    operations = [
        migrations.CreateModel(
            name="Incident",
            fields=[
                _id(),
                ("title", models.CharField(max_length=120)),
                ("found_by", models.CharField(max_length=120)),
                ("known_at", models.DateTimeField()),
                ("chosen", models.JSONField(default=dict)),
                ("salt", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                _key("by", "member"),
                _key("organisation", "organisation"),
            ],
            options={"indexes": [models.Index(fields=["organisation", "-id"], name="incident_newest")]},
        ),
        migrations.CreateModel(
            name="IncidentWord",
            fields=[
                _id(),
                ("number", models.PositiveSmallIntegerField()),
                ("texts", models.JSONField()),
                ("salt", models.CharField(max_length=32)),
                ("rule", models.CharField(max_length=6)),
                ("days", models.PositiveSmallIntegerField(default=0)),
                ("minutes", models.PositiveIntegerField(default=0)),
                ("start", models.DateTimeField(null=True)),
                ("due", models.DateTimeField(null=True)),
                ("next_due", models.DateTimeField(null=True)),
                ("remedy_kind", models.CharField(blank=True, default="", max_length=7)),
                ("remedy_value", models.PositiveIntegerField(default=0)),
                ("remedy_after_minutes", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                _key("by", "member"),
                _key("incident", "incident", related="words"),
                _key("organisation", "organisation"),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["incident", "number"], name="one_word_a_number"),
                    models.UniqueConstraint(
                        condition=models.Q(started_at__isnull=True),
                        fields=["incident"],
                        name="one_draft_an_incident",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(rule__in=["shift", "fixed", "none", "stays"]),
                        name="known_incident_rule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(remedy_kind="", remedy_value=0)
                        | models.Q(remedy_kind__in=["percent", "amount"], remedy_value__gte=1),
                        name="whole_remedy",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Affected",
            fields=[
                _id(),
                ("number", models.PositiveIntegerField()),
                ("from_start", models.DateTimeField(null=True)),
                ("from_due", models.DateTimeField()),
                ("start", models.DateTimeField(null=True)),
                ("due", models.DateTimeField(null=True)),
                ("remedy_value", models.PositiveIntegerField(default=0)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("reason", models.CharField(blank=True, default="", max_length=40)),
                ("allowed_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("seconds", models.PositiveIntegerField(null=True)),
                _key("case", "case"),
                _key("message", "message", null=True),
                _key("organisation", "organisation"),
                _key("promise", "promise"),
                _key("word", "incidentword", related="affected"),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["word", "promise"], name="one_telling_a_promise"),
                    models.CheckConstraint(
                        condition=models.Q(state__in=STATES), name="known_affected_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            state="told",
                            told_at__isnull=False,
                            seconds__isnull=False,
                            message__isnull=False,
                        )
                        | models.Q(told_at__isnull=True, seconds__isnull=True) & ~models.Q(state="told"),
                        name="told_with_its_time",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(state="waiting", allowed_at__isnull=False),
                        fields=["allowed_at", "id"],
                        name="affected_in_turn",
                    ),
                    models.Index(
                        condition=models.Q(state="written"),
                        fields=["organisation", "message"],
                        name="affected_by_message",
                    ),
                ],
            },
        ),
    ]
