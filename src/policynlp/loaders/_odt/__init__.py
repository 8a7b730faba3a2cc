"""How an OpenDocument text is read: styles.py (looks and lists), body.py (text in order)."""
