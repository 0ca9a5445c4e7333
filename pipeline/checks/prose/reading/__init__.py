"""Reading (读数): the texts of a book as one, and every figure in them with its place and worth."""
