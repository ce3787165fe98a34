from django.db import migrations

from search.synonyms import default_lines


def add(apps, schema_editor):
    """A new portal starts with the usual abbreviations; staff change or delete them, so this is done once."""
    SynonymSet = apps.get_model("search", "SynonymSet")
    rows = [SynonymSet(expressions=line) for line in default_lines()]
    SynonymSet.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
