"""From toponyms and dependencies to events: what, where, when, who, how many, who says so, and whether it happened."""
