/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/graph/time/time_helper.h"

#include "tests/graph/time/edtf_random.h"

enum { VALID, EVENT, CITED_FROM, CITED_UNTIL, SPANS, UNKNOWN_FROM = SPANS + 2 * ENT_READINGS, WHY, COLUMNS };

static const char *const reading_names[ENT_READINGS] = { "certain", "nominal", "possible" };

static void check_span(char *fields[], int reading, ent_span span)
{
    const char *from = fields[SPANS + 2 * reading], *until = fields[SPANS + 2 * reading + 1];
    char a[ENT_DAY_TEXT], b[ENT_DAY_TEXT];
    bool right = strcmp(from, "empty") == 0 ? span.from >= span.until :
                                              span.from == day_of(from) && span.until == day_of(until);
    if (!right)
        fail_msg("\"%s\" (event %s, cited %s to %s): %s is %s to %s, should be %s to %s", fields[VALID],
                 fields[EVENT], fields[CITED_FROM], fields[CITED_UNTIL], reading_names[reading],
                 ent_day_format(span.from, a), ent_day_format(span.until, b), from, until);
}

static void check_row(char *fields[])
{
    ent_period period = period_of(fields[VALID]);
    ent_period_context context = { fields[EVENT][0] == '1', ENT_DAY_MAX, ENT_DAY_MIN };
    ent_span spans[ENT_READINGS];
    ent_day unknown_from;
    char text[ENT_DAY_TEXT];
    if (strcmp(fields[CITED_FROM], "-") != 0)
        context.cited_from = day_of(fields[CITED_FROM]);
    if (strcmp(fields[CITED_UNTIL], "-") != 0)
        context.cited_until = day_of(fields[CITED_UNTIL]);
    ent_period_spans(&period, &context, spans, &unknown_from);
    for (int reading = 0; reading < ENT_READINGS; reading++)
        check_span(fields, reading, spans[reading]);
    if (unknown_from != day_of(fields[UNKNOWN_FROM]))
        fail_msg("\"%s\": not known from %s on, should be %s", fields[VALID],
                 ent_day_format(unknown_from, text), fields[UNKNOWN_FROM]);
}

static void test_reading__truth_table(void **state)
{
    (void)state;
    char line[1000], *fields[COLUMNS];
    int rows = 0;
    FILE *table = open_source("tests/graph/time/truth.tsv");
    assert_non_null(table);
    while (fgets(line, sizeof line, table) != NULL) {
        if (line[0] == '#' || strncmp(line, "valid\t", 6) == 0)
            continue;
        assert_int_equal(split_tabs(line, fields, COLUMNS), COLUMNS);
        check_row(fields);
        rows++;
    }
    fclose(table);
    assert_true(rows >= 60);
}

static bool within(ent_span inner, ent_span outer)
{
    return inner.from >= inner.until || (inner.from >= outer.from && inner.until <= outer.until);
}

static void check_invariants(const char *text, const ent_period_context *context)
{
    ent_period period;
    ent_span spans[ENT_READINGS];
    ent_day unknown_from;
    if (ent_period_parse(text, strlen(text), &period, NULL) != ENT_OK)
        return;
    for (int i = 0; i < 2; i++) {
        const ent_bound *bound = i == 0 ? &period.start : &period.end;
        if (bound->earliest > bound->first || bound->first > bound->last || bound->last > bound->latest)
            fail_msg("\"%s\": bound %d is out of order", text, i);
        if (bound->exact && bound->qualifiers != 0)
            fail_msg("\"%s\": exact and qualified", text);
    }
    ent_period_spans(&period, context, spans, &unknown_from);
    if (!within(spans[ENT_CERTAIN], spans[ENT_NOMINAL]) || !within(spans[ENT_NOMINAL], spans[ENT_POSSIBLE]) ||
        !within(spans[ENT_CERTAIN], spans[ENT_POSSIBLE]))
        fail_msg("\"%s\" (event %d, cited %d to %d): certain %d %d, nominal %d %d, possible %d %d", text,
                 context->event, context->cited_from, context->cited_until, spans[0].from, spans[0].until,
                 spans[1].from, spans[1].until, spans[2].from, spans[2].until);
    if (context->event)
        for (int reading = 0; reading < ENT_READINGS; reading++)
            assert_int_equal(spans[reading].until, ENT_DAY_MAX);
    /* While it is not known whether it still holds, it possibly does and nominally is not said to. */
    if (unknown_from != ENT_DAY_MAX) {
        assert_int_equal(spans[ENT_POSSIBLE].until, ENT_DAY_MAX);
        assert_true(spans[ENT_NOMINAL].until <= unknown_from);
    }
}

static void test_reading__certain_lies_within_nominal_within_possible(void **state)
{
    (void)state;
    char text[500];
    int parsed = 0;
    for (int i = 0; i < 300000; i++) {
        ent_period_context context = { random_below(4) == 0, ENT_DAY_MAX, ENT_DAY_MIN };
        ent_period period;
        if (random_below(2) == 0)
            context.cited_from = (ent_day)random_below(400000) - 200000;
        if (random_below(2) == 0)
            context.cited_until = (ent_day)random_below(400000) - 200000;
        random_edtf(text, sizeof text);
        if (random_below(4) == 0)
            random_damage(text);
        parsed += ent_period_parse(text, strlen(text), &period, NULL) == ENT_OK;
        check_invariants(text, &context);
    }
    assert_true(parsed > 100000); /* else the texts are not worth much */
}

static void test_reading__a_source_that_says_more_never_takes_away(void **state)
{
    (void)state;
    static const char *const texts[] = { "2001-06-15/", "2001/", "/1991-12", "/..", "/", "../" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ent_period period = period_of(texts[i]);
        ent_span few[ENT_READINGS], more[ENT_READINGS];
        ent_period_context context = { false, day_of("1980-01-01"), day_of("2010-12-31") };
        ent_period_spans(&period, &context, few, NULL);
        context.cited_from = day_of("1970-01-01");
        context.cited_until = day_of("2020-12-31");
        ent_period_spans(&period, &context, more, NULL);
        for (int reading = 0; reading < ENT_READINGS; reading++)
            assert_true(within(few[reading], more[reading]));
    }
}

static void test_reading__one_year_hands_over_to_the_next_without_gap_or_overlap(void **state)
{
    (void)state;
    static const char *const chain[] = { "../1990", "1990/2001-06", "2001-06/2007-03-02", "2007-03-02/2018?",
                                         "2018~/.." };
    ent_period_context context = { false, ENT_DAY_MAX, ENT_DAY_MIN };
    ent_day previous = ENT_DAY_MIN;
    for (size_t i = 0; i < sizeof chain / sizeof *chain; i++) {
        ent_period period = period_of(chain[i]);
        ent_span spans[ENT_READINGS];
        ent_period_spans(&period, &context, spans, NULL);
        assert_int_equal(spans[ENT_NOMINAL].from, previous);
        previous = spans[ENT_NOMINAL].until;
    }
    assert_int_equal(previous, ENT_DAY_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading__truth_table),
        cmocka_unit_test(test_reading__certain_lies_within_nominal_within_possible),
        cmocka_unit_test(test_reading__a_source_that_says_more_never_takes_away),
        cmocka_unit_test(test_reading__one_year_hands_over_to_the_next_without_gap_or_overlap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
