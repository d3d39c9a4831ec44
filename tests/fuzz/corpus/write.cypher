CREATE (a:Person {name: 'Ada', born: 1815})-[r:KNOWS {since: 1833, valid: '1833/1852'}]->(b:Person {name: 'Charles'}) RETURN a, r, b
MERGE (a:State {key: 'india'}) ON CREATE SET a.new = true ON MATCH SET a.seen = 1, a:Seen RETURN a
MATCH (a {key: 'india'}), (b {key: 'un'}) MERGE (a)-[r:VISITED]->(b) SET r += {times: 1}, a.x = null RETURN r
MATCH (a:State) SET a = {key: a.key, list: [1, 2]} REMOVE a:State, a.list RETURN properties(a)
MATCH (a {key: 'iran'})-[r]-() DELETE r
MATCH (a:State) DETACH DELETE a
CREATE (a) WITH a DELETE a RETURN 1
UNWIND range(1, 3) AS i CREATE (:N {i: i}) WITH count(*) AS c MATCH (n:N) RETURN sum(n.i)
BEGIN
ROLLBACK
COMMIT
