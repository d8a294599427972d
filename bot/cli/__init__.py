"""The `onrecord` program, one file a command family."""
