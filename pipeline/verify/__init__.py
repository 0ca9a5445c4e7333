"""Verification (核对): an edited or foreign report read back and held against its workbook, or against itself."""
