/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The steps of the kit, one function each, over a table of their wordings. The first step that does not hold ends the
 * scenario. */
#include "scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "procedure.h"
#include "result.h"

typedef struct world {
    ent_i_arena arena;
    const tck_options *options;
    ent_session *session;
    void *database;
    bool procedures; /* some were registered: the session stays */
    tck_parameter *parameters;
    size_t parameter_count;
    bool executed, checked; /* a query was run; something was said about its result */
    tck_result result;
    tck_snapshot before, after;
    tck_outcome outcome;
    bool lenient;
    ent_i_buffer *why;
} world;

static bool fail(world *w, tck_outcome outcome)
{
    w->outcome = outcome;
    return false;
}

static bool fail_as(world *w, tck_outcome outcome, const char *text)
{
    ent_i_buffer_text(w->why, text);
    return fail(w, outcome);
}

static bool fail_by_error(world *w, const char *what)
{
    const tck_result *r = &w->result;
    ent_i_buffer_printf(w->why, "%s: %s at %s: %s: %s", what, r->type, r->phase, r->detail, r->message);
    return fail(w, TCK_ERROR);
}

/* --- given -------------------------------------------------------------------------------------------------- */

static bool open_session(world *w)
{
    ent_error err = { 0 };
    if (w->session)
        return true;
    if (w->options->databases) {
        w->database = w->options->databases->make(&w->session);
        return w->database || fail_as(w, TCK_NOT_RUN, "no database");
    }
    if (ent_session_new(NULL, &w->session, &err) >= 0)
        return true;
    ent_i_buffer_printf(w->why, "no session: %s", err.message);
    return fail(w, TCK_ERROR);
}

static void close_session(world *w)
{
    if (w->database)
        w->options->databases->drop(w->database, w->session);
    else
        ent_session_free(w->session);
    w->database = NULL;
    w->session = NULL;
}

static bool reopen_session(world *w)
{
    return !w->database || w->procedures || w->options->databases->reopen(w->database, &w->session) ||
           fail_as(w, TCK_ERROR, "the database does not open again");
}

/* A fact without the number that its node or relationship has in the session. */
static char *without_number(world *w, const char *fact)
{
    char *copy = tck_copy(&w->arena, fact, strlen(fact));
    char *number = strncmp(copy, "3 node ", 7) == 0           ? copy + 7
                   : strncmp(copy, "3 relationship ", 15) == 0 ? copy + 15
                   : *copy == '2'                              ? NULL
                                                               : copy + 2;
    for (; number && *number >= '0' && *number <= '9'; number++)
        *number = '#';
    return copy;
}

