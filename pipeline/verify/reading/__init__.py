"""Reading (读回): an edited report or a foreign one, from bytes to what a reader sees."""
