"""The processes: settings, connection, schedules, health, logs."""
