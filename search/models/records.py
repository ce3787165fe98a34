"""What the search remembers about itself and, without any person, about how it was used."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchState(models.Model):
    """One row of marks: `words_revision` changes with every change of names, synonyms and promotions;
    `fingerprint` is that of the analysis the documents were written with."""

    words_revision = models.BigIntegerField(default=0)
    fingerprint = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("state of the search")
        verbose_name_plural = _("states of the search")

    def __str__(self) -> str:
        return self.fingerprint


class EmptySearch(models.Model):
    """A text that found nothing on a day, and how often: no time, address or person is kept."""

    day = models.DateField(_("day"))
    lang = models.CharField(_("language"), max_length=5)
    text = models.CharField(_("searched text"), max_length=200)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        ordering = ["-day", "-times", "text"]
        constraints = [models.UniqueConstraint(fields=["day", "lang", "text"], name="search_empty_unique")]

    def __str__(self) -> str:
        return self.text


class PendingProjection(models.Model):
    """An owner of documents that has changed and waits to be projected, or whose projection failed with an error.

    Written in the transaction of the change and deleted with the projection, so that none is lost on the way.
    """

    owner = models.CharField(_("owner"), max_length=60, unique=True)
    retry_at = models.DateTimeField(_("next attempt"), db_index=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("pending projection")
        verbose_name_plural = _("pending projections")

    def __str__(self) -> str:
        return self.owner
