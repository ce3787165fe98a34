"""Page types of trainings; the rows behind them are imported as a module, `events.models.records`."""

from .pages import TrainingIndexPage, TrainingPage

__all__ = ["TrainingIndexPage", "TrainingPage"]
