RETURN 1 + 2 * 3 ^ 2 % 5 - -4 AS n, 7 / 2, 7.0 / 2, -9223372036854775808, 0x7FFF, 0o17, 1e308, .5
RETURN 'a\u00e9\n\'b' + "c\"" AS text, ['x', null, true, [1, 2.5]][1..-1], {a: 1, `b c`: {d: []}}.a
RETURN null IS NULL, 1 IN [1, null], NOT true XOR false, 1 < 2 <= 3, 'a' =~ '(a|b)*c?'
RETURN CASE 3 WHEN 1 THEN 'one' WHEN 3 THEN 'three' ELSE 'many' END, CASE WHEN 1 > 2 THEN 1 END
RETURN toInteger('12'), toFloat('1.5e3'), toBoolean('true'), toString(1.0), coalesce(null, 1), size([1, 2]), head([]), last([1])
RETURN abs(-1), sign(-2.5), round(2.5), floor(-1.1), sqrt(2), sin(0.5), log(10), exp(1), pi(), rand() < 1
RETURN substring('hello', 1, 3), replace('aaa', 'a', 'bb'), split('a,b', ','), trim(' x '), toUpper('straße'), left('abc', 2), reverse('abc')
RETURN range(0, 10, 3), reduce(s = 0, x IN [1, 2, 3] | s + x), [x IN range(1, 5) WHERE x % 2 = 1 | x * x]
RETURN all(x IN [1] WHERE x > 0), any(x IN [] WHERE x), none(x IN [null] WHERE x), single(x IN [1, 2] WHERE x = 1)
RETURN $one + 1 AS more, $text, $list[0], $map.key
