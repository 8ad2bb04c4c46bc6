"""Processes, alignments, and how far a case came in them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("teum", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_undone", models.BooleanField(default=False)),
                ("items", models.JSONField(default=list)),
                ("lines", models.JSONField(default=dict)),
                ("salt", models.CharField(max_length=32)),
                ("state", models.CharField(default="open", max_length=8)),
                ("version", models.PositiveIntegerField(default=1)),
                ("began_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.case",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.organisation",
                    ),
                ),
                (
                    "promise",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.promise",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="case",
            name="alignment",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.alignment",
            ),
        ),
        migrations.CreateModel(
            name="AlignmentTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("he", models.CharField(max_length=80)),
                ("en", models.CharField(max_length=80)),
                ("items", models.JSONField(default=list)),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.organisation",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.service",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="alignment",
            name="template",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.alignmenttemplate",
            ),
        ),
        migrations.CreateModel(
            name="Journey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_undone", models.BooleanField(default=False)),
                ("stages", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                ("salt", models.CharField(max_length=32)),
                ("passages", models.JSONField(default=list)),
                ("began_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.case",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="case",
            name="journey",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.journey",
            ),
        ),
        migrations.CreateModel(
            name="Process",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("he", models.CharField(max_length=80)),
                ("en", models.CharField(max_length=80)),
                ("stages", models.JSONField(default=list)),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.organisation",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.service",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="journey",
            name="process",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.process",
            ),
        ),
        migrations.AddIndex(
            model_name="alignmenttemplate",
            index=models.Index(fields=["organisation", "id"], name="template_of_business"),
        ),
        migrations.AddConstraint(
            model_name="alignmenttemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("he", ""), _negated=True), models.Q(("en", ""), _negated=True)),
                name="template_in_both_languages",
            ),
        ),
        migrations.AddIndex(
            model_name="alignment",
            index=models.Index(fields=["organisation", "case", "id"], name="alignment_by_case"),
        ),
        migrations.AddConstraint(
            model_name="alignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "approved", "dropped"])), name="known_alignment"
            ),
        ),
        migrations.AddIndex(
            model_name="process",
            index=models.Index(fields=["organisation", "id"], name="process_of_business"),
        ),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("he", ""), _negated=True), models.Q(("en", ""), _negated=True)),
                name="process_in_both_languages",
            ),
        ),
        migrations.AddIndex(
            model_name="journey",
            index=models.Index(fields=["organisation", "case", "id"], name="journey_by_case"),
        ),
    ]
