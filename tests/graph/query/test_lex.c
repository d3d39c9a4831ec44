/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "graph/base/buffer.h"
#include "graph/query/syntax/lex.h"

/* The tokens as their texts between blanks; a keyword is followed by "!", a fault is "?" and its detail. */
static void check(const char *text, const char *wanted)
{
    ent_i_tokens tokens;
    ENT_I_AUTOBUFFER got = ENT_I_BUFFER_INIT;
    assert_int_equal(ent_i_lex(text, strlen(text), &tokens, NULL), ENT_OK);
    size_t before = 0;
    for (size_t i = 0; i < tokens.count; i++) {
        const ent_i_token *t = &tokens.items[i];
        assert_true(t->offset >= before && t->offset + t->length <= strlen(text));
        before = t->offset + t->length;
        if (t->kind == ENT_I_TOKEN_END)
            break;
        if (got.length)
            ent_i_buffer_char(&got, ' ');
        if (t->kind == ENT_I_TOKEN_BAD) {
            ent_i_buffer_printf(&got, "?%s", tokens.bad_detail);
            continue;
        }
        ent_i_buffer_add(&got, text + t->offset, t->length);
        if (t->keyword)
            ent_i_buffer_char(&got, '!');
        if (t->kind == ENT_I_TOKEN_BAD_NUMBER)
            ent_i_buffer_char(&got, '?');
    }
    int last = tokens.items[tokens.count - 1].kind;
    assert_true(last == ENT_I_TOKEN_END || last == ENT_I_TOKEN_BAD);
    assert_string_equal(ent_i_buffer_string(&got), wanted);
    ent_i_tokens_clear(&tokens);
}

static void test_lex__statements_are_cut_into_tokens(void **state)
{
    (void)state;
    check("", "");
    check(" \t\r\n\xC2\xA0\xE2\x80\x83\xEF\xBB\xBF", "");
    check("MATCH(n)return n", "MATCH! ( n ) return! n");
    check("a<-1<>b<=c>=d=~e+=f=g", "a < - 1 <> b <= c >= d =~ e += f = g");
    check("(a)<-[:A|:B*1..3]->(b)", "( a ) < - [ : A | : B * 1 .. 3 ] - > ( b )");
    check("matches order ORDERED orde", "matches order! ORDERED orde");
    check("a.b..c", "a . b .. c");
    check("`a b`.`c``d`", "`a b` . `c``d`");
    check("$a $1 $`b c`+1", "$a $1 $`b c` + 1");
    check("'a''b' \"c'd\" 'e\\'f'", "'a' 'b' \"c'd\" 'e\\'f'");
    check("größe_2 日本 _x x9", "größe_2 日本 _x x9");
}

static void test_lex__numbers(void **state)
{
    (void)state;
    check("1 1.5 .5 1e3 1E-3 1.5e+3 0x1F 0o17 0X1f 007", "1 1.5 .5 1e3 1E-3 1.5e+3 0x1F 0o17 0X1f 007");
    check("1..3 1.x [1..] 1.5.x", "1 .. 3 1 . x [ 1 .. ] 1.5 . x");
    check("1a 1e 1ex 0x 0xg 0o8 1_0 1.5b 1\xC3\xA9", "1a? 1e? 1ex? 0x? 0xg? 0o8? 1_0? 1.5b? 1\xC3\xA9?");
    check("1-2 1+2", "1 - 2 1 + 2");
}

static void test_lex__comments_are_blanks(void **state)
{
    (void)state;
    check("a//b\nc", "a c");
    check("a//b", "a");
    check("a/*b*/c/**/d/***/e/*/f*/g", "a c d e g");
    check("a / b", "a / b");
    check("'//' \"/*\" `//`", "'//' \"/*\" `//`");
    check("a /* b", "a ?UnexpectedSyntax");
    check("a /*/", "a ?UnexpectedSyntax");
}

