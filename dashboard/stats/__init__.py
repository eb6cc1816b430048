"""Numbers in, numbers out: statistics know nothing of forces, stores or screens."""
