"""Official documents as PDF."""
