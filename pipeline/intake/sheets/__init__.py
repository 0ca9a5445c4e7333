"""From checked bytes to raw sheets: values, and the marks that a reader of values would miss."""
