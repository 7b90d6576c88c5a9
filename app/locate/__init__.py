"""From an event's place in words to a point, its precision and its area."""
