MATCH (s)-[m:MEMBER_OF]->(f) AS OF date('2015-06-01') CERTAIN RETURN s, f
MATCH (s)-[m]->(f) BETWEEN '2001' AND '2010-12' POSSIBLE RETURN validity(m), status(m), holds(m, '2005')
RETURN EXISTS { MATCH (a)-[:MEMBER_OF]->(b) AS OF 2015 WHERE a.key = 'india' RETURN a } AS there
RETURN date('2021-12-06') + duration('P1M2DT3H'), datetime({year: 2020, month: 2, day: 29, timezone: 'Europe/Berlin'}).weekYear
RETURN duration.between(date('1984-10-11'), localdatetime('2015-07-21T21:40:32.142')), time('10:15+01:00') < time('10:16Z')
UNWIND [date.truncate('month', date('2019-05-04')), localtime('23:59:59.999999999')] AS t RETURN toString(t)
RETURN date({year: 1984, week: 10, dayOfWeek: 3}), date({year: 1984, quarter: 3, dayOfQuarter: 45}), duration({years: 12.5, nanoseconds: -1})
