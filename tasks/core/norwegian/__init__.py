"""Norwegian as letters, replies and reports need it: numbers, dates, names and working days; pure."""
