"""Who took part, kept apart from what was said."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ParticipationRegister(models.Model):
    """The people who have answered one survey; digests of them lie in 2 ** `depth` buckets.

    A row for each person would tell in which order people came, and the order of the responses would tell who said
    what. So people share rows, without times, sorted by digest: while a bucket has fewer than its limit there is only
    one, and a bucket written last hides its newcomer among hundreds.
    """

    survey_key = models.UUIDField(_("survey"), primary_key=True)
    depth = models.PositiveSmallIntegerField(_("bits of a digest that choose its bucket"), default=0)

    class Meta:
        verbose_name = _("register of participation")
        verbose_name_plural = _("registers of participation")

    def __str__(self) -> str:
        return str(self.survey_key)


class ParticipationBucket(models.Model):
    """Digests of some of those who have answered, sorted."""

    register = models.ForeignKey(ParticipationRegister, on_delete=models.CASCADE, related_name="buckets")
    number = models.PositiveIntegerField(_("number"))
    subjects = models.JSONField(_("digests of people"), default=list)

    class Meta:
        verbose_name = _("people who took part")
        verbose_name_plural = _("people who took part")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "number"], name="surveys_participation_bucket"),
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.number}"


class Invitation(models.Model):
    """One invitation code, as a keyed digest; whether it was used stands in the register of participation only."""

    survey_key = models.UUIDField(_("survey"))
    code_hash = models.CharField(_("digest of the code"), max_length=64)
    batch = models.CharField(_("batch"), max_length=60)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["survey_key", "code_hash"], name="surveys_invitation_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.code_hash[:8]}"
