"""The site behind the links: for now a page and the health of the bot."""
