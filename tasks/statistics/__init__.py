"""From published figures to the indicators a round may use."""
