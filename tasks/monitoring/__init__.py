"""Where each municipality stands on a day: state, debts, reminders, coverage, and where the total lands."""
