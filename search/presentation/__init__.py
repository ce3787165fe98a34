"""What the answers of the search look like to people: the page, the feeds and the API share it."""
