"""The terminal: commands that read arguments and print what the desk gives."""
