"""The working days of China: the library's years, and the official ones imported since."""
