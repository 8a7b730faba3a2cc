"""Style sheets of printed layouts: what design offices, ministries and programs set pages in.

Curly brackets are doubled: `prints` fills in the running head and foot.
"""

from __future__ import annotations

BASE = """
@page {{ size: A4; margin: 2.2cm 2cm; @top-left {{ content: "{head}"; font-size: 8pt }}
  @bottom-center {{ content: "{foot} " counter(page); font-size: 8pt }} }}
body {{ font: 10pt/1.3 "DejaVu Sans" }} h1 {{ font-size: 1.4em }} h2 {{ font-size: 1.2em }}
h3, h4 {{ font-size: 1em }} table {{ width: 100%; border-collapse: collapse; font-size: 0.9em }}
td, th {{ padding: 3pt; text-align: left; vertical-align: top }}
"""
RULED = "td, th {{ border: 0.5pt solid #444 }}"

QUALITY = (
    BASE
    + """
@page {{ margin-top: 3.6cm; @top-left {{ content: element(head); width: 100% }}
  @bottom-center {{ content: none }} }}
#head {{ position: running(head); width: 100%; font-size: 8pt; table-layout: fixed }}
#head td {{ border: 0.7pt solid black; vertical-align: middle; text-align: center }}
tr:nth-child(even) td {{ background: #e4ecf4 }} #head tr td {{ background: white }}
thead th {{ color: white; background: #1f3d63 }}
h2 {{ background: #1f3d63; color: white; padding: 2pt 5pt; font-size: 1em }}
"""
)

BOOKTABS = (
    BASE
    + """
@page {{ margin: 3cm 3.4cm; @top-left {{ content: none }}
  @top-center {{ content: string(section); font: italic 8pt "DejaVu Serif" }}
  @bottom-center {{ content: counter(page) }} }}
body {{ font: 9.5pt/1.35 "DejaVu Serif"; text-align: justify; hyphens: auto }}
p {{ margin: 0; text-indent: 1.5em }} h1 + p, h2 + p, h3 + p, table + p, ul + p {{ text-indent: 0 }}
h1 {{ text-align: center; font-weight: normal; letter-spacing: 0.12em }}
h2 {{ string-set: section content(text); font-weight: normal; font-size: 0.95em;
  text-transform: uppercase; letter-spacing: 0.15em; text-align: center; margin: 1.6em 0 0.8em }}
h3, h4 {{ font-style: italic; font-weight: normal }}
ul, ol {{ margin: 0.3em 0 0.3em; padding-left: 1.6em }} ul {{ list-style-type: "–  " }}
table {{ border-top: 1pt solid black; border-bottom: 1pt solid black; margin: 1em 0 }}
thead th {{ border-bottom: 0.5pt solid black; font-weight: normal }}
"""
)

SLIDES = (
    BASE
    + """
@page {{ size: 25.4cm 14.3cm; margin: 1.2cm 1.5cm 1.6cm; @top-left {{ content: none }}
  @bottom-center {{ content: none }} @bottom-left {{ content: "{head}"; font-size: 9pt }}
  @bottom-right {{ content: counter(page); font-size: 9pt; color: #777 }} }}
body {{ font: 17pt/1.25 "DejaVu Sans" }} h1 {{ font-size: 34pt; margin-top: 3.5cm; color: #245 }}
h2 {{ font-size: 26pt; color: #b30; page-break-before: always; font-weight: normal }}
h3, h4 {{ font-size: 19pt; color: #245; font-weight: normal }}
ul {{ list-style-type: "➢ " }} ul ul {{ list-style-type: "❑ " }} li {{ margin-bottom: 6pt }}
table {{ font-size: 13pt }} thead th {{ background: #245; color: white }}
td {{ border-bottom: 1pt solid #9ab }}
"""
)

THREE = (
    BASE
    + """
@page {{ size: A4 landscape; margin: 1.4cm 1.2cm }}
body {{ font: 8.5pt/1.3 "DejaVu Sans"; columns: 3; column-gap: 0.9cm }}
h1 {{ font-size: 20pt; color: #063 }} h2 {{ color: #063 }} h3 {{ font-style: italic }}
table {{ font-size: 7.5pt }} td, th {{ border: 0.5pt solid #999; overflow-wrap: anywhere }}
ul {{ padding-left: 1.2em }}
"""
)

SIDEBAR = (
    BASE
    + """
body {{ font: 9.5pt/1.35 "DejaVu Sans Condensed" }}
#box {{ float: right; width: 5cm; margin: 0 0 0.6cm 0.7cm; padding: 8pt; background: #eef3ee;
  border-left: 3pt solid #385; font-size: 8.5pt }}
#box p {{ margin: 0 0 5pt }} #box p.name {{ font-weight: bold; color: #385 }}
h1 {{ color: #385 }} h2, h3, h4 {{ color: #385; font-size: 1em; margin-bottom: 2pt }}
h2 + p, h3 + p {{ margin-top: 0 }} table {{ clear: both }}
thead th {{ background: #385; color: white }} td {{ border-bottom: 0.5pt dotted #385 }}
blockquote {{ border: 1pt solid #385; padding: 4pt; margin: 6pt 0 }}
"""
)

