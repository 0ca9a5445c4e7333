"""What people get back: report, forms, handed-back workbook, page, json."""
