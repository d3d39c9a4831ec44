/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/utf8.h"
#include "support.h"

/* The definition, by decoding: slow and simple. */
static size_t slow_valid(const unsigned char *s, size_t length)
{
    size_t i = 0;
    while (i < length) {
        unsigned char c = s[i];
        size_t need = c < 0x80 ? 1 : c < 0xC0 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF8 ? 4 : 0;
        if (!need || i + need > length)
            return i;
        uint32_t cp = need == 1 ? c : c & (0x7Fu >> need);
        for (size_t k = 1; k < need; k++) {
            if ((s[i + k] & 0xC0) != 0x80)
                return i;
            cp = cp << 6 | (s[i + k] & 0x3F);
        }
        static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
        if (cp < least[need] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
            return i;
        i += need;
    }
    return i;
}

static void test_utf8__agrees_with_the_definition(void **state)
{
    (void)state;
    static const unsigned char bytes[] = { 0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2,
                                           0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF };
    const size_t n = sizeof bytes;
    unsigned char text[24];
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++)
            for (size_t c = 0; c < n; c++)
                for (size_t d = 0; d < n; d++) {
                    unsigned char four[] = { bytes[a], bytes[b], bytes[c], bytes[d] };
                    for (size_t length = 1; length <= 4; length++)
                        assert_int_equal(ent_i_utf8_valid((char *)four, length), slow_valid(four, length));
                    /* Behind a run of letters, where the check takes eight bytes at a time. */
                    memset(text, 'z', sizeof text);
                    memcpy(text + 7 + a % 8, four, 4);
                    assert_int_equal(ent_i_utf8_valid((char *)text, sizeof text), slow_valid(text, sizeof text));
                }
}

static void test_utf8__every_code_point_goes_round(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char buffer[4];
        uint32_t back = 0;
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        size_t size = ent_i_utf8_encode(cp, buffer);
        assert_int_equal(ent_i_utf8_valid(buffer, size), size);
        assert_int_equal(ent_i_utf8_next(buffer, size, &back), size);
        assert_int_equal(back, cp);
        assert_int_equal(ent_i_utf8_count(buffer, size), 1);
    }
    uint32_t cp;
    assert_int_equal(ent_i_utf8_next("", 0, &cp), 0);
    assert_int_equal(ent_i_utf8_next("\xFF", 1, &cp), 1); /* a stray byte is passed over */
    assert_int_equal(cp, 0xFFFD);
}

static void check_fold(const char *text, const char *expected)
{
    char *folded = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_i_utf8_fold(text, strlen(text), &folded, &err), ENT_OK);
    if (strcmp(folded, expected) != 0)
        fail_msg("%s is folded to \"%s\", not \"%s\"", text, folded, expected);
    /* Folding again changes nothing. */
    char *twice = NULL;
    assert_int_equal(ent_i_utf8_fold(folded, strlen(folded), &twice, &err), ENT_OK);
    assert_string_equal(twice, folded);
    free(folded);
    free(twice);
}

static void test_utf8__folds_as_people_compare(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "India", "india" },
        { "Côte d'Ivoire", "cote divoire" },
        { "Co\xCC\x82te d\xE2\x80\x99Ivoire", "cote divoire" },
        { "MEMBER_OF", "member of" },
        { "Chennai–Vladivostok  corridor", "chennai vladivostok corridor" },
        { "  S-400 \t(Triumf) ", "s 400 triumf" },
        { "U.S.A.", "usa" },
        { "Straße", "strasse" },
        { "ＢＲＩＣＳ", "brics" },
        { "ﬁnal", "final" },
        { "Россия", "россия" },
        { "ΣΊΣΥΦΟΣ", "σισυφοσ" },
        { "中国", "中国" },
        { "Việt Nam", "viet nam" },
        { "İstanbul", "istanbul" },
        { "", "" },
        { "!?", "" },
        { "--", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_fold(cases[i][0], cases[i][1]);
}

/* ASCII takes a shorter way: it must lead where the long one does, which a letter with an accent chooses. */
static void test_utf8__folds_ascii_alike(void **state)
{
    (void)state;
    uint32_t seed = 6;
    for (int round = 0; round < 20000; round++) {
        char text[24], *plain = NULL, *accented = NULL;
        ent_error err = { 0 };
        size_t length = next_random(&seed) % 16;
        for (size_t i = 0; i < length; i++)
            text[i] = (char)(1 + next_random(&seed) % 127);
        strcpy(text + length, "xe");
        assert_int_equal(ent_i_utf8_fold(text, strlen(text), &plain, &err), ENT_OK);
        strcpy(text + length, "xé");
        assert_int_equal(ent_i_utf8_fold(text, strlen(text), &accented, &err), ENT_OK);
        assert_string_equal(plain, accented);
        free(plain);
        free(accented);
    }
}