MARGIN_TITLES = (
    BASE
    + """
@page {{ margin: 2cm 2cm 2cm 1.6cm }} body {{ font: 9.5pt/1.35 "DejaVu Sans" }}
.part {{ display: flex; margin-top: 0.7cm; border-top: 0.5pt solid #bbb; padding-top: 5pt }}
.part > h2, .part > h3, .part > h4 {{ width: 4.2cm; margin: 0 0.5cm 0 0; font-size: 10pt;
  color: #800; flex: none }} .part > div {{ flex: 1 }} .part p:first-child {{ margin-top: 0 }}
td, th {{ border: 0.5pt solid #bbb }}
"""
)

REPORT = (
    BASE
    + """
@page {{ margin: 2.8cm 2.4cm 2.4cm; @top-left {{ content: string(section); font-size: 8pt }}
  @top-right {{ content: "{head}"; font-size: 8pt }} @bottom-center {{ content: none }}
  @bottom-right {{ content: "Page " counter(page) " / " counter(pages); font-size: 8pt }} }}
@page :first {{ @top-left {{ content: none }} @top-right {{ content: none }}
  @bottom-right {{ content: none }} @bottom-center {{ content: "{foot}"; font-size: 12pt }} }}
body {{ font: 11pt/1.5 "DejaVu Serif Condensed" }}
h1 {{ font-size: 30pt; line-height: 1.15; margin: 5cm 0 1cm; width: 12cm }}
#contents {{ page-break-before: always; page-break-after: always }}
#contents p {{ margin: 0 0 5pt }} #contents .deep {{ margin-left: 1cm }}
#contents a {{ color: black; text-decoration: none }}
#contents a::after {{ content: leader('.') target-counter(attr(href), page) }}
h2 {{ string-set: section content(text); font-size: 16pt; margin-top: 1.2cm }}
h3 {{ font-size: 13pt }} td, th {{ border: 0.5pt solid #444 }} thead th {{ background: #ddd }}
tr {{ page-break-inside: avoid }}
"""
)

RUN_IN = (
    BASE
    + """
@page {{ size: A5; margin: 1.6cm 1.5cm }} body {{ font: 8.5pt/1.35 "DejaVu Serif" }}
p {{ margin: 0 0 5pt; text-align: justify; hyphens: auto }} h1 {{ font-size: 14pt }}
h2 {{ font-size: 8.5pt; text-transform: uppercase; letter-spacing: 0.08em; margin: 9pt 0 3pt }}
h3, h4 {{ display: inline; font-size: 8.5pt }} h3::after, h4::after {{ content: ". " }}
h3 + p, h4 + p {{ display: inline }} h3 + p::after {{ content: "\\A"; white-space: pre }}
.drop {{ font-size: 24pt; float: left; line-height: 0.95; padding-right: 2pt }} h2 {{ clear: both }}
ul {{ list-style-type: "■ "; padding-left: 1.1em; margin: 0 0 5pt }} ol {{ padding-left: 1.6em }}
table {{ font-size: 7.5pt; margin: 4pt 0 8pt }} tr:nth-child(odd) td {{ background: #eee }}
"""
)

LONG_TABLES = (
    BASE
    + """
@page {{ size: 24cm 13cm; margin: 1.5cm 1.2cm }} body {{ font: 10pt/1.35 "DejaVu Sans" }}
table {{ font-size: 11pt; margin: 6pt 0 12pt; table-layout: fixed }}
td, th {{ border: 0.8pt solid #fff; background: #e8eef8; padding: 7pt 5pt }}
thead th {{ background: #123a70; color: white; text-align: center }}
tr {{ page-break-inside: auto }} td[rowspan] {{ vertical-align: middle; font-weight: bold }}
"""
)

TWO_UP = (
    BASE
    + """
@page {{ size: A5; margin: 1.7cm 1.5cm }} body {{ font: 9pt/1.3 "DejaVu Serif" }}
td, th {{ border: 0.5pt solid #444 }} h2 {{ text-align: center }}
"""
)

STACKED_FORM = (
    BASE
    + """
#form {{ table-layout: fixed; font-size: 1em }}
#form > tbody > tr > td {{ border: 0.7pt solid #222 }}
td.title {{ background: #d5dde8; font-weight: bold }} tr.head td {{ background: #eee }}
td p {{ margin: 0 0 4pt }}
"""
)
