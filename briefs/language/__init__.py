"""A text laid out: paragraphs, sentences, quotation marks, and which language it is in."""
