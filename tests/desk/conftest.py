"""A desk with records, for what stands on it."""

from tests.office import office

__all__ = ["office"]
