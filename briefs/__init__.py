"""On Record's briefing library: article files in, a briefing out. No chat, no scheduler, no clock of its own."""
