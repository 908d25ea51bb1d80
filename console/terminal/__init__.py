"""How the terminal shows things: tables, panels, JSON."""
