"""Views of the store: one a record type with a column a field, and the follow-up view."""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.store.models import record_models, value_fields

_ABOUT = """  d.path, r.page, r.confidence, r.language,
  (SELECT group_concat(country, ' ') FROM record_countries c WHERE c.record = r.record)
    AS about_countries,
  d.title AS document_title, d.document_type, d.published AS document_published,
  r.id AS record_id, d.id AS document_id, r.record, r.doc
FROM records r JOIN documents d USING (doc)"""


def views() -> Iterator[str]:
    """The statements that make the views."""
    for name, model in record_models().items():
        columns = [f"json_extract(r.data, '$.{field}') AS \"{field}\"" for field in
                   value_fields(model)]  # fmt: skip
        if "due" in value_fields(model):
            columns.append("r.due_last")
        listed = ",\n  ".join(columns)
        yield f"CREATE VIEW {name} AS SELECT\n  {listed},\n{_ABOUT}\nWHERE r.type = '{name}';"
    yield f"""CREATE VIEW follow_up AS SELECT
  r.type,
  coalesce(json_extract(r.data, '$.text'), json_extract(r.data, '$.step')) AS what,
  coalesce(json_extract(r.data, '$.addressees'), json_extract(r.data, '$.responsible')) AS who,
  json_extract(r.data, '$.timeframe') AS timeframe,
  json_extract(r.data, '$.due') AS due,
  r.due_last,
  (SELECT group_concat(theme, ' ') FROM record_themes t WHERE t.record = r.record) AS themes,
{_ABOUT}
WHERE r.type IN ('recommendation', 'action_item');"""
