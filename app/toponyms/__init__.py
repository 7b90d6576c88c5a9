"""Which words of an article name a place, and which place they mean."""
