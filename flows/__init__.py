"""The calendar: each flow is an order of steps, nothing else."""
