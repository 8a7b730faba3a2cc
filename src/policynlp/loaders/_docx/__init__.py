"""How a Word document is read, with nothing but zip and XML.

styles.py     what a paragraph style means: heading, title, list, bold, size
numbering.py  the numbers that Word computes
runs.py       the text of a paragraph: tracked changes, fields, breaks, text boxes
body.py       paragraphs and tables in order
"""
