"""Which texts of the taxonomies have a column per language (django-modeltranslation finds this module by its name)."""

from modeltranslation.translator import TranslationOptions, register

from .models import Municipality, Organiser, Topic


@register(Municipality)
class MunicipalityTranslation(TranslationOptions):
    fields = ("name", "short_name")
    required_languages = ("pl",)


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("pl",)


@register(Organiser)
class OrganiserTranslation(TranslationOptions):
    fields = ("name", "profile")
    required_languages = {"pl": ("name",)}
