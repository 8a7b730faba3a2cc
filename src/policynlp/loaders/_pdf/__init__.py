"""How a PDF page becomes blocks: words, rules, lines, reading order, tables, paragraphs.

    engine    PDFium: opens the file, one page at a time; properties and bookmarks
    words     words of a page with position and style        (plumber: the same by pdfplumber)
    rules     ruling lines and shading of a page
    lines     words to lines; superscripts
    grids     rules to table cells; cells fills them with words
    furniture running heads, feet, page numbers
    columns   reading order
    opentables  tables without rules
    paragraphs  lines to paragraphs
    hyphens   what a hyphen at a line end means
    lists, headings, notes  what a paragraph is
    joins     what goes on in the next column or on the next page
    document  all of it in order

Coordinates are points from the upper left corner of the page as it is shown; y grows downwards.
"""
