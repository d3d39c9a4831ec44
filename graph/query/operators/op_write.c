/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The clauses that write. Each takes all rows from below before it changes anything, and has changed everything before
 * it gives a row: so no clause sees half of what another one does, and whoever wants fewer rows drops no changes. */
#include <string.h>

#include "graph/query/evaluate/explain.h"
#include "graph/query/operators/op.h"

typedef struct write_op {
    ent_i_op base;
    const ent_i_clause *clause;
    const ent_i_bound_clause *bound;
    ent_i_matcher *matcher; /* of MERGE */
    ent_i_rows input, found, output; /* found: the matches of one row of MERGE */
    bool written;
    size_t next;
} write_op;

static void reset(write_op *w)
{
    ent_i_rows_clear(&w->input);
    ent_i_rows_clear(&w->found);
    ent_i_rows_clear(&w->output);
    w->written = false;
    w->next = 0;
}

static ent_status write_open(ent_i_op *op)
{
    reset((write_op *)op);
    return ENT_OK;
}

static void write_clear(ent_i_op *op)
{
    reset((write_op *)op);
    ent_i_matcher_clear(((write_op *)op)->matcher);
}

/* --- MERGE ------------------------------------------------------------------------------------------------ */

/* A null property could never be found again. */
static ent_status check_merge_map(ent_i_run *run, const ent_i_expr *expr)
{
    ent_i_value map;
    if (!expr)
        return ENT_OK;
    ENT_I_TRY(ent_i_eval(run, expr, &map));
    for (size_t i = 0; map.kind == ENT_I_MAP && i < map.map->count; i++)
        if (map.map->entries[i].value.kind == ENT_I_NULL)
            return ent_i_run_fail(run, expr->range, "SemanticError", "MergeReadOwnWrites",
                                  "MERGE cannot match or make the property %s with the value null",
                                  map.map->entries[i].key->text);
    return ENT_OK;
}

static ent_status check_merge(ent_i_run *run, const ent_i_path_pattern *path)
{
    for (size_t i = 0; i <= path->rel_count; i++)
        ENT_I_TRY(check_merge_map(run, path->nodes[i].properties));
    for (size_t i = 0; i < path->rel_count; i++)
        ENT_I_TRY(check_merge_map(run, path->rels[i].properties));
    return ENT_OK;
}

static ent_status act(write_op *w, bool created)
{
    const ent_i_clause *clause = w->clause;
    for (size_t i = 0; i < clause->of.merge.count; i++) {
        const ent_i_merge_action *action = &clause->of.merge.actions[i];
        if (action->on_create == created)
            ENT_I_TRY(ent_i_set_items(w->base.run, action->items, action->count, false));
    }
    return ent_i_rows_add(&w->output);
}

static ent_status merge_row(write_op *w)
{
    ent_i_run *run = w->base.run;
    const ent_i_path_pattern *path = w->clause->of.merge.path;
    ENT_I_TRY(check_merge(run, path));
    ENT_I_TRY(ent_i_matcher_start(w->matcher));
    ent_i_rows_clear(&w->found);
    ent_status status;
    while ((status = ent_i_matcher_next(w->matcher)) == ENT_OK)
        ENT_I_TRY(ent_i_rows_add(&w->found));
    if (status != ENT_DONE)
        return status;
    if (!w->found.count) {
        ENT_I_TRY(ent_i_create_path(run, path, w->bound->paths));
        return act(w, true);
    }
    for (size_t i = 0; i < w->found.count; i++) {
        ent_i_rows_load(&w->found, i);
        ENT_I_TRY(act(w, false));
    }
    return ENT_OK;
}

/* --- all of them ------------------------------------------------------------------------------------------ */

