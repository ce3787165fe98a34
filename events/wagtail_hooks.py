"""What trainings add to the admin."""

from wagtail import hooks

from .viewsets import TrainingViewSet


@hooks.register("register_admin_viewset")
def register_trainings() -> TrainingViewSet:
    """The list of trainings."""
    return TrainingViewSet()