static int by_fact(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char **numberless(world *w, const tck_snapshot *snapshot)
{
    char **facts = ent_i_arena_alloc(&w->arena, (snapshot->count + 1) * sizeof *facts);
    for (size_t i = 0; i < snapshot->count; i++) {
        facts[i] = without_number(w, snapshot->facts[i]);
        size_t from = strcspn(facts[i], "#"), length = strspn(facts[i] + from, "#");
        memmove(facts[i] + from, facts[i] + from + length, strlen(facts[i] + from + length) + 1);
    }
    if (snapshot->count)
        qsort(facts, snapshot->count, sizeof *facts, by_fact);
    return facts;
}

/* What the session showed is what the file holds. */
static bool check_file(world *w)
{
    tck_snapshot again;
    if (!w->database || w->procedures)
        return true;
    if (!reopen_session(w))
        return false;
    if (!tck_snapshot_take(&w->arena, w->session, &again, w->why))
        return fail(w, TCK_ERROR);
    char **a = numberless(w, &w->after), **b = numberless(w, &again);
    bool same = w->after.count == again.count;
    for (size_t i = 0; same && i < again.count; i++)
        same = strcmp(a[i], b[i]) == 0;
    return same || fail_as(w, TCK_WRONG, "opened again the graph is not what it was");
}

static bool step_empty_graph(world *w, const tck_step *step, const char *rest)
{
    (void)step;
    (void)rest;
    return open_session(w);
}

static bool set_up(world *w, const char *query)
{
    tck_execute(&w->arena, w->session, query, w->parameters, w->parameter_count, &w->result);
    return !w->result.failed || fail_by_error(w, "the set-up fails");
}

/* The text of graphs/NAME/NAME.cypher; NULL when it cannot be read. */
static char *graph_script(world *w, const char *name)
{
    ent_i_buffer path = ENT_I_BUFFER_INIT, text = ENT_I_BUFFER_INIT;
    char part[4096];
    size_t length;
    ent_i_buffer_printf(&path, "%s/%s/%s.cypher", w->options->graphs ? w->options->graphs : "", name, name);
    FILE *file = fopen(ent_i_buffer_string(&path), "rb");
    while (file && (length = fread(part, 1, sizeof part, file)) > 0)
        ent_i_buffer_add(&text, part, length);
    char *script = file ? tck_copy(&w->arena, ent_i_buffer_string(&text), text.length) : NULL;
    if (file)
        fclose(file);
    ent_i_buffer_clear(&text);
    ent_i_buffer_clear(&path);
    return script;
}

static bool load_graph(world *w, char *script)
{
    for (char *query = script, *end; *query; query = end) {
        end = query + strcspn(query, ";");
        if (*end)
            *end++ = '\0';
        if (query[strspn(query, " \t\r\n")] && !set_up(w, query))
            return false;
    }
    return true;
}

/* "the binary-tree-1 graph" */
static bool step_named_graph(world *w, const tck_step *step, const char *rest)
{
    const char *end = strstr(rest, " graph");
    (void)step;
    if (!end || strcmp(end, " graph") != 0)
        return fail_as(w, TCK_NOT_RUN, "a step that is not known");
    char *script = graph_script(w, tck_copy(&w->arena, rest, (size_t)(end - rest)));
    if (!script)
        return fail_as(w, TCK_NOT_RUN, "the kit's graph of this name cannot be read");
    return open_session(w) && load_graph(w, script);
}

/* What is in it must not matter, so something is, unless the engine cannot make it. */
static bool step_any_graph(world *w, const tck_step *step, const char *rest)
{
    char *script = graph_script(w, "binary-tree-1");
    (void)step;
    (void)rest;
    if (!open_session(w))
        return false;
    if (!script || load_graph(w, script))
        return true;
    close_session(w);
    w->outcome = TCK_PASSED;
    ent_i_buffer_reset(w->why);
    return open_session(w);
}

static bool step_having_executed(world *w, const tck_step *step, const char *rest)
{
    (void)rest;
    if (!step->doc)
        return fail_as(w, TCK_NOT_RUN, "the step has no doc string");
    return open_session(w) && set_up(w, step->doc);
}

static bool step_parameters(world *w, const tck_step *step, const char *rest)
{
    (void)rest;
    for (size_t i = 0; i < step->table.count; i++) {
        const tck_row *row = &step->table.rows[i];
        tck_parameter parameter;
        const char *fault = "not two columns";
        if (row->count != 2 || !tck_parse(&w->arena, row->cells[1], &parameter.value, &fault)) {
            ent_i_buffer_printf(w->why, "line %zu: a parameter: %s", row->line, fault);
            return fail(w, TCK_NOT_RUN);
        }
        parameter.name = row->cells[0];
        w->parameters = tck_room(&w->arena, w->parameters, w->parameter_count, sizeof *w->parameters);
        w->parameters[w->parameter_count++] = parameter;
    }
    return true;
}

static bool step_procedure(world *w, const tck_step *step, const char *rest)
{
    size_t length = strlen(rest);
    bool refused;
    if (!length || rest[length - 1] != ':')
        return fail_as(w, TCK_NOT_RUN, "a signature that does not end in :");
    for (length--; length && rest[length - 1] == ' '; length--)
        ;
    if (!open_session(w))
        return false;
    w->procedures = true;
    const char *signature = tck_copy(&w->arena, rest, length);
    return tck_register(&w->arena, w->session, signature, &step->table, &refused, w->why) ||
           fail(w, refused ? TCK_ERROR : TCK_NOT_RUN);
}

/* --- when --------------------------------------------------------------------------------------------------- */

static bool step_executing(world *w, const tck_step *step, const char *rest)
{
    (void)rest;
    if (!step->doc)
        return fail_as(w, TCK_NOT_RUN, "the step has no doc string");
    if (!open_session(w) || !reopen_session(w))
        return false;
    if (!tck_snapshot_take(&w->arena, w->session, &w->before, w->why))
        return fail(w, TCK_ERROR);
    tck_execute(&w->arena, w->session, step->doc, w->parameters, w->parameter_count, &w->result);
    if (!tck_snapshot_take(&w->arena, w->session, &w->after, w->why))
        return fail(w, TCK_ERROR);
    w->executed = true;
    w->checked = false;
    return check_file(w);
}

/* --- then --------------------------------------------------------------------------------------------------- */

static bool answered(world *w)
{
    if (!w->executed)
        return fail_as(w, TCK_NOT_RUN, "no query was run");
    w->checked = true;
    return !w->result.failed || fail_by_error(w, "an error");
}

static bool step_result(world *w, const tck_step *step, const char *rest)
{
    static const struct {
        const char *words;
        bool ordered, unordered_lists;
    } forms[] = {
        { ", in any order:", false, false },
        { ", in order:", true, false },
        { " (ignoring element order for lists):", false, true },
        { ", in order (ignoring element order for lists):", true, true },
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        bool unreadable;
        if (strcmp(rest, forms[i].words) != 0)
            continue;
        if (!answered(w))
            return false;
        return tck_result_is(&w->arena, &w->result, &step->table, forms[i].ordered, forms[i].unordered_lists, &unreadable,
                             w->why) ||
               fail(w, unreadable ? TCK_NOT_RUN : TCK_WRONG);
    }
    return fail_as(w, TCK_NOT_RUN, "a result that is not known");
}

static bool step_result_empty(world *w, const tck_step *step, const char *rest)
{
    (void)step;
    (void)rest;
    if (!answered(w))
        return false;
    if (!w->result.column_count && !w->result.row_count)
        return true;
    ent_i_buffer_printf(w->why, "%zu columns and %zu rows where none were expected", w->result.column_count,
                        w->result.row_count);
    return fail(w, TCK_WRONG);
}

static bool counters_are(world *w, const tck_effects *seen)
{
    const ent_query_changes *c = &w->result.changes;
    tck_effects said = { .added = { c->nodes_created, c->relationships_created, c->labels_added, c->properties_set },
                         .removed = { c->nodes_deleted, c->relationships_deleted, c->labels_removed,
                                      c->properties_removed } };
    if (memcmp(&said, seen, sizeof said) == 0)
        return true;
    ent_i_buffer_text(w->why, "the engine counts these changes:");
    tck_effects_print(&said, w->why);
    ent_i_buffer_text(w->why, "; there were:");
    tck_effects_print(seen, w->why);
    return fail(w, TCK_WRONG);
}

static bool effects_are(world *w, const tck_effects *expected)
{
    if (!w->executed)
        return fail_as(w, TCK_NOT_RUN, "no query was run");
    tck_effects seen = tck_difference(&w->before, &w->after);
    if (memcmp(&seen, expected, sizeof seen) == 0)
        return !w->options->check_counters || w->result.failed || counters_are(w, &seen);
    ent_i_buffer_text(w->why, "side effects:");
    tck_effects_print(&seen, w->why);
    ent_i_buffer_text(w->why, "; expected:");
    tck_effects_print(expected, w->why);
    return fail(w, TCK_WRONG);
}

static bool step_no_effects(world *w, const tck_step *step, const char *rest)
{
    (void)step;
    (void)rest;
    return effects_are(w, &(tck_effects){ 0 });
}

static bool step_effects(world *w, const tck_step *step, const char *rest)
{
    tck_effects expected = { 0 };
    (void)rest;
    for (size_t i = 0; i < step->table.count; i++) {
        const tck_row *row = &step->table.rows[i];
        uint64_t *count = row->count == 2 ? tck_effect_named(&expected, row->cells[0]) : NULL;
        char *end = NULL;
        if (count)
            *count = strtoull(row->cells[1], &end, 10);
        if (!count || end == row->cells[1] || *end)
            return fail_as(w, TCK_NOT_RUN, "a side effect that is not known");
    }
    return effects_are(w, &expected);
}

/* "SyntaxError should be raised at compile time: UndefinedVariable" */
static bool step_error(world *w, const tck_step *step, const char *rest)
{
    static const char raised[] = " should be raised at ";
    const char *at = strstr(rest, raised), *colon = at ? strstr(at, ": ") : NULL;
    const tck_result *r = &w->result;
    (void)step;
    if (!colon || !w->executed)
        return fail_as(w, TCK_NOT_RUN, "a step that is not known, or no query was run");
    w->checked = true;
    const char *type = tck_copy(&w->arena, rest, (size_t)(at - rest)), *detail = colon + 2;
    at += sizeof raised - 1;
    const char *phase = tck_copy(&w->arena, at, (size_t)(colon - at));
    if (!r->failed) {
        ent_i_buffer_printf(w->why, "no error, where %s at %s: %s was expected", type, phase, detail);
        return fail(w, TCK_WRONG);
    }
    if (!effects_are(w, &(tck_effects){ 0 }))
        return false;
    if (strcmp(type, r->type) == 0 && (strcmp(phase, "any time") == 0 || strcmp(phase, r->phase) == 0) &&
        (strcmp(detail, "*") == 0 || strcmp(detail, r->detail) == 0))
        return true;
    w->lenient = true;
    ent_i_buffer_printf(w->why, "%s at %s: %s was expected; ", type, phase, detail);
    return fail_by_error(w, "the error is");
}

/* --- all ---------------------------------------------------------------------------------------------------- */

typedef bool (*step_function)(world *w, const tck_step *step, const char *rest);

static const struct {
    const char *words;
    bool whole; /* not only the beginning */
    step_function run;
} steps[] = {
    { "an empty graph", true, step_empty_graph },
    { "any graph", true, step_any_graph },
    { "having executed:", true, step_having_executed },
    { "parameters are:", true, step_parameters },
    { "there exists a procedure ", false, step_procedure },
    { "executing query:", true, step_executing },
    { "executing control query:", true, step_executing },
    { "the result should be empty", true, step_result_empty },
    { "the result should be", false, step_result },
    { "no side effects", true, step_no_effects },
    { "the side effects should be:", true, step_effects },
    { "the ", false, step_named_graph },
    { "a ", false, step_error },
    { "an ", false, step_error },
};

static bool run_step(world *w, const tck_step *step)
{
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        size_t length = strlen(steps[i].words);
        if (strncmp(step->text, steps[i].words, length) == 0 && (!steps[i].whole || !step->text[length]))
            return steps[i].run(w, step, step->text + length);
    }
    ent_i_buffer_printf(w->why, "a step that is not known: %s", step->text);
    return fail(w, TCK_NOT_RUN);
}

tck_outcome tck_run(const tck_scenario *scenario, const tck_options *options, bool *ret_lenient, ent_i_buffer *why)
{
    world w = { .options = options, .outcome = TCK_PASSED, .why = why };
    ent_i_arena_init(&w.arena);
    size_t i = 0;
    while (i < scenario->count && run_step(&w, &scenario->steps[i]))
        i++;
    if (w.outcome == TCK_PASSED && !w.checked)
        fail_as(&w, TCK_NOT_RUN, "nothing is said about the result");
    *ret_lenient = w.lenient;
    close_session(&w);
    ent_i_arena_clear(&w.arena);
    return w.outcome;
}
