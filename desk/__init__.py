"""The desk under all entrances: who it is, what they may see, their acts, in which words."""
