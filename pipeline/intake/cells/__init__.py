"""One cell at a time: amounts, dates, measures and choices as people type them."""
