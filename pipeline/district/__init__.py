"""The district (全区): the workbooks of all offices in one summary, reconciled to the fen."""
