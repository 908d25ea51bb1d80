"""Time as the Measures count it: working days, official years, recurring dates, periods counted again, lights."""
