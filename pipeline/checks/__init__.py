"""What a workbook promises, held against what it says."""
