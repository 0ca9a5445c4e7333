"""The pages people open in a browser: one workbook, the index, a verification."""
