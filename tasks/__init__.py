"""One room per stage of the year, in the order the number travels."""
