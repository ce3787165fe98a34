"""Columns of admin lists that more than one app needs."""

from wagtail.admin.ui.tables import Column


class MomentColumn(Column):
    """Date and time in full; Wagtail's own column says how long ago, and of a day to come that it is now."""

    cell_template_name = "wagtailadmin/tables/moment_cell.html"
