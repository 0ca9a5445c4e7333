"""The nouns: what the other rooms speak of. Imports nothing of the project outside this room."""
