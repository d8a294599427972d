"""What people can ask, declared once for every platform and the terminal."""
