"""The process that looks into mails for their attachments: names and places, no bytes."""

from __future__ import annotations

import json
from collections.abc import Callable

from policynlp.limits import Reading, in_force
from policynlp.loaders.attachments import attachments
from policynlp.workers.network import leave_network
from policynlp.workers.serving import Reply, serve
from policynlp.workers.settings import Settings


def main(requests: int, replies: int, lifeline: int) -> None:
    """Looks into mails until there are no more."""
    serve(requests, replies, lifeline, prepare, stage="open", memory="reader_bytes")


def prepare(settings: Settings) -> Callable[[bytes, Reply], bytes]:
    """What looks into one mail, whose path is the job."""
    leave_network()

    def look(content: bytes, reply: Reply) -> bytes:
        del reply
        with in_force(Reading(settings.limits)):
            found = attachments(content)
        return json.dumps([[part.path, part.place] for part in found]).encode()

    return look
