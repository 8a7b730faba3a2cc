"""How a web page is read.

tree.py       bytes to a light tree, of any depth
styles.py     weight, size and display that style sheets and attributes give
roles.py      headings, lists and tables that roles, classes and boxes make, by their tags
panes.py      tabs, buttons, text for browsers without scripts, sections made twice
furniture.py  menus, banners, related links, comments: what is not the page's own content
emit.py       the content as paragraphs, items and headings
looks.py      titles that only a class or style tells
typed.py      text whose lines a program broke
positioned.py lines that stand at places of a page
tables.py     tables of data; tables that only lay a page out are told apart
metadata.py   title and date of issue
"""
