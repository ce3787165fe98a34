"""Model fields of the kernel."""

from typing import Any

from wagtail.fields import StreamField


class MigrationFriendlyStreamField(StreamField):
    """A StreamField that keeps its block definitions out of migrations.

    The database column is the same JSON whatever the blocks are, so a new block or a changed label needs no migration.
    The price: a data migration cannot use the historical model's block definitions and must work on the raw JSON
    (docs/adr/0004-streamfield-definitions-stay-out-of-migrations.md).
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
