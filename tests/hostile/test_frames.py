"""Messages that come in one piece with garbage behind them are not lost."""

from __future__ import annotations

from policynlp.workers import frames


def test_messages_before_garbage_are_kept() -> None:
    inbox = frames.Inbox()
    piece = frames.head(frames.READY, 0) + frames.head(frames.STARTED, 2) + b"ok" + b"\xff" * 64
    assert inbox.add(piece) == [(frames.READY, b""), (frames.STARTED, b"ok")]
    assert inbox.broken


def test_a_message_in_pieces_is_put_together() -> None:
    inbox = frames.Inbox()
    whole = frames.head(frames.RESULT, 5) + b"hello"
    found = [frame for at in range(len(whole)) for frame in inbox.add(whole[at : at + 1])]
    assert (found, inbox.broken) == ([(frames.RESULT, b"hello")], False)
