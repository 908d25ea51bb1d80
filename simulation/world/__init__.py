"""A world without a server: clock, chance, faults, people and the engine."""
