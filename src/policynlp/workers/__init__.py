"""Processes that read and analyse, and what keeps one bad file from hurting the others.

Two kinds of process, so that neither hostile bytes nor hostile text reach the caller:

    reader     opens files and reads their format; holds no model; disposable
    analyser   turns loaded text into records; holds the models; never sees the bytes of a file

    frames     messages between processes: JSON in frames with a length, never pickle
    serving    what both kinds do: limits set, tied to the life of the parent, jobs taken
    lister     looks into mails for attachments; asked through `listing`
    child      the parent's handle on one process: started, written to, killed, reaped
    lane       a reader and an analyser at work on one input at a time; deadlines, retries
    crew       several lanes, results in input order
    scratch    the temporary folder of a run

Each process is a fresh interpreter (as with the start method spawn): no lock, thread or library
state of the caller is inherited, and the caller's main module is not imported again.
"""
