import uuid

import django.db.models.deletion
from django.db import migrations, models

import thongsuot.lib.clock
import thongsuot.network.terms


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0006_sheets'),
    ]

    operations = [
        migrations.CreateModel(
            name='Accreditation',
            fields=[
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('card_seen', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField(default=thongsuot.lib.clock.now)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CallSignal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('host', 'host'), ('guest', 'guest')], max_length=5)),
                ('kind', models.CharField(choices=[('ready', 'ready'), ('offer', 'offer'), ('answer', 'answer'), ('candidate', 'candidate'), ('bye', 'bye')], max_length=10)),
                ('body', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField(db_index=True, default=thongsuot.lib.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name='ContactCode',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('method', models.CharField(choices=[('link', 'link'), ('code', 'code'), ('video_call', 'video_call'), ('zalo_call', 'zalo_call'), ('phone_call', 'phone_call'), ('in_person', 'in_person')], max_length=12)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField(default=thongsuot.lib.clock.now)),
                ('expires_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='VideoCall',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('made_at', models.DateTimeField(default=thongsuot.lib.clock.now)),
                ('host_seen_at', models.DateTimeField(blank=True, null=True)),
                ('guest_seen_at', models.DateTimeField(blank=True, null=True)),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0)),
                ('heard_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('result', models.CharField(blank=True, choices=[('confirmed', 'confirmed'), ('refused', 'refused'), ('repeat', 'repeat')], max_length=10)),
                ('fields', models.JSONField(default=list)),
            ],
        ),
        migrations.AlterField(
            model_name='verification',
            name='reopened_because',
            field=models.CharField(blank=True, choices=[('bounce', 'bounce'), ('post', 'post'), ('address', 'address'), ('refusal', 'refusal')], max_length=20),
        ),
        migrations.AlterField(
            model_name='verification',
            name='valid_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('result', thongsuot.network.terms.CheckResult['CONFIRMED']), ('valid_until__isnull', False)), models.Q(models.Q(('result', thongsuot.network.terms.CheckResult['CONFIRMED']), _negated=True), ('valid_until__isnull', True)), _connector='OR'), name='only_a_confirmed_check_has_an_end'),
        ),
        migrations.AddField(
            model_name='accreditation',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accredited', to='network.unit'),
        ),
        migrations.AddField(
            model_name='accreditation',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='accreditations', to='network.person'),
        ),
        migrations.AddField(
            model_name='accreditation',
            name='seen_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='contactcode',
            name='contact_point',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='network.contactpoint'),
        ),
        migrations.AddField(
            model_name='videocall',
            name='host',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='videocall',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='network.person'),
        ),
        migrations.AddField(
            model_name='videocall',
            name='points',
            field=models.ManyToManyField(related_name='calls', to='network.contactpoint'),
        ),
        migrations.AddField(
            model_name='callsignal',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='network.videocall'),
        ),
        migrations.AddConstraint(
            model_name='accreditation',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='network_accreditation_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='accreditation',
            constraint=models.CheckConstraint(condition=models.Q(('card_seen', False), ('seen_by__isnull', False), _connector='OR'), name='somebody_saw_a_card'),
        ),
        migrations.AddConstraint(
            model_name='accreditation',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', False)), name='an_accreditation_ends'),
        ),
        migrations.AddConstraint(
            model_name='contactcode',
            constraint=models.UniqueConstraint(fields=('contact_point', 'method'), name='one_link_and_one_code_per_address'),
        ),
        migrations.AddIndex(
            model_name='videocall',
            index=models.Index(fields=['ended_at', 'starts_at'], name='network_vid_ended_a_77296d_idx'),
        ),
        migrations.AddConstraint(
            model_name='videocall',
            constraint=models.CheckConstraint(condition=models.Q(('result', ''), ('ended_at__isnull', False), _connector='OR'), name='call_result_at_its_end'),
        ),
        migrations.AddConstraint(
            model_name='videocall',
            constraint=models.CheckConstraint(condition=models.Q(('person', models.F('host')), _negated=True), name='nobody_calls_themselves'),
        ),
    ]
