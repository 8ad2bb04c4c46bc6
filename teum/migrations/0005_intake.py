"""Forms on a site, and the alignments that began through one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('teum', '0004_agreements'),
    ]

    operations = [
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32)),
                ('language', models.CharField(max_length=2)),
                ('is_on', models.BooleanField(default=True)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teum.organisation')),
                ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teum.member')),
                ('template', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teum.alignmenttemplate')),
            ],
        ),
        migrations.AddField(
            model_name='alignment',
            name='intake',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teum.intake'),
        ),
        migrations.AddIndex(
            model_name='alignment',
            index=models.Index(condition=models.Q(('intake__isnull', False)), fields=['organisation', 'intake', 'began_at'], name='alignment_by_form'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.UniqueConstraint(fields=('organisation', 'key'), name='form_by_key'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['he', 'en'])), name='form_in_a_language'),
        ),
    ]
