"""The workbook we hand out, written from the contract alone."""
