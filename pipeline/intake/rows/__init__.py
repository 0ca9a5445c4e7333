"""From raw sheets to the typed rows of a book."""
