MATCH (a:Forum {key: 'brics'})<-[m:MEMBER_OF]-(s:State) RETURN s.name AS name, m.valid ORDER BY name DESC SKIP 1 LIMIT 3
MATCH p = (a)-[:MEMBER_OF|PARTY_TO*1..2]-(b) WHERE a <> b AND length(p) > 0 RETURN p, nodes(p), relationships(p)
OPTIONAL MATCH (a:State)-[r:SUPPLIES]->(b) WHERE r.since >= 2001 OR NOT a:Forum RETURN a, r, b
MATCH (a), (b) WHERE (a)-->(b) AND NOT (b)-->(a) RETURN count(*) AS c
MATCH shortestPath((a {key: 'india'})-[*..3]-(b {key: 'un'})) RETURN 1
MATCH p = allShortestPaths((a {key: 'india'})-[*]-(b:Forum)) RETURN length(p), [n IN nodes(p) | n.key]
MATCH (a)-[r*2]->(b) RETURN a.key, [x IN r | type(x)], b.key
MATCH (`odd name`:State) WHERE `odd name`.key STARTS WITH 'i' AND `odd name`.name ENDS WITH 'a' OR `odd name`.name CONTAINS 'us' RETURN *
