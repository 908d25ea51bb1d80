"""Official documents as data: their parts, and the letters of each procedure composed from plain facts."""
