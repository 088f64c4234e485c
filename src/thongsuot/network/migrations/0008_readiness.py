import django.db.models.deletion
import thongsuot.lib.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0007_calls'),
    ]

    operations = [
        migrations.AddField(
            model_name='mandate',
            name='end_noted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='mandate',
            name='publication_reminded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='mandate',
            name='published_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Naming',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('replaced_until', models.DateField(null=True)),
                ('named_at', models.DateTimeField(default=thongsuot.lib.clock.now)),
                ('settled_at', models.DateTimeField(null=True)),
                ('undone', models.BooleanField(default=False)),
                ('mandate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='network.mandate')),
                ('named_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
                ('replaced', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='network.mandate')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.unit')),
            ],
        ),
    ]
