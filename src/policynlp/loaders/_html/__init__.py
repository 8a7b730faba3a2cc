"""How a web page is read.

tree.py       bytes to a light tree, of any depth
furniture.py  menus, banners, related links, comments: what is not the page's own content
emit.py       the content as paragraphs, items and headings
tables.py     tables of data; tables that only lay a page out are told apart
metadata.py   title and date of issue
"""
