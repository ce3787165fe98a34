"""The register of who took part."""

import uuid
from bisect import insort

from ..faults import AlreadyAnswered
from ..models import ParticipationBucket, ParticipationRegister
from ..selectors import SUBJECT_LENGTH, bucket_number

BUCKET_LIMIT = 512


def take_part(*, survey_key: uuid.UUID, subject: str) -> None:
    """Note that `subject` has answered; inside the transaction that stores the response.

    The register stays locked until that transaction ends, so two submissions of one person cannot both pass.
    Raises AlreadyAnswered.
    """
    register = _locked_register(survey_key)
    short = subject[:SUBJECT_LENGTH]
    number = bucket_number(short, register.depth)
    bucket, _created = ParticipationBucket.objects.get_or_create(register=register, number=number)
    if short in bucket.subjects:
        raise AlreadyAnswered
    insort(bucket.subjects, short)
    if len(bucket.subjects) > BUCKET_LIMIT:
        _double(register, bucket)
    else:
        bucket.save(update_fields=["subjects"])


def forget_participation(*, survey_key: uuid.UUID, subject: str) -> None:
    """Let `subject` answer again: for linked surveys, whose responses tell whose they are."""
    register = _locked_register(survey_key)
    short = subject[:SUBJECT_LENGTH]
    bucket = register.buckets.filter(number=bucket_number(short, register.depth)).first()
    if bucket is not None and short in bucket.subjects:
        bucket.subjects.remove(short)
        bucket.save(update_fields=["subjects"])


def _locked_register(survey_key: uuid.UUID) -> ParticipationRegister:
    ParticipationRegister.objects.get_or_create(survey_key=survey_key)
    return ParticipationRegister.objects.select_for_update().get(survey_key=survey_key)


def _double(register: ParticipationRegister, changed: ParticipationBucket) -> None:
    """Twice as many buckets, all written anew in the order of their numbers, so that nothing tells who came last."""
    everyone = sorted(
        {*changed.subjects, *(one for bucket in register.buckets.exclude(pk=changed.pk) for one in bucket.subjects)}
    )
    register.buckets.all().delete()
    register.depth += 1
    register.save(update_fields=["depth"])
    filled: dict[int, list[str]] = {number: [] for number in range(2**register.depth)}
    for subject in everyone:
        filled[bucket_number(subject, register.depth)].append(subject)
    ParticipationBucket.objects.bulk_create(
        ParticipationBucket(register=register, number=number, subjects=subjects) for number, subjects in filled.items()
    )
