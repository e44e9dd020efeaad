"""The consultation with KS: a round out as a workbook, remarks in as constraints with author and reason."""
