"""What several record types read: bodies, people, places, labelled values, names of events."""
