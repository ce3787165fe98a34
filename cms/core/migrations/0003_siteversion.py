"""The mark by which processes notice that what stands around the pages has changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]

    operations = [
        migrations.CreateModel(
            name="SiteVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=32)),
            ],
            options={"verbose_name": "version of the site", "verbose_name_plural": "versions of the site"},
        ),
    ]
