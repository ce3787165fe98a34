"""What consultations add to the admin."""

from wagtail import hooks

from .viewsets import ConsultationViewSet


@hooks.register("register_admin_viewset")
def register_consultations() -> ConsultationViewSet:
    """The list of consultations."""
    return ConsultationViewSet()
