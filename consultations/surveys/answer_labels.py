"""What options, columns and points are called in results, in the active language."""

from collections.abc import Mapping

from .forms.closed_fields import no_opinion_label, scale_labels, yes_no_labels
from .questionnaire.definition import Text
from .questionnaire.structure import NO_OPINION
from .results.series import Series


def labels_of(series: Series) -> Mapping[str, Text]:
    """Options of a choice, points of a scale, columns of a matrix: key -> label, in order, retired ones last.

    “No opinion” is always among those of a type that has it, since an earlier version may have offered it.
    """
    element = series.element
    neutral = {NO_OPINION: no_opinion_label(element)}
    if series.type == "yes_no":
        return {**yes_no_labels(element), **neutral}
    if series.type == "scale":
        return {**{str(point): label for point, label in scale_labels(element).items()}, **neutral}
    if series.type == "matrix":
        return {**{column.key: column.label for column in element.columns}, **neutral}
    return {option.key: option.label for option in element.options}
