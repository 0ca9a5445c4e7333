"""Tables (数与表的关系): figures and claims of the text held against the cells."""
