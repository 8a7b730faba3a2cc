"""What recommendations and action items share: items and rows that ask, of whom, by when."""
