"""Foreign (外来报告): reports and forms held against themselves, where there is no workbook."""
