"""Comparing (比对): what a workbook gives held against what a report says, number by number."""
