"""Every table as it stood before the first release, and what the database itself holds fast."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import teum.core.upload
from django.conf import settings
from django.db import migrations, models


from teum.migrations import _triggers
from teum.migrations._together import Together


class Migration(migrations.Migration):
    replaces = [
        ("teum", name)
        for name in (
            "0001_initial",
            "0002_append_only",
            "0003_processes",
            "0004_agreements",
            "0005_intake",
            "0006_law",
        )
    ]
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        Together(
            [
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
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        ("zone", models.CharField(default="Asia/Jerusalem", max_length=64)),
                        ("country", models.CharField(default="IL", max_length=2)),
                        ("language", models.CharField(default="he", max_length=5)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("hours", models.JSONField(default=dict)),
                        ("policy", models.JSONField(default=dict)),
                        ("mail_from", models.CharField(blank=True, max_length=200)),
                        ("smtp", models.TextField(blank=True)),
                        ("is_demo", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "db_table": "teum_organisation",
                    },
                ),
                migrations.CreateModel(
                    name="Pulse",
                    fields=[
                        ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        ("lag_seconds", models.FloatField(default=0)),
                        ("was_away_since", models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="SentForm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("form", models.CharField(max_length=64, unique=True)),
                        ("content", models.CharField(max_length=64)),
                        ("led", models.TextField(blank=True)),
                        ("sent_at", models.DateTimeField(db_index=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, unique=True)),
                        ("language", models.CharField(default="he", max_length=5)),
                        ("is_active", models.BooleanField(default=True)),
                        ("date_joined", models.DateTimeField(auto_now_add=True)),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Carrier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("channel", models.CharField(max_length=10)),
                        ("away_since", models.DateTimeField(null=True)),
                        ("again_at", models.DateTimeField(null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("again_at__isnull", False)),
                                fields=["again_at"],
                                name="carrier_away",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "channel"), name="one_carrier_a_channel"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Customer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("name", models.CharField(max_length=200)),
                        ("language", models.CharField(default="he", max_length=5)),
                        ("quiet_from", models.TimeField(null=True)),
                        ("quiet_until", models.TimeField(null=True)),
                        ("keeps_shabbat", models.BooleanField(default=True)),
                        ("prefers_writing", models.BooleanField(default=False)),
                        ("is_verified", models.BooleanField(default=True)),
                        ("erased_at", models.DateTimeField(null=True)),
                        ("created_at", models.DateTimeField()),
                        ("version", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["organisation", "name"], name="customer_by_name")],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("kind", models.CharField(max_length=24)),
                        ("case", models.BigIntegerField(null=True)),
                        ("promise", models.BigIntegerField(null=True)),
                        ("actor", models.CharField(max_length=30)),
                        ("at", models.DateTimeField()),
                        ("facts", models.JSONField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("promise__isnull", False)),
                                fields=["promise", "id"],
                                name="event_by_promise",
                            ),
                            models.Index(
                                condition=models.Q(("case__isnull", False)),
                                fields=["case", "id"],
                                name="event_by_case",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormerPolicy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("numbers", models.JSONField(default=dict)),
                        ("until", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["until", "id"],
                        "indexes": [
                            models.Index(
                                fields=["organisation", "until", "id"], name="former_policy_by_moment"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Head",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("position", models.BigIntegerField()),
                        ("seal", models.CharField(max_length=64)),
                        ("signature", models.CharField(max_length=64)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("organisation",), name="one_head_a_chain")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IdempotentAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("key", models.CharField(max_length=200)),
                        ("request", models.CharField(max_length=64)),
                        ("status", models.PositiveSmallIntegerField(default=0)),
                        ("answer", models.JSONField(default=dict)),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("organisation", "key"), name="one_answer_a_key")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("email", models.EmailField(max_length=254)),
                        ("name", models.CharField(max_length=100)),
                        ("gender", models.CharField(default="f", max_length=1)),
                        ("role", models.CharField(max_length=10)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("language", models.CharField(default="he", max_length=5)),
                        ("is_active", models.BooleanField(default=True)),
                        ("invitation", models.CharField(blank=True, max_length=64)),
                        ("invited_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "email"), name="one_member_an_address"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("role__in", ["principal", "manager", "agent", "partner"])
                                ),
                                name="known_role",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["organisation", "until"], name="outage_by_end")],
                    },
                ),
                migrations.CreateModel(
                    name="Seal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("event", models.BigIntegerField(unique=True)),
                        ("position", models.BigIntegerField()),
                        ("seal", models.CharField(max_length=64)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "position"), name="one_event_a_place"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Service",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("name", models.CharField(max_length=80)),
                        ("compared", models.CharField(max_length=160)),
                        ("is_active", models.BooleanField(default=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "compared"), name="one_service_a_name"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="service_has_a_name"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SpecialDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("on", models.DateField()),
                        ("name", models.CharField(blank=True, max_length=100)),
                        ("blocks", models.JSONField(default=list)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "on"), name="one_special_day_a_date"
                            )
                        ],
                    },
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
                        ("he", models.CharField(max_length=80)),
                        ("en", models.CharField(max_length=80)),
                        ("items", models.JSONField(default=list)),
                        ("is_active", models.BooleanField(default=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["organisation", "id"], name="template_of_business")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("he", ""), _negated=True), models.Q(("en", ""), _negated=True)
                                ),
                                name="template_in_both_languages",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("name", models.CharField(blank=True, max_length=100)),
                        ("created_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BankQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "service",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.service",
                            ),
                        ),
                        ("phase", models.CharField(max_length=6)),
                        ("kind", models.CharField(max_length=12)),
                        ("he", models.CharField(max_length=300)),
                        ("en", models.CharField(max_length=300)),
                        ("is_active", models.BooleanField(default=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "phase", "id"], name="bank_by_phase")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("phase__in", ["before", "during", "end"])),
                                name="known_bank_phase",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["text", "document"])), name="known_bank_kind"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("he", ""), _negated=True), models.Q(("en", ""), _negated=True)
                                ),
                                name="bank_in_both_languages",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Incident",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("title", models.CharField(max_length=120)),
                        ("found_by", models.CharField(max_length=120)),
                        ("known_at", models.DateTimeField()),
                        ("chosen", models.JSONField(default=dict)),
                        ("salt", models.CharField(max_length=32)),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["organisation", "-id"], name="incident_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="LegalFact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("name", models.CharField(max_length=20)),
                        ("value", models.PositiveBigIntegerField()),
                        ("since", models.DateField()),
                        ("source", models.CharField(max_length=200)),
                        (
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "name", "since"), name="one_value_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        [
                                            "vat",
                                            "cancel_days",
                                            "protected_months",
                                            "fee_percent",
                                            "fee_most",
                                            "refund_days",
                                        ],
                                    )
                                ),
                                name="known_legal_fact",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="legal_fact_has_its_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OwnWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("phrase", models.CharField(max_length=60)),
                        ("compared", models.CharField(max_length=120)),
                        ("language", models.CharField(max_length=2)),
                        ("kind", models.CharField(max_length=5)),
                        ("reason", models.CharField(max_length=200)),
                        ("better", models.CharField(max_length=200)),
                        (
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "compared"), name="one_entry_a_phrase"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["he", "en"])), name="known_word_language"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["time", "hedge"])), name="known_word_kind"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("phrase", ""), _negated=True),
                                    django.db.models.lookups.LessThanOrEqual(
                                        django.db.models.functions.text.Length("phrase"), 60
                                    ),
                                    models.Q(("compared", ""), _negated=True),
                                    django.db.models.lookups.LessThanOrEqual(
                                        django.db.models.functions.text.Length("compared"), 120
                                    ),
                                ),
                                name="word_is_a_phrase",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", ""), _negated=True),
                                    django.db.models.lookups.LessThanOrEqual(
                                        django.db.models.functions.text.Length("reason"), 200
                                    ),
                                    models.Q(("better", ""), _negated=True),
                                    django.db.models.lookups.LessThanOrEqual(
                                        django.db.models.functions.text.Length("better"), 200
                                    ),
                                ),
                                name="word_has_its_reason",
                            ),
                        ],
                    },
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
                        ("he", models.CharField(max_length=80)),
                        ("en", models.CharField(max_length=80)),
                        ("stages", models.JSONField(default=list)),
                        ("is_active", models.BooleanField(default=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["organisation", "id"], name="process_of_business")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("he", ""), _negated=True), models.Q(("en", ""), _negated=True)
                                ),
                                name="process_in_both_languages",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandingDisclosure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "service",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.service",
                            ),
                        ),
                        ("text", models.TextField()),
                        ("days", models.JSONField(default=dict)),
                        ("salt", models.CharField(max_length=32)),
                        ("is_active", models.BooleanField(default=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "service"], name="standing_by_service")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncidentWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "incident",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="words",
                                to="teum.incident",
                            ),
                        ),
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
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("started_at", models.DateTimeField(null=True)),
                        ("tells_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("incident", "number"), name="one_word_a_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("started_at__isnull", True)),
                                fields=("incident",),
                                name="one_draft_an_incident",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rule__in", ["shift", "fixed", "none", "stays"])),
                                name="known_incident_rule",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("remedy_kind", ""), ("remedy_value", 0)),
                                    models.Q(
                                        ("remedy_kind__in", ["percent", "amount"]), ("remedy_value__gte", 1)
                                    ),
                                    _connector="OR",
                                ),
                                name="whole_remedy",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("started_at__isnull", True), ("tells_at__isnull", True)),
                                    models.Q(
                                        ("started_at__isnull", False),
                                        ("tells_at__gte", models.F("started_at")),
                                        ("tells_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="told_after_its_yes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Intake",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "template",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.alignmenttemplate",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        ("key", models.CharField(max_length=32)),
                        ("language", models.CharField(max_length=2)),
                        ("is_on", models.BooleanField(default=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("organisation", "key"), name="form_by_key"),
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["he", "en"])), name="form_in_a_language"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.customer",
                            ),
                        ),
                        ("channel", models.CharField(max_length=10)),
                        ("address", models.CharField(max_length=254)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("is_broken", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "indexes": [
                            models.Index(
                                fields=["organisation", "customer", "position"], name="contact_by_customer"
                            ),
                            models.Index(fields=["organisation", "address"], name="contact_by_address"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "channel", "address"), name="one_contact_an_address"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.customer",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="teum.contactpoint",
                            ),
                        ),
                        ("direction", models.CharField(default="out", max_length=3)),
                        ("channel", models.CharField(max_length=10)),
                        ("address", models.CharField(blank=True, max_length=254)),
                        ("kind", models.CharField(max_length=12)),
                        ("language", models.CharField(max_length=5)),
                        ("subject", models.CharField(max_length=300)),
                        ("text", models.TextField()),
                        ("salt", models.CharField(max_length=32)),
                        ("key", models.CharField(max_length=64, unique=True)),
                        ("envelope", models.CharField(blank=True, default="", max_length=64)),
                        ("state", models.CharField(default="queued", max_length=13)),
                        ("tried", models.JSONField(default=list)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("needed_by", models.DateTimeField(null=True)),
                        ("send_at", models.DateTimeField()),
                        ("call_by", models.DateTimeField(null=True)),
                        ("may_join_at", models.DateTimeField(null=True)),
                        ("claimed_at", models.DateTimeField(null=True)),
                        ("claimed_by", models.CharField(blank=True, max_length=64)),
                        ("provider_id", models.CharField(blank=True, max_length=200)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("at", models.DateTimeField()),
                        ("told_at", models.DateTimeField(null=True)),
                        ("undoes", models.JSONField(null=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            # The first one: of two that would do, SQLite takes the younger.
                            models.Index(fields=["organisation", "case", "-id"], name="message_by_case"),
                            models.Index(
                                condition=models.Q(("state", "queued")),
                                fields=["send_at", "id"],
                                name="message_to_send",
                            ),
                            models.Index(
                                condition=models.Q(("needed_by__isnull", False), ("state", "queued")),
                                fields=["needed_by", "send_at", "id"],
                                name="message_needed",
                            ),
                            models.Index(
                                condition=models.Q(("state", "sending")),
                                fields=["claimed_at"],
                                name="message_claimed",
                            ),
                            models.Index(fields=["organisation", "-id"], name="message_newest"),
                            models.Index(
                                fields=["organisation", "customer", "-id"], name="message_by_customer"
                            ),
                            models.Index(
                                condition=models.Q(("kind", "unplaced"), ("settled_at", None)),
                                fields=["organisation", "id"],
                                name="message_unplaced",
                            ),
                            models.Index(
                                condition=models.Q(("settled_at", None), ("state", "failed")),
                                fields=["organisation", "id"],
                                name="message_failed",
                            ),
                            models.Index(
                                condition=models.Q(("settled_at", None), ("state", "uncertain")),
                                fields=["organisation", "id"],
                                name="message_uncertain",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "queued",
                                            "sending",
                                            "accepted",
                                            "delivered",
                                            "failed",
                                            "uncertain",
                                            "overtaken",
                                            "shown_locally",
                                            "received",
                                        ],
                                    )
                                ),
                                name="known_message_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("direction", "out"), models.Q(("state", "received"), _negated=True)
                                    ),
                                    models.Q(("direction", "in"), ("state", "received")),
                                    _connector="OR",
                                ),
                                name="what_comes_in",
                            ),
                        ],
                    },
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
                            "message",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.message",
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Page",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.customer",
                            ),
                        ),
                        ("token", models.CharField(max_length=64, unique=True)),
                        ("created_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.customer",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
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
                        ("title", models.CharField(max_length=300)),
                        ("salt", models.CharField(max_length=32)),
                        ("source", models.CharField(default="desk", max_length=10)),
                        ("state", models.CharField(default="open", max_length=10)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("files", models.PositiveIntegerField(default=0)),
                        ("opened_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "state", "-id"], name="case_by_state"),
                            models.Index(fields=["organisation", "customer", "-id"], name="case_by_customer"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "closed", "undone"])),
                                name="known_case_state",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.case",
                            ),
                        ),
                        ("of", models.CharField(default="promise", max_length=12)),
                        ("fields", models.JSONField(default=dict)),
                        ("updated_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("member", "case", "of"), name="one_draft_a_kind")
                        ],
                    },
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
                        (
                            "organisation",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.organisation",
                            ),
                        ),
                        ("is_undone", models.BooleanField(default=False)),
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
                            "process",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.process",
                            ),
                        ),
                        ("stages", models.JSONField(default=list)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("salt", models.CharField(max_length=32)),
                        ("passages", models.JSONField(default=list)),
                        ("began_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "case", "id"], name="journey_by_case")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Promise",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.case",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        (
                            "answerable",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        ("nature", models.CharField(default="deed", max_length=8)),
                        ("debtor", models.CharField(default="provider", max_length=12)),
                        ("channel", models.CharField(max_length=10)),
                        ("body", models.TextField()),
                        ("what", models.TextField()),
                        ("includes", models.JSONField(default=list)),
                        ("condition", models.TextField(blank=True)),
                        ("condition_due", models.DateTimeField(null=True)),
                        ("term", models.CharField(blank=True, max_length=40)),
                        ("salt", models.CharField(max_length=32)),
                        ("zone", models.CharField(max_length=64)),
                        ("start", models.DateTimeField(null=True)),
                        ("due", models.DateTimeField()),
                        ("original_start", models.DateTimeField(null=True)),
                        ("original_due", models.DateTimeField()),
                        ("proposed_start", models.DateTimeField(null=True)),
                        ("proposed_due", models.DateTimeField(null=True)),
                        ("answer_by", models.DateTimeField(null=True)),
                        ("state", models.CharField(max_length=10)),
                        ("verdict", models.CharField(blank=True, max_length=16)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("number", models.PositiveIntegerField(default=0)),
                        ("revisions", models.PositiveIntegerField(default=0)),
                        ("round", models.PositiveIntegerField(default=0)),
                        (
                            "replaces",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "case", "id"], name="promise_by_case"),
                            models.Index(
                                condition=models.Q(("state__in", ["offered", "waiting", "open", "reported"])),
                                fields=["organisation", "owner", "due"],
                                name="live_by_owner",
                            ),
                            models.Index(fields=["organisation", "state", "due"], name="promise_by_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "offered",
                                            "waiting",
                                            "open",
                                            "reported",
                                            "kept",
                                            "declined",
                                            "lapsed",
                                            "released",
                                            "withdrawn",
                                            "undone",
                                        ],
                                    )
                                ),
                                name="known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("start__isnull", True), ("start__lte", models.F("due")), _connector="OR"
                                ),
                                name="start_before_due",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel", ""), _negated=True), name="channel_said"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Affected",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "word",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="affected",
                                to="teum.incidentword",
                            ),
                        ),
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
                            "promise",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("from_start", models.DateTimeField(null=True)),
                        ("from_due", models.DateTimeField()),
                        ("start", models.DateTimeField(null=True)),
                        ("due", models.DateTimeField(null=True)),
                        ("remedy_value", models.PositiveIntegerField(default=0)),
                        ("state", models.CharField(default="waiting", max_length=8)),
                        ("reason", models.CharField(blank=True, default="", max_length=40)),
                        ("allowed_at", models.DateTimeField(null=True)),
                        (
                            "message",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.message",
                            ),
                        ),
                        ("told_at", models.DateTimeField(null=True)),
                        ("seconds", models.PositiveIntegerField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("allowed_at__isnull", False), ("state", "waiting")),
                                fields=["allowed_at", "id"],
                                name="affected_in_turn",
                            ),
                            models.Index(
                                condition=models.Q(("state", "written")),
                                fields=["organisation", "message"],
                                name="affected_by_message",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("word", "promise"), name="one_telling_a_promise"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "written", "told", "left_out", "failed"])
                                ),
                                name="known_affected_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("message__isnull", False),
                                        ("seconds__isnull", False),
                                        ("state", "told"),
                                        ("told_at__isnull", False),
                                    ),
                                    models.Q(
                                        ("seconds__isnull", True),
                                        ("told_at__isnull", True),
                                        models.Q(("state", "told"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="told_with_its_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Remark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teum.case"
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        ("kind", models.CharField(max_length=12)),
                        ("text", models.TextField()),
                        ("salt", models.CharField(max_length=32)),
                        ("by", models.CharField(max_length=30)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teum.case"
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.message",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        ("kind", models.CharField(max_length=12)),
                        ("number", models.PositiveIntegerField(default=0)),
                        ("due", models.DateTimeField()),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("not_before", models.DateTimeField(null=True)),
                        ("made_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["organisation", "member", "due"],
                                name="open_tasks",
                            ),
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["organisation", "promise"],
                                name="open_tasks_by_promise",
                            ),
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["organisation", "message"],
                                name="open_tasks_by_message",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("message__isnull", True)),
                                fields=("promise", "kind", "number", "member"),
                                name="one_task_a_window",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("message__isnull", False)),
                                fields=("message", "kind", "member"),
                                name="one_task_a_message",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Telling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("what", models.CharField(max_length=10)),
                        (
                            "message",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.message",
                            ),
                        ),
                        ("at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["promise", "number"], name="telling_by_promise")],
                    },
                ),
                migrations.CreateModel(
                    name="Timer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.case",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        ("kind", models.CharField(max_length=8)),
                        ("number", models.PositiveIntegerField(default=0)),
                        ("fire_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["fire_at", "id"], name="timer_by_moment")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("promise", "kind", "number"), name="one_timer_a_step"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Conversation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("is_undone", models.BooleanField(default=False)),
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
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        ("channel", models.CharField(max_length=8)),
                        ("direction", models.CharField(max_length=3)),
                        ("reached", models.BooleanField()),
                        (
                            "notes",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.remark",
                            ),
                        ),
                        ("is_whole", models.BooleanField(null=True)),
                        ("surprises", models.PositiveSmallIntegerField(default=0)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "case", "id"], name="conversation_by_case"),
                            models.Index(fields=["organisation", "at"], name="conversation_by_moment"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["call", "meeting", "chat", "mail"])),
                                name="known_conversation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("direction__in", ["in", "out"])),
                                name="conversation_direction",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("is_whole__isnull", False), ("reached", True)),
                                    models.Q(("is_whole__isnull", True), ("reached", False)),
                                    _connector="OR",
                                ),
                                name="whole_if_reached",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("is_undone", models.BooleanField(default=False)),
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
                            "promise",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        ("times", models.JSONField(default=list)),
                        (
                            "bank",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.bankquestion",
                            ),
                        ),
                        ("kind", models.CharField(max_length=12)),
                        (
                            "asked",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.remark",
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.remark",
                            ),
                        ),
                        ("is_right", models.BooleanField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "case", "id"], name="question_by_case"),
                            models.Index(
                                condition=models.Q(("about__isnull", False)),
                                fields=["organisation", "about"],
                                name="question_about",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["text", "readback", "objection", "document", "move", "done"],
                                    )
                                ),
                                name="known_question",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("about__isnull", False), ("kind__in", ["objection", "move", "done"])
                                    ),
                                    ("kind", "document"),
                                    models.Q(
                                        ("about__isnull", True),
                                        models.Q(("kind__in", ["objection", "move", "done"]), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="objection_about",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "readback"), ("is_right__isnull", True), _connector="OR"
                                ),
                                name="right_readback",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("from_start", models.DateTimeField(null=True)),
                        ("from_due", models.DateTimeField()),
                        ("start", models.DateTimeField(null=True)),
                        ("due", models.DateTimeField()),
                        (
                            "remark",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.remark",
                            ),
                        ),
                        ("consent", models.CharField(default="given", max_length=9)),
                        ("by", models.CharField(max_length=30)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["promise", "id"], name="revision_by_promise")],
                    },
                ),
                migrations.CreateModel(
                    name="Disclosure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("is_undone", models.BooleanField(default=False)),
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
                            "promise",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        ("kind", models.CharField(max_length=12)),
                        (
                            "told",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.remark",
                            ),
                        ),
                        ("chosen", models.CharField(default="", max_length=20)),
                        ("how", models.CharField(default="", max_length=8)),
                        (
                            "decided",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.remark",
                            ),
                        ),
                        (
                            "objection",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.question",
                            ),
                        ),
                        (
                            "standing",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.standingdisclosure",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.message",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "case", "id"], name="disclosure_by_case")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["fault", "limitation", "delay", "before_sale"])
                                ),
                                name="known_disclosure",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("chosen", ""), ("decided__isnull", True), ("how", "")),
                                    models.Q(
                                        ("decided__isnull", False),
                                        ("how__in", ["page", "counter", "call", "mail"]),
                                        ("promise__isnull", False),
                                        models.Q(("chosen", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decided_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Summary",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("is_undone", models.BooleanField(default=False)),
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
                            "conversation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.conversation",
                            ),
                        ),
                        (
                            "message",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.message",
                            ),
                        ),
                        ("answer", models.CharField(blank=True, max_length=9)),
                        (
                            "question",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.question",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "case", "id"], name="summary_by_case")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""),
                                        ("answered_at__isnull", True),
                                        ("question__isnull", True),
                                    ),
                                    models.Q(
                                        ("answer", "confirmed"),
                                        ("answered_at__isnull", False),
                                        ("question__isnull", True),
                                    ),
                                    models.Q(
                                        ("answer", "corrected"),
                                        ("answered_at__isnull", False),
                                        ("question__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="summary_answer",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Survey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("is_undone", models.BooleanField(default=False)),
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
                            "reason",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.remark",
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("score", models.PositiveSmallIntegerField(null=True)),
                        ("gap", models.CharField(blank=True, default="", max_length=9)),
                        (
                            "comment",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.remark",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "question",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.question",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "case", "id"], name="survey_by_case"),
                            models.Index(
                                condition=models.Q(("answered_at__isnull", False)),
                                fields=["organisation", "answered_at"],
                                name="survey_answers",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_undone", False), ("reason__isnull", True)),
                                fields=("case",),
                                name="one_survey_a_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", True), ("gap", ""), ("score__isnull", True)
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", False), ("score__gte", 1), ("score__lte", 5)
                                    ),
                                    _connector="OR",
                                ),
                                name="whole_survey",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gap__in", ["", "worse", "as_agreed", "better"])),
                                name="known_gap",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Upload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("is_undone", models.BooleanField(default=False)),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.case",
                            ),
                        ),
                        ("use", models.CharField(default="answer", max_length=6)),
                        (
                            "question",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.question",
                            ),
                        ),
                        ("text", models.CharField(default="", max_length=300)),
                        ("name", models.CharField(max_length=120)),
                        ("media_type", models.CharField(max_length=40)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("salt", models.CharField(max_length=32)),
                        ("path", models.CharField(max_length=60, unique=True)),
                        ("is_plain", models.BooleanField(default=False)),
                        ("by", models.CharField(max_length=30)),
                        ("at", models.DateTimeField()),
                        ("erased_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "case", "id"], name="upload_by_case"),
                            models.Index(fields=["organisation", "question"], name="upload_by_question"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0), ("size__lte", 10485760)),
                                name="upload_within_size",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "media_type__in",
                                        [
                                            "application/pdf",
                                            "image/jpeg",
                                            "image/png",
                                            "image/webp",
                                            "image/heic",
                                        ],
                                    )
                                ),
                                name="known_upload",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("question__isnull", False), ("use", "answer")),
                                    models.Q(
                                        ("question__isnull", True),
                                        (
                                            "use__in",
                                            [
                                                teum.core.upload.Use["GIVEN"],
                                                teum.core.upload.Use["PHOTO"],
                                                teum.core.upload.Use["PAPER"],
                                            ],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="upload_of_use",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Wish",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("is_undone", models.BooleanField(default=False)),
                        (
                            "conversation",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.conversation",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("text", models.TextField()),
                        ("answer", models.TextField(blank=True)),
                        ("salt", models.CharField(max_length=32)),
                        ("outcome", models.CharField(max_length=8)),
                        (
                            "promise",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("conversation", "position"), name="one_wish_a_place"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "promised"), ("promise__isnull", False)),
                                    models.Q(
                                        ("outcome__in", ["answered", "declined"]), ("promise__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="wish_outcome",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("is_undone", models.BooleanField(default=False)),
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
                            "template",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.alignmenttemplate",
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
                        (
                            "intake",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.intake",
                            ),
                        ),
                        ("items", models.JSONField(default=list)),
                        ("lines", models.JSONField(default=dict)),
                        ("salt", models.CharField(max_length=32)),
                        ("state", models.CharField(default="open", max_length=10)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("began_at", models.DateTimeField()),
                        ("how", models.CharField(blank=True, default="", max_length=10)),
                        ("agreed_at", models.DateTimeField(null=True)),
                        ("law", models.JSONField(default=dict)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "case", "id"], name="alignment_by_case"),
                            models.Index(
                                condition=models.Q(("intake__isnull", False)),
                                fields=["organisation", "intake", "began_at"],
                                name="alignment_by_form",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["open", "approved", "dropped", "cancelled"])
                                ),
                                name="known_alignment",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("is_undone", models.BooleanField(default=False)),
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
                            "alignment",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.alignment",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.agreement",
                            ),
                        ),
                        ("form", models.CharField(max_length=8)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("language", models.CharField(max_length=5)),
                        ("items", models.JSONField(default=list)),
                        ("lines", models.JSONField(default=dict)),
                        ("terms", models.JSONField(default=list)),
                        ("salt", models.CharField(max_length=32)),
                        ("offered_at", models.DateTimeField()),
                        ("state", models.CharField(max_length=10)),
                        (
                            "promise",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.promise",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(null=True)),
                        ("confirmed", models.JSONField(default=dict)),
                        ("promises", models.JSONField(default=dict)),
                        (
                            "paper",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.upload",
                            ),
                        ),
                        (
                            "sealed",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.upload",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "case", "id"], name="agreement_by_case"),
                            models.Index(
                                condition=models.Q(
                                    ("is_undone", False), ("paper", None), ("state", "offered")
                                ),
                                fields=["id"],
                                name="agreement_to_write",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("is_undone", False), ("sealed", None), ("state", "in_force")
                                ),
                                fields=["id"],
                                name="agreement_to_seal",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "offered",
                                            "signed",
                                            "in_force",
                                            "declined",
                                            "void",
                                            "replaced",
                                            "cancelled",
                                        ],
                                    )
                                ),
                                name="known_agreement",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("form__in", ["light", "signed"])), name="known_form"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "agreement",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.agreement",
                            ),
                        ),
                        ("side", models.CharField(max_length=8)),
                        ("name", models.CharField(max_length=120)),
                        ("strokes", models.JSONField(null=True)),
                        ("how", models.CharField(max_length=8)),
                        (
                            "contact",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="teum.contactpoint",
                            ),
                        ),
                        ("channel", models.CharField(blank=True, max_length=10)),
                        ("address", models.CharField(blank=True, max_length=254)),
                        ("proven_at", models.DateTimeField(null=True)),
                        (
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="teum.member",
                            ),
                        ),
                        ("consent", models.TextField(blank=True)),
                        ("ip", models.CharField(blank=True, max_length=45)),
                        ("agent", models.CharField(blank=True, max_length=300)),
                        ("salt", models.CharField(max_length=32)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "side"), name="one_signature_a_side"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["provider", "customer"])), name="known_side"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SigningCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "agreement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="teum.agreement",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="teum.contactpoint",
                            ),
                        ),
                        ("channel", models.CharField(max_length=10)),
                        ("address", models.CharField(max_length=254)),
                        ("salt", models.CharField(max_length=32)),
                        ("digest", models.CharField(max_length=64)),
                        ("sent_at", models.DateTimeField()),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("proven_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
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
                migrations.AddField(
                    model_name="message",
                    name="case",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.case",
                    ),
                ),
                migrations.AddField(
                    model_name="page",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.case",
                    ),
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
                migrations.AddField(
                    model_name="case",
                    name="agreement",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.agreement",
                    ),
                ),
                migrations.AddField(
                    model_name="promise",
                    name="conversation",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.conversation",
                    ),
                ),
                migrations.AddField(
                    model_name="alignment",
                    name="amends",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.agreement",
                    ),
                ),
                migrations.AddIndex(
                    model_name="page",
                    index=models.Index(fields=["customer", "case"], name="page_by_customer"),
                ),
            ]
        ),
        migrations.RunPython(_triggers.protect, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(_triggers.hold, migrations.RunPython.noop, elidable=False),
    ]
