"""Results in words, tables and charts, in the active language: the same for the public pages and for staff."""
