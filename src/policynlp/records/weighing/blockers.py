"""Weights in log-odds of what speaks against a request or a step, whatever its words.

What begins with "veto" can ask nobody: beside the model it counts in full.
"""

from __future__ import annotations

from collections.abc import Mapping

AGAINST_ASKING: Mapping[str, float] = {
    "block:earlier": -5.0,
    "block:hypothetical": -5.0,
    "block:opinion": -4.8,
    "block:law": -4.0,
    "block:instruction": -5.0,
    "block:remark": -5.0,
    "block:expectation": -6.3,
    "block:principle": -3.0,
    "block:lesson": -3.5,
    "block:quoted": -2.5,
    "block:introduces": -8.0,
    "block:event": -3.0,
    "block:people": -3.5,
    "block:aims": -6.0,
    "block:statute": -8.0,
    "block:general": -5.0,
    "block:intention": -6.0,
    "block:person": -6.0,
    "block:notice": -6.0,
    "block:forecast": -8.0,
    "block:hope": -5.0,
    "block:inquiry": -6.0,
    "block:observed": -6.0,
    "block:guest": -7.0,
    "block:binds": -6.0,
    "block:noun_first": -6.0,
    "veto:reader": -9.0,
    "veto:asks_back": -8.0,
    "veto:long_ago": -16.0,
    "veto:fulfilled": -16.0,
    "veto:toast": -12.0,
    "veto:muses": -8.0,
    "veto:personal": -10.0,
    "veto:law_asks": -14.0,
    "veto:hosting": -12.0,
    "veto:names": -8.0,
    "veto:may_ask": -9.0,
    "block:some": -6.0,
    "block:restated": -6.0,
    "block:reason": -6.0,
    "block:told_done": -6.0,
    "block:care": -6.0,
    "unheard": -3.0,
    "unaddressed": -2.6,
    "question": -4.0,
    "fragment": -3.0,
}
