/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All queries of the openCypher conformance kit through parser and binder: an error that the kit expects at compile
 * time has this type and detail; nothing else is an error. And many queries made of parts of these: whatever the
 * binder takes writes each slot before it is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frames.h"
#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "graph/base/hash.h"
#include "graph/query/syntax/parse.h"
#include "tests/tck/gherkin.h"

#define MOST_PROCEDURES 8

typedef struct expected {
    char type[64], phase[32], detail[64];
    bool any_time;
} expected;

static struct {
    unsigned features, scenarios, errors, wrong;
} counts;

typedef struct world {
    ent_i_procedure procedures[MOST_PROCEDURES];
    size_t count;
} world;

static const ent_i_procedure *find_procedure(void *context, const char *name, size_t length)
{
    const world *w = context;
    for (size_t i = 0; i < w->count; i++)
        if (strlen(w->procedures[i].name) == length && memcmp(w->procedures[i].name, name, length) == 0)
            return &w->procedures[i];
    return NULL;
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* "a SyntaxError should be raised at compile time: UndefinedVariable" */
static bool read_expected(const char *text, expected *ret)
{
    const char *at = strstr(text, " should be raised at ");
    if (!at || sscanf(text, "%*[an] %63s", ret->type) != 1)
        return false;
    return sscanf(at, " should be raised at %31[^:]: %63s", ret->phase, ret->detail) == 2;
}

static void complain(const char *file, const tck_scenario *scenario, const char *query, const char *what,
                     const char *message)
{
    counts.wrong++;
    if (counts.wrong <= 40)
        print_message("%s:%zu: %s: %s\n%s\n%s\n\n", file, scenario->line, scenario->name, what, message, query);
}

/* A standalone call whose arguments come from parameters: only the run knows whether they are there. */
static bool is_implicit_call(const ent_i_bound *bound)
{
    return bound->statement->query && bound->statement->query->standalone_call &&
           bound->query->parts[0].clauses[0].call.implicit;
}

static void check_fault(const char *query, const ent_query_error *fault, const ent_error *err)
{
    assert_true(fault->offset + fault->length <= strlen(query));
    assert_true(err->message[0] != '\0');
    assert_true(err->line > 0 && err->column > 0);
    assert_int_equal(err->code, ENT_ERR_SYNTAX);
}

/* Those that have been seen. */
static struct {
    char **items;
    size_t count, capacity;
} queries;

static void keep_query(const char *query)
{
    if (strlen(query) > 1000)
        return;
    assert_int_equal(ENT_I_RESERVE(queries.items, queries.capacity, queries.count + 1, NULL), ENT_OK);
    queries.items[queries.count] = strdup(query);
    assert_non_null(queries.items[queries.count]);
    queries.count++;
}

static void check_query(const char *file, const tck_scenario *scenario, world *w, const char *query,
                        const expected *wanted)
{
    ent_i_arena arena;
    keep_query(query);
    ent_i_arena_init(&arena);
    ent_error err = { 0 };
    ent_query_error fault = { "", "", "", 0, 0 };
    ent_i_environment environment = { find_procedure, w };
    const ent_i_statement *statement = NULL;
    const ent_i_bound *bound = NULL;
    ent_status status = ent_i_parse(&arena, query, strlen(query), &statement, &fault, &err);
    if (status >= 0)
        status = ent_i_bind(&arena, statement, query, strlen(query), &environment, &bound, &fault, &err);
    bool at_compile_time = wanted && strcmp(wanted->phase, "compile time") == 0;
    bool any_time = wanted && strcmp(wanted->phase, "any time") == 0;
    if (status < 0) {
        check_fault(query, &fault, &err);
        char got[200];
        snprintf(got, sizeof got, "got %s %s", fault.type, fault.detail);
        if (!at_compile_time && !any_time)
            complain(file, scenario, query, got, err.message);
        else if (strcmp(fault.type, wanted->type) || strcmp(fault.phase, "compile time") ||
                 (strcmp(wanted->detail, "*") && strcmp(fault.detail, wanted->detail)))
            complain(file, scenario, query, got, wanted->detail);
    } else if (frames_check(bound)) {
        complain(file, scenario, query, "slots", frames_check(bound));
    } else if (at_compile_time && !(strcmp(wanted->detail, "MissingParameter") == 0 && is_implicit_call(bound))) {
        complain(file, scenario, query, "no error", wanted->detail);
    }
    counts.errors += at_compile_time;
    ent_i_arena_clear(&arena);
}

static void check_scenario(ent_i_arena *arena, const char *file, const tck_scenario *scenario)
{
    world w = { .count = 0 };
    expected wanted = { 0 };
    bool fails = false;
    for (size_t i = 0; i < scenario->count; i++) {
        const char *text = scenario->steps[i].text;
        fails |= read_expected(text, &wanted);
        if (starts(text, "there exists a procedure ") && w.count < MOST_PROCEDURES) {
            char *signature = tck_copy(arena, text + 25, strlen(text + 25));
            signature[strlen(signature) - 1] = '\0'; /* the colon of the step */
            ent_error err = { 0 };
            if (ent_i_procedure_parse(arena, signature, &w.procedures[w.count], &err) < 0)
                fail_msg("%s", err.message);
            w.count++;
        }
    }
    for (size_t i = 0; i < scenario->count; i++) {
        const tck_step *step = &scenario->steps[i];
        if (starts(step->text, "executing query"))
            check_query(file, scenario, &w, step->doc, fails ? &wanted : NULL);
        else if (starts(step->text, "having executed") || starts(step->text, "executing control query"))
            check_query(file, scenario, &w, step->doc, NULL);
    }
    counts.scenarios++;
}

static int check_file(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)walk;
    size_t length = strlen(path);
    if (kind != FTW_F || length < 8 || strcmp(path + length - 8, ".feature"))
        return 0;
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    char *text = malloc((size_t)info->st_size + 1);
    assert_non_null(text);
    size_t size = fread(text, 1, (size_t)info->st_size, stream);
    fclose(stream);
    text[size] = '\0';
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    tck_feature feature = { 0 };
    ent_error err = { 0 };
    if (tck_read(&arena, path, text, size, &feature, &err) < 0)
        fail_msg("%s", err.message);
    const char *only = getenv("ENTENTE_ONLY");
    for (size_t i = 0; i < feature.count; i++)
        if (!only || strstr(feature.scenarios[i].name, only))
            check_scenario(&arena, path, &feature.scenarios[i]);
    counts.features++;
    ent_i_arena_clear(&arena);
    free(text);
    return 0;
}

