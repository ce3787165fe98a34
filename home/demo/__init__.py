"""Demo content of a fresh installation: data in `data/*.json`, and a module per kind of thing that is built from it.

Everything built here is looked up first and left alone when it exists: staff may edit the demo, a second run keeps it.
"""
