"""The order of the apps: an app may know the apps above which it stands, never one beside it or over it."""

# What import-linter holds for imports (pyproject.toml), for what it cannot see: app label -> labels it may refer to.
ALLOWED_REFERENCES: dict[str, set[str]] = {
    "core": set(),
    "search": {"core"},
    "surveys": {"core"},
    "consultations": {"core"},
    "events": {"core"},
    "home": {"core", "consultations", "events"},
}
