"""Finding. What may be found is said by the caller, in SQL, before anything is counted or cut."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Q, QuerySet

from thongsuot.search import asking
from thongsuot.search.marking import mark, snippet
from thongsuot.search.models import Indexed
from thongsuot.search.terms import Hit, Sought


def find(
    text: str, *, within: Mapping[str, QuerySet[Any]], limit: int = 30, offset: int = 0
) -> list[Hit]:
    """Things with every word of `text`, accents or not, best first.

    `within` says what may be found: per kind a queryset of ids (of rows, or `.values("id")` of
    one column); kinds that are not named are not searched. To know whether there are more, ask
    for one more than is shown. Whatever is typed, it never raises; nothing typed finds nothing.
    """
    sought = asking.understand(text)
    if not sought or not within:
        return []
    try:
        visible, visible_params = _visible(within)
    except EmptyResultSet:
        return []
    sql, params = _asked(sought)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(visible=visible), [*params, *visible_params, limit, offset])
        rows = cursor.fetchall()
    return [_hit(row, sought) for row in rows]


def _visible(within: Mapping[str, QuerySet[Any]]) -> tuple[str, tuple[Any, ...]]:
    allowed = Q()
    for kind, ids in within.items():
        allowed |= Q(kind=kind, subject__in=ids)
    query = Indexed.objects.filter(allowed).values("pk").query
    return query.get_compiler(DEFAULT_DB_ALIAS).as_sql()


# The match runs first and once; only then is it asked what of it may be seen (measured: the other
# way round takes seconds). Weights of title_exact, exact, title_folded, folded; bm25 is the lower
# the better.
_SQLITE = """
WITH matched AS MATERIALIZED (
  SELECT rowid AS id, -bm25(search_words, 8.0, 3.0, 4.0, 1.0) AS score
  FROM search_words WHERE search_words MATCH %s)
SELECT row.kind, row.subject, row.title, row.text, matched.score
FROM matched JOIN search_indexed AS row ON row.id = matched.id
WHERE row.id IN ({visible})
ORDER BY matched.score DESC, row.id DESC LIMIT %s OFFSET %s"""

# Ranking reads every vector found, so here it comes after visibility. Weights stand in the order
# D, C, B, A; titles are A, texts D. 1: longer texts count less.
_POSTGRESQL = """
WITH asked AS MATERIALIZED (
  SELECT to_tsquery('simple', %s) AS must,
    to_tsquery('simple', %s) AS folded, to_tsquery('simple', %s) AS exact,
    to_tsquery('simple', %s) AS folded_pairs, to_tsquery('simple', %s) AS exact_pairs),
matched AS MATERIALIZED (
  SELECT id FROM search_indexed, asked WHERE folded_vector @@ asked.must)
SELECT row.kind, row.subject, row.title, row.text,
  ts_rank('{{0.25, 0, 0, 1}}', row.folded_vector, asked.folded, 1)
  + CASE WHEN numnode(asked.exact) = 0 THEN 0
    ELSE 3 * ts_rank('{{0.25, 0, 0, 1}}', row.exact_vector, asked.exact, 1) END
  + CASE WHEN numnode(asked.folded_pairs) = 0 THEN 0
    ELSE 4 * ts_rank_cd('{{0.25, 0, 0, 1}}', row.folded_vector, asked.folded_pairs, 1) END
  + CASE WHEN numnode(asked.exact_pairs) = 0 THEN 0
    ELSE 4 * ts_rank_cd('{{0.25, 0, 0, 1}}', row.exact_vector, asked.exact_pairs, 1) END AS score
FROM matched JOIN search_indexed AS row ON row.id = matched.id, asked
WHERE row.id IN ({visible})
ORDER BY score DESC, row.id DESC LIMIT %s OFFSET %s"""


def _asked(sought: list[Sought]) -> tuple[str, list[str]]:
    if connection.vendor == "sqlite":
        return _SQLITE, [asking.for_sqlite(sought)]
    return _POSTGRESQL, list(asking.for_postgresql(sought).values())


def _hit(row: tuple[Any, ...], sought: list[Sought]) -> Hit:
    kind, subject, title, text, score = row
    return Hit(
        kind=kind,
        subject=subject if isinstance(subject, UUID) else UUID(subject),
        title=title,
        headline=mark(title, sought),
        snippet=snippet(text, sought),
        score=score,
    )
