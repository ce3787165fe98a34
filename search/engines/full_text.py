"""The full text structures of the databases, which Django cannot describe: made by migration 0002 and held by a test.

A later migration that remakes the documents' table on SQLite loses the triggers: it must call `install` again.
"""

from typing import Any

COLUMNS = ("title_lem", "lead_lem", "body_lem", "labels", "title_surface", "surface")
_NAMES = ", ".join(COLUMNS)
_NEW = ", ".join(f"new.{name}" for name in COLUMNS)
_OLD = ", ".join(f"old.{name}" for name in COLUMNS)

# The texts are analysed already: only spaces separate, and underscores belong to words
SQLITE = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5(
    {_NAMES}, content='search_searchdocument', content_rowid='id', prefix='2 3',
    tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
);
DROP TRIGGER IF EXISTS search_fts_insert;
DROP TRIGGER IF EXISTS search_fts_delete;
DROP TRIGGER IF EXISTS search_fts_update;
CREATE TRIGGER search_fts_insert AFTER INSERT ON search_searchdocument BEGIN
    INSERT INTO search_fts(rowid, {_NAMES}) VALUES (new.id, {_NEW});
END;
CREATE TRIGGER search_fts_delete AFTER DELETE ON search_searchdocument BEGIN
    INSERT INTO search_fts(search_fts, rowid, {_NAMES}) VALUES ('delete', old.id, {_OLD});
END;
CREATE TRIGGER search_fts_update AFTER UPDATE OF {_NAMES} ON search_searchdocument BEGIN
    INSERT INTO search_fts(search_fts, rowid, {_NAMES}) VALUES ('delete', old.id, {_OLD});
    INSERT INTO search_fts(rowid, {_NAMES}) VALUES (new.id, {_NEW});
END;
INSERT INTO search_fts(search_fts) VALUES ('rebuild');
"""  # noqa: S608  # the names above and nothing else

# Few positions are enough for ts_rank, and keep a book of a thousand pages below the megabyte a tsvector may have.
# Typed words carry `~`, so that they never meet a lemma.
POSTGRES = """
CREATE OR REPLACE FUNCTION search_words(words text, prefix text, class "char") RETURNS tsvector
LANGUAGE sql IMMUTABLE AS $$
    SELECT setweight(coalesce(string_agg(quote_literal(prefix || word) || ':' || places, ' '), '')::tsvector, class)
    FROM (
        SELECT word, string_agg(least(place, 16383)::text, ',' ORDER BY place) FILTER (WHERE times <= 4) AS places
        FROM (
            SELECT word, place, row_number() OVER (PARTITION BY word ORDER BY place) AS times
            FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS split(word, place)
            WHERE word <> ''
        ) AS numbered
        GROUP BY word
    ) AS grouped
$$;

CREATE OR REPLACE FUNCTION search_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lemmas tsvector := search_words(new.title_lem, '', 'A') || search_words(new.lead_lem, '', 'B')
        || search_words(new.labels, '', 'B');
BEGIN
    BEGIN
        new.terms := lemmas || search_words(new.body_lem, '', 'C') || search_words(new.title_surface, '~', 'A')
            || search_words(new.surface, '~', 'D');
    EXCEPTION WHEN program_limit_exceeded THEN
        -- a megabyte of different words: what editors wrote themselves is found all the same
        new.terms := lemmas || search_words(new.title_surface, '~', 'A');
    END;
    RETURN new;
END
$$;

ALTER TABLE search_searchdocument ADD COLUMN IF NOT EXISTS terms tsvector;
DROP TRIGGER IF EXISTS search_terms ON search_searchdocument;
CREATE TRIGGER search_terms BEFORE INSERT OR UPDATE OF title_lem, lead_lem, body_lem, labels, title_surface, surface
    ON search_searchdocument FOR EACH ROW EXECUTE FUNCTION search_terms();
UPDATE search_searchdocument SET title_lem = title_lem;
CREATE INDEX IF NOT EXISTS search_searchdocument_terms ON search_searchdocument USING gin (terms);
"""


def install(connection: Any) -> None:
    """Make what the full text of this database needs, over the documents that exist; again without harm."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in _statements(SQLITE):
                cursor.execute(statement)
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(POSTGRES)


def _statements(script: str) -> list[str]:
    """The statements of a script; `executescript` would commit the transaction of the migration."""
    found, lines = [], []
    for line in script.strip().splitlines():
        lines.append(line)
        inside = lines[0].startswith("CREATE TRIGGER") and line != "END;"
        if line.endswith(";") and not inside:
            found.append("\n".join(lines))
            lines = []
    return found


def remove(connection: Any) -> None:
    """Undo `install`."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for action in ("insert", "delete", "update"):
                cursor.execute(f"DROP TRIGGER IF EXISTS search_fts_{action}")
            cursor.execute("DROP TABLE IF EXISTS search_fts")
        elif connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER IF EXISTS search_terms ON search_searchdocument")
            cursor.execute("DROP FUNCTION IF EXISTS search_terms, search_words")
            cursor.execute("ALTER TABLE search_searchdocument DROP COLUMN IF EXISTS terms")
