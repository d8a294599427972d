"""Which records go into a brief, and in what order."""
