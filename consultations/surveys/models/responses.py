"""What was said: responses, and the contact data some of them carry."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Channel, Policy, ResponseStatus, Right
from .versions import SurveyVersion


class Response(models.Model):
    """One answered survey. `answers` is the truth; `codes` can be made from it again at any time.

    There is no address, no browser, and in an anonymous survey no key that leads to a person: `id` is random, the time
    is the hour only, and `subject` is empty. `receipt_hash` and `key_hash` are keyed digests of what the person has.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey_key = models.UUIDField(_("survey"), editable=False)
    version = models.ForeignKey(
        SurveyVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="responses"
    )
    status = models.CharField(_("status"), max_length=10, choices=ResponseStatus, default=ResponseStatus.COMPLETE)
    suspicions = models.JSONField(_("why it waits for review"), default=list, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.WEB)
    policy = models.CharField(_("policy it was answered under"), max_length=10, choices=Policy, default=Policy.OPEN)
    locale = models.CharField(_("language"), max_length=10)
    submitted_at = models.DateTimeField(_("submitted (to the hour in anonymous surveys)"))
    place = models.CharField(_("place of the kiosk or website"), max_length=60, blank=True)
    municipality_asked = models.CharField(_("municipality of the link (TERYT)"), max_length=8, blank=True)
    municipality = models.CharField(_("municipality (TERYT)"), max_length=8, blank=True)
    age_band = models.CharField(_("age"), max_length=32, blank=True)
    cleared = models.BooleanField(_("personal data removed"), default=False)  # the codes are the truth from then on
    receipt_hash = models.CharField(_("digest of the receipt"), max_length=64, unique=True)
    key_hash = models.CharField(_("digest of the submission's key"), max_length=64, unique=True)
    subject = models.CharField(_("digest of the person (linked surveys only)"), max_length=64, blank=True)
    # Last, so that counting need not read past the answers
    codes = models.JSONField(_("codes of the answers"), default=list)
    measures = models.JSONField(_("numbers, dates and cells of places, each with its code"), default=list)
    answers = models.JSONField(_("answers"), default=dict)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        permissions = [(str(right), right.label) for right in Right]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["survey_key", "status", "submitted_at"], name="surveys_response_list"),
            models.Index(fields=["survey_key", "status", "municipality"], name="surveys_response_municipality"),
            models.Index(fields=["survey_key", "status", "channel"], name="surveys_response_channel"),
            models.Index(fields=["survey_key", "subject"], name="surveys_response_subject"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ResponseContact(models.Model):
    """Name and address given with a response of a linked survey, encrypted with the portal's survey secret."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, primary_key=True, related_name="contact")
    ciphertext = models.BinaryField(_("encrypted contact data"))
    delete_after = models.DateField(_("delete after"))

    class Meta:
        verbose_name = _("contact data of a response")
        verbose_name_plural = _("contact data of responses")

    def __str__(self) -> str:
        return str(self.pk)


class SurveyCode(models.Model):
    """Small number of one thing that can be chosen: the same in all versions, so that responses can be counted."""

    survey_key = models.UUIDField(_("survey"))
    uid = models.CharField(_("question"), max_length=64)
    row = models.CharField(_("row or place"), max_length=32, blank=True)
    option = models.CharField(_("option"), max_length=32)

    class Meta:
        verbose_name = _("code of an answer")
        verbose_name_plural = _("codes of answers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["survey_key", "uid", "row", "option"], name="surveys_code_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.row} {self.option}"
