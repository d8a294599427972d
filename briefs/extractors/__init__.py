"""What is found in a document: statements, threats and pledges, as spans."""