static void test_lex__faults_end_the_tokens(void **state)
{
    (void)state;
    check("a 'b", "a ?UnexpectedSyntax");
    check("a 'b\\", "a ?UnexpectedSyntax");
    check("a '\\u12g4' b", "a ?InvalidUnicodeLiteral");
    check("a `b", "a ?UnexpectedSyntax");
    check("a # b", "a ?UnexpectedSyntax");
    check("a \xE2\x80\x94 b", "a ?InvalidUnicodeCharacter");
    check("$", "?UnexpectedSyntax");
}

static void check_text(const char *text, const char *wanted, size_t length)
{
    ent_i_tokens tokens;
    char got[64];
    assert_int_equal(ent_i_lex(text, strlen(text), &tokens, NULL), ENT_OK);
    assert_int_equal(tokens.count, 2);
    assert_int_equal(ent_i_token_text(text, &tokens.items[0], got), length);
    assert_memory_equal(got, wanted, length + 1);
    ent_i_tokens_clear(&tokens);
}

static void test_lex__escapes_are_read(void **state)
{
    (void)state;
    check_text("'a\\\\b\\'c\\\"d'", "a\\b'c\"d", 7);
    check_text("\"\\b\\f\\n\\r\\t\\B\\F\\N\\R\\T\"", "\b\f\n\r\t\b\f\n\r\t", 10);
    check_text("'\\u00e9\\u20AC'", "\xC3\xA9\xE2\x82\xAC", 5);
    check_text("'\\U0001F600\\uD83D\\uDE00'", "\xF0\x9F\x98\x80\xF0\x9F\x98\x80", 8);
    check_text("'a\\u0000b'", "a\0b", 3);
    check_text("'\\u00411'", "A1", 2);
    check_text("'\n'", "\n", 1);
    check_text("`a``b\\n`", "a`b\\n", 5);
    check_text("$`a``b`", "a`b", 3);
    check_text("$abc", "abc", 3);
    check_text("''", "", 0);
}

static void test_lex__brackets_know_their_partner_and_separators(void **state)
{
    (void)state;
    ent_i_tokens t;
    const char *text = "[ a ( b , c ) | d , { e } ] ( ]";
    assert_int_equal(ent_i_lex(text, strlen(text), &t, NULL), ENT_OK);
    const ent_i_bracket *square = &t.brackets[t.items[0].bracket], *round = &t.brackets[t.items[2].bracket],
                        *curly = &t.brackets[t.items[10].bracket], *open = &t.brackets[t.items[14].bracket];
    assert_int_equal(t.items[14].kind, ENT_I_TOKEN_LEFT_PAREN);
    assert_int_equal(square->close, 13);
    assert_int_equal(square->bar, 7);
    assert_int_equal(square->comma, 9);
    assert_int_equal(round->close, 6);
    assert_int_equal(round->comma, 4);
    assert_int_equal(round->bar, 0);
    assert_int_equal(curly->close, 12);
    assert_int_equal(open->close, 0);
    ent_i_tokens_clear(&t);
}

/* The binary search over keywords needs their order. */
static void test_lex__keywords_are_found_in_any_case(void **state)
{
    (void)state;
    for (int i = 1; i <= ENT_I_KEYWORD_YIELD; i++) {
        char word[32] = "";
        const char *upper = ent_i_keyword_text((ent_i_keyword)i);
        for (size_t j = 0; upper[j]; j++)
            word[j] = (char)(j % 2 ? upper[j] : upper[j] + 32);
        ent_i_tokens t;
        assert_int_equal(ent_i_lex(word, strlen(word), &t, NULL), ENT_OK);
        assert_int_equal(t.items[0].keyword, i);
        ent_i_tokens_clear(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lex__statements_are_cut_into_tokens),
        cmocka_unit_test(test_lex__numbers),
        cmocka_unit_test(test_lex__comments_are_blanks),
        cmocka_unit_test(test_lex__faults_end_the_tokens),
        cmocka_unit_test(test_lex__escapes_are_read),
        cmocka_unit_test(test_lex__brackets_know_their_partner_and_separators),
        cmocka_unit_test(test_lex__keywords_are_found_in_any_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
