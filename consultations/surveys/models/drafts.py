"""Answers on their way: drafts that can be resumed, and challenges that have been spent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Channel
from ..sealing import SealedJSONField
from .versions import SurveyVersion


class Draft(models.Model):
    """Answers not sent yet, possibly half valid. Whoever has the token has the draft; only its digest is stored."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    survey_key = models.UUIDField(_("survey"))
    version = models.ForeignKey(SurveyVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="+")
    locale = models.CharField(_("language"), max_length=10)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.WEB)
    place = models.CharField(_("place of the kiosk or website"), max_length=60, blank=True)
    municipality = models.CharField(_("municipality of the link (TERYT)"), max_length=8, blank=True)
    answers = SealedJSONField(_("answers"), default=dict)
    started_at = models.DateTimeField(_("started at"))
    expires_at = models.DateTimeField(_("expires at"), db_index=True)

    class Meta:
        verbose_name = _("draft of a response")
        verbose_name_plural = _("drafts of responses")

    def __str__(self) -> str:
        return self.token_hash[:8]


class SpentChallenge(models.Model):
    """A proof of work that has been used; it is not accepted again. Rows are deleted once the challenge has expired."""

    digest = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField(_("expires at"), db_index=True)

    class Meta:
        verbose_name = _("spent proof of work")
        verbose_name_plural = _("spent proofs of work")

    def __str__(self) -> str:
        return self.digest[:8]
