"""Facets and results in templates."""

from django import template

from ..presentation.boxes import facet
from ..presentation.results import result

register = template.Library()
register.filter("facet", facet)
register.filter("result", result)
