"""Files of every format a desk receives, read into articles."""
