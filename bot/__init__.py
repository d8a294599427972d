"""On Record's chat side: clocks, channels and the network around the briefing library."""
