"""A desk with records, for the commands."""

from tests.office import office

__all__ = ["office"]
