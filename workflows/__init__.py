"""The procedures as durable, deterministic programs."""
