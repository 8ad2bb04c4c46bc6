"""What was made by an act that was undone stays for the ledger alone."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('teum', '0024_told_by'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='case',
            name='known_case_state',
        ),
        migrations.RemoveConstraint(
            model_name='promise',
            name='known_state',
        ),
        migrations.RemoveConstraint(
            model_name='survey',
            name='one_survey_a_case',
        ),
        migrations.AddField(
            model_name='conversation',
            name='is_undone',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='is_undone',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='question',
            name='is_undone',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='summary',
            name='is_undone',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='survey',
            name='is_undone',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='upload',
            name='is_undone',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='wish',
            name='is_undone',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed', 'undone'])), name='known_case_state'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['offered', 'waiting', 'open', 'reported', 'kept', 'declined', 'lapsed', 'released', 'withdrawn', 'undone'])), name='known_state'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.UniqueConstraint(condition=models.Q(('is_undone', False), ('reason__isnull', True)), fields=('case',), name='one_survey_a_case'),
        ),
    ]
