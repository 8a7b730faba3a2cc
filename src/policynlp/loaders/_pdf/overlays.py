"""What lies over a page and is printed with it: filled fields of forms, text typed over it."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

_TEXTS = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT})
_MAX_OVERLAYS = 2000  # a page with more is no form that a person filled in


def prepare_fields(pdf: pypdfium.PdfDocument) -> None:
    """Lets fields without a look of their own take the usual one; before any page is loaded."""
    if pdf.get_formtype() != pdfium.FORMTYPE_NONE:
        pdf.init_forms()


def has_texts(pdf: pypdfium.PdfDocument, page: pypdfium.PdfPage) -> bool:
    """Whether a page has fields or typed text over it; buttons to press are taken off."""
    count = pdfium.FPDFPage_GetAnnotCount(page)
    found = False
    for index in reversed(range(min(count, _MAX_OVERLAYS))):
        overlay = pdfium.FPDFPage_GetAnnot(page, index)
        if not overlay:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(overlay)
        button = kind == pdfium.FPDF_ANNOT_WIDGET and _is_button(pdf, overlay)
        pdfium.FPDFPage_CloseAnnot(overlay)
        if button:
            pdfium.FPDFPage_RemoveAnnot(page, index)
        elif kind in _TEXTS:
            found = True
    return found


def _is_button(pdf: pypdfium.PdfDocument, overlay: Any) -> bool:
    if pdf.formenv is None:
        return False
    kind = pdfium.FPDFAnnot_GetFormFieldType(pdf.formenv, overlay)
    return bool(kind == pdfium.FPDF_FORMFIELD_PUSHBUTTON)


def press_into(page: pypdfium.PdfPage) -> bool:
    """Makes what lies over a page part of it; whether it did, and the page is to be loaded anew."""
    result = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    return bool(result == pdfium.FLATTEN_SUCCESS)
