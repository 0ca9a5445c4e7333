"""Is this file safe and whole: nothing of it is interpreted before that is known."""
