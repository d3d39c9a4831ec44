UNWIND [3, 1, 2, null] AS x WITH x WHERE x IS NOT NULL RETURN x ORDER BY x DESC
WITH 1 AS a, [1, 2] AS b UNWIND b AS c WITH a, sum(c) AS s, collect(DISTINCT c) AS all RETURN a + s, all
MATCH (n) RETURN labels(n)[0] AS label, count(*) AS c, min(n.key), max(n.key), avg(size(n.name)), stDev(1), percentileDisc(1, 0.5)
RETURN 1 AS x UNION ALL RETURN 2 AS x UNION ALL RETURN null AS x
RETURN 1 AS x UNION RETURN 1 AS x
MATCH (a) WITH DISTINCT a.name AS n ORDER BY n LIMIT 2 RETURN collect(n) AS names
MATCH (a:State) RETURN a {.key, .*, extra: 1}, [(a)-[:MEMBER_OF]->(f) WHERE f.key <> 'un' | f.name] AS forums
EXPLAIN MATCH (a)-->(b) RETURN a, count(b)
PROFILE MATCH (a)-->(b) RETURN a, count(b)
