"""Answers taken out into files, each in a process of its own; a file is offered only once its rows were counted."""