static void test_utf8__does_not_fold_what_is_no_text(void **state)
{
    (void)state;
    char *folded = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_i_utf8_fold("a\xC3", 2, &folded, &err), ENT_ERR_UTF8);
    assert_int_equal(err.code, ENT_ERR_UTF8);
    assert_null(folded);
}

/* The textbook's whole matrix. */
static unsigned slow_distance(const char *a, const char *b)
{
    unsigned rows[20][20];
    size_t n = strlen(a), m = strlen(b);
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (!i || !j) {
                rows[i][j] = (unsigned)(i + j);
                continue;
            }
            unsigned d = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            d = rows[i - 1][j] + 1 < d ? rows[i - 1][j] + 1 : d;
            d = rows[i][j - 1] + 1 < d ? rows[i][j - 1] + 1 : d;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d = rows[i - 2][j - 2] + 1 < d ? rows[i - 2][j - 2] + 1 : d;
            rows[i][j] = d;
        }
    return rows[n][m];
}

static void test_utf8__distance_is_the_textbook_one(void **state)
{
    (void)state;
    uint32_t seed = 11;
    for (int round = 0; round < 20000; round++) {
        char a[16], b[16];
        size_t n = next_random(&seed) % 12, m = next_random(&seed) % 12;
        for (size_t i = 0; i < n; i++)
            a[i] = (char)('a' + next_random(&seed) % 3);
        for (size_t i = 0; i < m; i++)
            b[i] = (char)('a' + next_random(&seed) % 3);
        a[n] = b[m] = '\0';
        unsigned expected = slow_distance(a, b);
        for (unsigned most = 0; most < 14; most++) {
            unsigned got = ent_i_utf8_distance(a, b, most);
            if (got != (expected <= most ? expected : most + 1))
                fail_msg("distance of \"%s\" and \"%s\" within %u: %u, not %u", a, b, most, got, expected);
        }
    }
}

static void test_utf8__distance_counts_characters(void **state)
{
    (void)state;
    assert_int_equal(ent_i_utf8_distance("Perú", "Peru", 5), 1);
    assert_int_equal(ent_i_utf8_distance("中国", "中華", 5), 1);
    assert_int_equal(ent_i_utf8_distance("inida", "india", 5), 1);
    assert_int_equal(ent_i_utf8_distance("", "", 0), 0);
    /* Too long to be compared: as if far apart. */
    char a[400], b[400];
    memset(a, 'x', sizeof a);
    memset(b, 'x', sizeof b);
    a[399] = b[399] = '\0';
    assert_int_equal(ent_i_utf8_distance(a, b, 2), 3);
    a[128] = b[128] = '\0';
    assert_int_equal(ent_i_utf8_distance(a, b, 2), 0);
}

static void test_utf8__letters_and_blanks_of_names(void **state)
{
    static const struct { uint32_t point; bool start, part, space; size_t width; } cases[] = {
        { 'a', true, true, false, 1 },     { '_', true, true, false, 1 },      { '5', false, true, false, 1 },
        { '-', false, false, false, 1 },   { ' ', false, false, true, 1 },     { '\n', false, false, true, 0 },
        { 0, false, false, false, 0 },     { 0xE9, true, true, false, 1 },     { 0x301, false, true, false, 0 },
        { 0x660, false, true, false, 1 },  { 0x65E5, true, true, false, 2 },   { 0x203F, true, true, false, 1 },
        { 0x2014, false, false, false, 1 }, { 0xA0, false, false, true, 1 },   { 0x2028, false, false, true, 0 },
        { 0xFEFF, false, false, true, 0 }, { 0x1F600, false, false, false, 2 }, { 0x2167, true, true, false, 1 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t point = cases[i].point;
        if (ent_i_utf8_name_start(point) != cases[i].start || ent_i_utf8_name_part(point) != cases[i].part ||
            ent_i_utf8_space(point) != cases[i].space || ent_i_utf8_width(point) != cases[i].width)
            fail_msg("U+%04X: start %d, part %d, space %d, width %u", (unsigned)point, ent_i_utf8_name_start(point),
                     ent_i_utf8_name_part(point), ent_i_utf8_space(point), (unsigned)ent_i_utf8_width(point));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8__agrees_with_the_definition),
        cmocka_unit_test(test_utf8__every_code_point_goes_round),
        cmocka_unit_test(test_utf8__folds_as_people_compare),
        cmocka_unit_test(test_utf8__folds_ascii_alike),
        cmocka_unit_test(test_utf8__does_not_fold_what_is_no_text),
        cmocka_unit_test(test_utf8__distance_is_the_textbook_one),
        cmocka_unit_test(test_utf8__distance_counts_characters),
        cmocka_unit_test(test_utf8__letters_and_blanks_of_names),
    };
    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
