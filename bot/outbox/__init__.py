"""What is to be posted, where it stands, and who is posting it."""
