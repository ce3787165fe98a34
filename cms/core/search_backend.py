"""The database search of Wagtail's admin and API, made safe for what people type.

modelsearch hands the text to SQLite's FTS5, whose query language has its own quotes and operators: `"a` or `%` is a
syntax error there, hence a 500. Words alone are asked for instead; a text without any finds nothing.
"""

import re
from typing import Any

from modelsearch.backends import database

SEPARATORS = re.compile(r"[\W_]+")


def plain_words(text: str) -> str:
    """Letters and digits of `text` with single spaces between the words."""
    return SEPARATORS.sub(" ", text).strip()


class PlainWordsMixin:
    """Reduces every typed query to its words."""

    def _search(self, query_compiler_class: type, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        words = plain_words(query) if isinstance(query, str) else query
        return super()._search(query_compiler_class, words, model_or_queryset, **kwargs)  # type: ignore[misc]  # a mixin


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  # modelsearch looks for this name
    """The backend for the default database, chosen as modelsearch does, with the mixin."""
    backend = type(database.SearchBackend(params))
    return type(f"PlainWords{backend.__name__}", (PlainWordsMixin, backend), {})(params)
