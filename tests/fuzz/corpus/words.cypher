match (n:State) // a comment
/* another; ' */ where n.key = 'russia' return n.name as `a``b`, "it's" as c;
RETURN '日本', 'é', '😀', size('😀'), '\U0001F600'
RETURN `x y`.z IS NULL AS q, {`a b`: 1}['a b']
CALL test.my.proc('x', 1) YIELD out AS o RETURN o
CALL db.none()
RETURN [n IN [1,2,3] WHERE n > 1][0], {a: [1, {b: 2}]}.a[1].b, (1), ((2)), -(-3), +4, NOT NOT true
RETURN count { MATCH (n) }, EXISTS { (a)-->(b) }, exists((:State)-->()), [(a)-->(b) | 1]
MATCH (n) RETURN n['key'], n.key IS NOT NULL, keys(n), id(n), labels(n), properties(n).name LIMIT 2
