"""Surveys for other programs, `/api/v3/surveys/` (docs/api.md): no account, no cookie."""
