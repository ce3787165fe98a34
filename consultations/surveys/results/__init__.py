"""Rules of results: questions over all versions, counting, suppression, columns of exports. Plain Python."""
