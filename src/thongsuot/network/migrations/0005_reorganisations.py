from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0004_truth_over_time'),
    ]

    operations = []
