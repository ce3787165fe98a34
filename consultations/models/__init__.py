"""Page types of consultations; the records behind them are imported as a module, `consultations.models.records`."""

from .index import ConsultationIndexPage
from .pages import ConsultationPage

__all__ = ["ConsultationIndexPage", "ConsultationPage"]
