"""A brief, written: as a message, plain or rich text, Markdown or JSON."""
