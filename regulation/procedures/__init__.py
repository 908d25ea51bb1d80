"""The procedures of the Measures, a room each with the same file names, and the registry that finds the rules of a case."""