static void test_bind_kit__compile_time_errors_are_those_of_the_kit(void **state)
{
    (void)state;
    char folder[4096];
    const char *shared = getenv("ENTENTE_SHARED");
    snprintf(folder, sizeof folder, "%s/tck/features", shared && *shared ? shared : "../shared");
    if (nftw(folder, check_file, 16, FTW_PHYS) != 0 || !counts.features) {
        print_message("no conformance kit at %s\n", folder);
        skip();
    }
    print_message("%u scenarios in %u features, %u expect an error at compile time; %u are wrong\n", counts.scenarios,
                  counts.features, counts.errors, counts.wrong);
    assert_int_equal(counts.wrong, 0);
    assert_true(counts.scenarios > 2000 && counts.errors > 300);
}

/* --- mixtures ------------------------------------------------------------------------------------ */

static uint64_t seed = 1;

static size_t random_below(size_t most)
{
    seed = ent_i_hash_mix(seed + 0x9e3779b97f4a7c15ULL);
    return (size_t)(seed >> 16) % most;
}

/* A piece of a query, from one blank or bracket to another. */
static void random_piece(const char *query, const char **ret, size_t *ret_length)
{
    size_t length = strlen(query), from = length ? random_below(length) : 0;
    while (from > 0 && !strchr(" \n(),|[]", query[from - 1]))
        from--;
    size_t to = from;
    for (size_t words = 1 + random_below(4); to < length && words--;)
        to += 1 + strcspn(query + to + 1, " \n(),|[]");
    *ret = query + from;
    *ret_length = to < length ? to - from : length - from;
}

/* A query with some pieces of it replaced by, or followed by, pieces of others. */
static void mix(ent_i_buffer *text)
{
    const char *query = queries.items[random_below(queries.count)];
    ent_i_buffer_reset(text);
    ent_i_buffer_text(text, query);
    for (size_t changes = 1 + random_below(3); changes--;) {
        const char *there = NULL, *piece = NULL;
        size_t there_length = 0, piece_length = 0;
        char *copy = strdup(ent_i_buffer_string(text));
        assert_non_null(copy);
        random_piece(copy, &there, &there_length);
        random_piece(queries.items[random_below(queries.count)], &piece, &piece_length);
        ent_i_buffer_reset(text);
        ent_i_buffer_add(text, copy, (size_t)(there - copy));
        ent_i_buffer_add(text, piece, piece_length);
        ent_i_buffer_text(text, random_below(3) ? there + there_length : there);
        free(copy);
    }
}

static void test_bind_kit__slots_are_written_before_they_are_read(void **state)
{
    (void)state;
    if (!queries.count)
        skip();
    const char *wanted = getenv("ENTENTE_MIXTURES");
    size_t taken = 0, count = wanted ? strtoul(wanted, NULL, 10) : 30000;
    ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < count; i++) {
        ent_i_arena arena;
        ent_i_arena_init(&arena);
        mix(&text);
        const ent_i_statement *statement = NULL;
        const ent_i_bound *bound = NULL;
        ent_error err = { 0 };
        ent_query_error fault = { "", "", "", 0, 0 };
        const char *query = ent_i_buffer_string(&text);
        if (ent_i_parse(&arena, query, text.length, &statement, &fault, &err) == ENT_OK) {
            ent_status status = ent_i_bind(&arena, statement, query, text.length, NULL, &bound, &fault, &err);
            if (status == ENT_OK && frames_check(bound))
                fail_msg("%s: %s", frames_check(bound), query);
            if (status < 0)
                check_fault(query, &fault, &err);
            taken += status == ENT_OK;
        }
        ent_i_arena_clear(&arena);
    }
    print_message("%zu of %zu mixtures are statements\n", taken, count);
    assert_true(taken > count / 100);
    for (size_t i = 0; i < queries.count; i++)
        free(queries.items[i]);
    free(queries.items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bind_kit__compile_time_errors_are_those_of_the_kit),
        cmocka_unit_test(test_bind_kit__slots_are_written_before_they_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
