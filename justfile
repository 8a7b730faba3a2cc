# `just` alone: lint and test.
default: lint test

# fast tests
test:
    python -m pytest

# models and the whole corpus too
test-all:
    python -m pytest -m "slow or not slow"

lint:
    ruff check .
    mypy
    lint-imports

# repair what can be repaired by itself
fix:
    ruff check --fix .

# write the JSON Schema files from the models
schema:
    python -m policynlp.schema_files

# scores on the corpus against the floors
gate:
    policynlp evaluate corpus/documents/dev corpus/documents/test --floors corpus/floors.json

# train the classifiers from the corpus
models:
    policynlp train

ci:
    .ci/run
