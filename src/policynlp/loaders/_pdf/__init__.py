"""How PDF pages become blocks. `document` is the whole way; the steps, in its order:

    bombs                  streams that unpack to absurd sizes are refused
    engine, words, rules   PDFium: words with position and style, ruling lines, shading, pictures
    overlays               fields of forms and typed text that lie over a page
    plumber                the same by pdfplumber, for pages that PDFium cannot read
    scans                  pages that are pictures of text, or whose text is rubbish
    ocr                    reading them: imported where there is one
    picture, tesseract     the page drawn and set straight; its words by OCR
    properties             title and date of issue as the file states them
    views, geometry        pages printed sideways, text written in other directions
    line_numbers, initials  numbers of lines in the margin; large letters that open a paragraph
    grids, cells           ruling lines to tables; words to the text of their cells
    bands                  rows of a ruled table that no line parts
    forms                  ruled tables that hold whole sections
    lines                  words to lines; raised marks
    furniture              running heads, feet, page numbers
    notes                  footnotes and their calls
    bullets                dots drawn beside text
    side_boxes             boxes beside the text
    side_titles            titles in a margin left of their text
    layout, columns        reading order
    gutters, crossing      the white stripe between columns; tables that stand across it
    opentables, tablerows  tables without a full grid of rules, and their rows
    paragraphs, lists      lines to paragraphs and list items
    hyphens                what a hyphen at a line end means
    headings, captions     what a paragraph is
    joins                  what goes on in the next column or on the next page

Knowledge of words stands in `reading.toml` of the languages. Coordinates are
points from the upper left corner of the page as it is shown; y grows downwards. PDFium must only
be called from one thread of a process.
"""
