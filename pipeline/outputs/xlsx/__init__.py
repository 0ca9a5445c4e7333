"""The parts of an xlsx, edited in place: what the handed-back workbook is made with."""
