"""How RTF is read: tokens.py (the code in pieces), reader.py (paragraphs and tables)."""
