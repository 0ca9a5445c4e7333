"""Relations (数与数的关系): figures of the text held against each other."""