static ent_status write_row(write_op *w)
{
    ent_i_run *run = w->base.run;
    const ent_i_clause *clause = w->clause;
    switch (clause->kind) {
    case ENT_I_CLAUSE_MERGE:
        return merge_row(w);
    case ENT_I_CLAUSE_CREATE:
        for (size_t i = 0; i < clause->of.create->count; i++)
            ENT_I_TRY(ent_i_create_path(run, &clause->of.create->paths[i], &w->bound->paths[i]));
        break;
    case ENT_I_CLAUSE_SET:
    case ENT_I_CLAUSE_REMOVE:
        ENT_I_TRY(ent_i_set_items(run, clause->of.set.items, clause->of.set.count,
                                  clause->kind == ENT_I_CLAUSE_REMOVE));
        break;
    default:
        for (size_t i = 0; i < clause->of.erase.count; i++)
            ENT_I_TRY(ent_i_delete(run, clause->of.erase.items[i], clause->of.erase.detach));
    }
    return ent_i_rows_add(&w->output);
}

static ent_status write_all(write_op *w)
{
    ent_i_op *op = &w->base;
    ent_status status;
    while ((status = ent_i_op_pull(op)) == ENT_OK)
        ENT_I_TRY(ent_i_rows_add(&w->input));
    if (status != ENT_DONE)
        return status;
    for (size_t i = 0; i < w->input.count; i++) {
        ent_i_arena_reset(&op->arena);
        op->run->arena = &op->arena;
        ent_i_rows_load(&w->input, i);
        ENT_I_TRY(write_row(w));
    }
    ent_i_rows_clear(&w->input);
    ent_i_rows_clear(&w->found);
    return ENT_OK;
}

static ent_status write_next(ent_i_op *op)
{
    write_op *w = (write_op *)op;
    if (!w->written) {
        ENT_I_TRY(write_all(w));
        w->written = true;
    }
    if (w->next >= w->output.count)
        return ENT_DONE;
    ent_i_rows_load(&w->output, w->next++);
    return ENT_OK;
}

static void write_describe(const ent_i_op *op, ent_i_explain *explain)
{
    const write_op *w = (const write_op *)op;
    static const char *const names[] = { [ENT_I_CLAUSE_CREATE] = "Create",
                                         [ENT_I_CLAUSE_MERGE] = "Merge",
                                         [ENT_I_CLAUSE_SET] = "Set",
                                         [ENT_I_CLAUSE_REMOVE] = "Remove",
                                         [ENT_I_CLAUSE_DELETE] = "Delete" };
    ent_i_explain_name(explain, names[w->clause->kind]);
    ent_i_explain_source(explain, w->clause->range);
    if (w->matcher)
        ent_i_explain_matcher(explain, w->matcher);
}

static const ent_i_op_class write_class = { .name = "Write",
                                            .open = write_open,
                                            .next = write_next,
                                            .clear = write_clear,
                                            .describe = write_describe };

static ent_status copy_live(ent_i_run *run, const ent_i_live *live, ent_i_rows *rows)
{
    uint32_t *slots = ent_i_arena_alloc(&run->plan, (live->count + 1) * sizeof *slots);
    if (!slots)
        return ent_i_nomem(run->err);
    if (live->count)
        memcpy(slots, live->slots, live->count * sizeof *slots);
    ent_i_rows_init(rows, run, slots, live->count);
    return ENT_OK;
}

ent_status ent_i_op_write(ent_i_run *run, const ent_i_clause *clause, const ent_i_bound_clause *bound,
                          const ent_i_live *before, const ent_i_live *after, ent_i_op **op)
{
    write_op *w;
    ENT_I_TRY(ent_i_op_new(run, &write_class, sizeof *w, op, &w));
    w->clause = clause;
    w->bound = bound;
    ENT_I_TRY(copy_live(run, before, &w->input));
    ENT_I_TRY(copy_live(run, after, &w->found));
    ENT_I_TRY(copy_live(run, after, &w->output));
    if (clause->kind != ENT_I_CLAUSE_MERGE)
        return ENT_OK;
    ent_i_match_request request = { .paths = clause->of.merge.path, .bound = bound->paths, .path_count = 1 };
    return ent_i_matcher_new(run, &request, &w->matcher);
}
