from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('circulation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadinessDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('bodies', models.PositiveIntegerField()),
                ('with_leader', models.PositiveIntegerField()),
                ('with_officer', models.PositiveIntegerField()),
                ('verified', models.PositiveIntegerField()),
                ('two_channels', models.PositiveIntegerField()),
                ('reached', models.PositiveIntegerField()),
                ('ready', models.PositiveIntegerField()),
                ('counted_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'kind'), name='readiness_once_a_day')],
            },
        ),
    ]
