"""What `manage.py build_assets` makes: the bundled style sheet, subset fonts, raster icons."""
