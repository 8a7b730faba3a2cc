"""How a plain text shows its structure: line lengths, blanks, signs, indents, capitals.

    lines.py      lines, emphasis marks, wrap width
    furniture.py  pages, running heads and feet
    markers.py    bullets and printed numbers at the start of a line
    tables.py     tables drawn with tabs, pipes or spaces
    across.py     tables read line by line across their columns
    forms.py      labels and values with a space between
    pieces.py     lines put together into paragraphs and items
    headings.py   which pieces are headings, and of which level

No word of any language stands in here: what holds is the way that people type.
"""
