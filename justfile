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

# write the pages that come from the code; `just pages licences` those of what is installed too
pages *what:
    python scripts/pages.py {{what}}

# the documentation as a site, in build/site
docs: pages
    mkdocs build --strict

# the fast tests with the oldest versions of direct dependencies, in an environment of their own
lower-bounds:
    python3 -m venv build/lower-bounds
    build/lower-bounds/bin/pip install -q -c tests/lower-bounds.txt ".[test,xlsx,parquet]"
    build/lower-bounds/bin/python -m pytest

# wheel and source archive, in dist
dist:
    python -m pip wheel -q --no-deps -w dist .
    pyproject-build --sdist -o dist

# scores on the corpus against the floors
gate:
    policynlp evaluate corpus/documents/dev corpus/documents/test --floors corpus/floors.json

# train the classifiers from the corpus
models:
    policynlp train

ci:
    .ci/run
