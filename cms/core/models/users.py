"""Staff accounts. Residents need none."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of staff; what they may edit follows from their groups (page sections and collections)."""
