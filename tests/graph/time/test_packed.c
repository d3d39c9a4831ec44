/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/graph/time/time_helper.h"

#include "graph/time/packed.h"
#include "tests/graph/time/edtf_random.h"

static const char *const simple_texts[] = {
    "", "/", "../", "/..", "../..", "0000", "9999", "2007", "2007-12", "2007-12-31", "2000-02-29", "0000-01-01",
    "9999-12-31", "2007/2018", "2018/..", "2017-06-09/..", "2001-06-15/", "/1991-12", "../1991-12-26",
    "2004-02-01/2005", "2005/2006-02", "2017-06-09/2017", "2004-06-01/2004-06-20", "0000/9999-12",
};

static bool same_bound(const ent_bound *a, const ent_bound *b)
{
    return a->kind == b->kind && a->precision == b->precision && a->qualifiers == b->qualifiers &&
           a->exact == b->exact && a->earliest == b->earliest && a->first == b->first && a->last == b->last &&
           a->latest == b->latest;
}

static bool same_period(const ent_period *a, const ent_period *b)
{
    return a->form == b->form && same_bound(&a->start, &b->start) && same_bound(&a->end, &b->end);
}

static void check_nominal(const char *text, const uint32_t packed[2], const ent_period *period)
{
    ent_period_context context = { false, ENT_DAY_MAX, ENT_DAY_MIN };
    ent_span spans[ENT_READINGS];
    bool more;
    ent_span span = ent_i_packed_nominal(packed, &more);
    bool depends = period->form == ENT_PERIOD_NONE || period->start.kind == ENT_BOUND_UNKNOWN ||
                   period->end.kind == ENT_BOUND_UNKNOWN;
    if (more != depends)
        fail_msg("\"%s\": needs more is %d", text, more);
    if (more)
        return;
    ent_period_spans(period, &context, spans, NULL);
    if (span.from != spans[ENT_NOMINAL].from || span.until != spans[ENT_NOMINAL].until)
        fail_msg("\"%s\": nominal is %d to %d", text, span.from, span.until);
    context.event = true;
    ent_period_spans(period, &context, spans, NULL);
    assert_int_equal(span.from, spans[ENT_NOMINAL].from);
}

/* Whatever can be packed is what the parser reads, and comes back byte for byte. */
static bool check_packing(const char *text)
{
    uint32_t packed[2] = { 1, 2 };
    ent_period parsed, unpacked;
    char back[ENT_I_PACKED_TEXT];
    if (!ent_i_period_pack(text, strlen(text), packed)) {
        assert_true(packed[0] == 1 && packed[1] == 2);
        return false;
    }
    assert_true(ent_i_period_is_packed(packed));
    parsed = period_of(text);
    ent_i_period_unpack(packed, &unpacked);
    if (!same_period(&parsed, &unpacked))
        fail_msg("\"%s\" is unpacked as something else", text);
    assert_string_equal(ent_i_period_unpack_text(packed, back), text);
    assert_int_equal(ent_i_period_is_undated(packed), text[0] == '\0');
    check_nominal(text, packed, &parsed);
    return true;
}

static void test_packed__simple_periods_come_back_byte_for_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof simple_texts / sizeof *simple_texts; i++)
        if (!check_packing(simple_texts[i]))
            fail_msg("\"%s\" is not packed", simple_texts[i]);
}

static void test_packed__undated_is_all_zero(void **state)
{
    (void)state;
    uint32_t packed[2] = { 1, 2 };
    assert_true(ent_i_period_pack("", 0, packed));
    assert_true(packed[0] == 0 && packed[1] == 0);
}

static void test_packed__what_is_not_simple_or_not_valid_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "2001-02-30", "1900-02-29", "2001-13", "2001-00", "2001-01-00", "2001-04-31", "2018/2007", "2007~",
        "2007/2018?", "200X", "-0044", "Y12345", "2001-21", "..", ".", "...", "1", "20", "200", "2007-1",
        "2007-1-1", "2007//", "2007/2008/2009", "2007-12-31T10:10:10", "[2007]", "2007 ", " 2007",
        "2007\n", "2O07", "2007-/2009", "2007-12-/2009", "/..2", "../.", "./..", "2007-12-31/2007-12-30",
        "2007/....", "20070-0/",
    };
    uint32_t packed[2];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (ent_i_period_pack(texts[i], strlen(texts[i]), packed))
            fail_msg("\"%s\" is packed", texts[i]);
}

static void test_packed__random_and_damaged_texts_agree_with_the_parser(void **state)
{
    (void)state;
    char text[500];
    int packed = 0;
    for (int i = 0; i < 200000; i++) {
        if (i % 2 == 0)
            snprintf(text, sizeof text, "%s", simple_texts[random_below(sizeof simple_texts / sizeof *simple_texts)]);
        else
            random_edtf(text, sizeof text);
        for (unsigned j = random_below(3); j > 0; j--)
            random_damage(text);
        packed += check_packing(text);
    }
    assert_true(packed > 20000);
}

static void test_packed__complex_keeps_its_index(void **state)
{
    (void)state;
    static const uint32_t indexes[] = { 0, 1, 0x1fffffff, 0x20000000, UINT32_MAX };
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++) {
        uint32_t packed[2];
        bool more;
        ent_i_period_pack_complex(indexes[i], packed);
        assert_false(ent_i_period_is_packed(packed));
        assert_false(ent_i_period_is_undated(packed));
        assert_int_equal(ent_i_packed_index(packed), indexes[i]);
        ent_i_packed_nominal(packed, &more);
        assert_true(more);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_packed__simple_periods_come_back_byte_for_byte),
        cmocka_unit_test(test_packed__undated_is_all_zero),
        cmocka_unit_test(test_packed__what_is_not_simple_or_not_valid_is_refused),
        cmocka_unit_test(test_packed__random_and_damaged_texts_agree_with_the_parser),
        cmocka_unit_test(test_packed__complex_keeps_its_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
