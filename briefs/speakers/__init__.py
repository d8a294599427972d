"""Who is meant by a name, a title or a pronoun; or that nobody can tell."""
