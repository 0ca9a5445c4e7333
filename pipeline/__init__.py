"""jixiao: from a sub-district office's budget-performance workbook to its official report."""

__version__ = "0.2.0"
