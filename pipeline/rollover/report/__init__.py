"""A finished report (已完成的报告) read back into the rows of a workbook."""
