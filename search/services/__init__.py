"""Every write of the search: documents, texts of files, words, and the record of searches without results."""

from .documents import area_tree, refresh_areas, remove, replicate_again, store
from .files import collection_changed, drop_file, extract_pending, extract_text, file_changed, forget_text, read_again
from .owners import (
    drain,
    is_marked,
    mark,
    project_page,
    project_subtree,
    refresh_documents_of,
    refresh_due,
    retry_pending,
    retry_projection,
)
from .rebuild import hide_unfindable, mark_everything, mark_having, rebuild_documents
from .words import (
    forget_empty_searches,
    forget_text_searched,
    learn_words,
    record_empty_search,
    refresh_frequencies,
    touch_words,
)

__all__ = [
    "area_tree",
    "collection_changed",
    "drain",
    "drop_file",
    "extract_pending",
    "extract_text",
    "file_changed",
    "forget_empty_searches",
    "forget_text",
    "forget_text_searched",
    "hide_unfindable",
    "is_marked",
    "learn_words",
    "mark",
    "mark_everything",
    "mark_having",
    "project_page",
    "project_subtree",
    "read_again",
    "rebuild_documents",
    "record_empty_search",
    "refresh_areas",
    "refresh_documents_of",
    "refresh_due",
    "refresh_frequencies",
    "remove",
    "replicate_again",
    "retry_pending",
    "retry_projection",
    "store",
    "touch_words",
]
