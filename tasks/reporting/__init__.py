"""What people see of a year: dashboard artifacts, the report site with open data, terminal tables, alerts."""
