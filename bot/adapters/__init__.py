"""One chat platform a file, behind one protocol."""
