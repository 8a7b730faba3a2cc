"""Trained spaCy name finders, run with numpy alone: the same names, without importing spaCy.

    packed      the files of a trained pipeline: msgpack, arrays, vectors by key
    strings     the 64-bit ids that spaCy gives strings
    tokens      a text in words, by the rules of the pipeline's tokenizer
    network     a row of numbers for each word, from itself and four words on either side
    transitions which words are names, read from those rows
    finder      the five together

A pipeline of another make than `network` knows is run by spaCy itself (`by_spacy`).
"""
