/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running a statement, row by row. One that writes is run to its end before its first row is given, so that an error
 * at its last row leaves nothing of it; one that only reads is run as its rows are asked for. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "graph/base/array.h"
#include "graph/query/evaluate/claim.h"
#include "graph/query/evaluate/explain.h"
#include "graph/query/overlay/index.h"
#include "graph/query/session/session.h"

/* --- beginning and ending a run --------------------------------------------------------------------------- */

/* What a run may keep for the next one of the same query: more is given back, and plans that hold what they counted. */
enum { KEPT_BYTES = 1 << 20 };

static void drop_plan(ent_query *query)
{
    ent_i_run *run = &query->run;
    if (run->subs)
        for (size_t i = 0; i < query->statement->expr_count; i++)
            ent_i_sub_free(run->subs[i]);
    ent_i_query_plan_free(query->plan);
    query->plan = NULL;
    free(run->frame);
    free(run->subs);
    ent_i_arena_clear(&run->plan);
    *run = (ent_i_run){ .work = NULL };
}

static void end_run(ent_query *query)
{
    ent_i_run *run = &query->run;
    if (!query->running)
        return;
    query->running = false;
    query->days = run->days;
    query->session->counted += run->counts;
    run->work->open_runs--;
    if (query->failed || !query->plan || run->counts || run->memory.held > KEPT_BYTES || query->statement->mode != ENT_I_MODE_RUN)
        drop_plan(query);
}

void ent_query_reset(ent_query *query)
{
    end_run(query);
    free(query->results);
    query->results = NULL;
    query->result_count = query->result_capacity = query->result_next = 0;
    ent_i_arena_reset(&query->pool.arena);
    ent_i_work_free(query->pool.work);
    query->pool.work = NULL;
    query->started = query->finished = query->failed = false;
    query->rows = 0;
    query->row = NULL;
    query->changes = (ent_query_changes){ 0 };
}

void ent_i_query_forget_plan(ent_query *query)
{
    end_run(query);
    drop_plan(query);
}

/* A plan is of one graph, and of numbers that were counted when it was made. */
static bool is_plan_good(const ent_query *query)
{
    const ent_i_work *work = query->session->work;
    return query->plan && query->planned_serial == work->serial && query->session->plan_seed == 0 &&
           query->run.counting == query->session->counting &&
           work->changes - query->planned_changes <= 1000 + (work->base_nodes + work->base_rels) / 10;
}

static ent_status make_plan(ent_query *query)
{
    ent_i_run *run = &query->run;
    ent_i_arena_init(&run->plan);
    ENT_I_TRY(ENT_I_ZEROED(run->frame, query->bound->slot_count, run->err));
    ENT_I_TRY(ENT_I_ZEROED(run->subs, query->statement->expr_count, run->err));
    ENT_I_TRY(ent_i_run_check(run)); /* the time begins */
    query->planned_serial = run->work->serial;
    query->planned_changes = run->work->changes;
    return ent_i_plan_query(run, query->statement->query, query->bound->query, &query->plan);
}

static ent_status start_run(ent_query *query, ent_error *err)
{
    ent_i_run *run = &query->run;
    struct timespec now;
    if (!is_plan_good(query))
        drop_plan(query);
    query->pool.work = ent_i_work_hold(query->session->work);
    *run = (ent_i_run){ .work = query->session->work,
                        .bound = query->bound,
                        .text = query->text,
                        .length = query->length,
                        .parameters = query->parameters,
                        .parameters_given = query->given,
                        .spares = query->spares,
                        .frame = run->frame,
                        .subs = run->subs,
                        .plan = run->plan,
                        .memory = { run->memory.held, query->limits.bytes, false },
                        .limits = query->limits,
                        .explained = query->statement->mode != ENT_I_MODE_RUN,
                        .plan_seed = query->session->plan_seed,
                        .counting = query->session->counting,
                        .fault = &query->session->fault,
                        .err = err };
    query->running = true;
    query->pool_memory.most = query->limits.bytes;
    query->pool_memory.refused = false;
    if (!run->work->open_runs++)
        ent_i_node_indexes_tidy(run->work);
    clock_gettime(CLOCK_REALTIME, &now);
    run->clock = (ent_i_temporal_env){ query->session->zones, now.tv_sec, now.tv_nsec };
    run->random = ent_i_hash_mix((uint64_t)now.tv_nsec ^ ((uint64_t)now.tv_sec << 30) ^ (uint64_t)(uintptr_t)query);
    run->mark = ent_i_work_mark(run->work);
    if (query->plan)
        ENT_I_TRY(ent_i_run_check(run)); /* the time begins */
    else
        ENT_I_TRY(make_plan(query));
    if (query->statement->mode == ENT_I_MODE_EXPLAIN)
        return ENT_OK;
    run->profiled = query->statement->mode == ENT_I_MODE_PROFILE;
    return ent_i_query_plan_open(query->plan);
}

/* --- results that are kept before they are given ---------------------------------------------------------- */

/* Rows are made ready to be given, so that giving them cannot fail any more. */
static ent_status keep_result(void *context, const ent_i_value *row)
{
    ent_query *query = context;
    ent_i_run *run = &query->run;
    size_t width = ent_query_column_count(query);
    struct ent_value *made = NULL;
    if (!width)
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(query->results, query->result_capacity, query->result_count + 1, run->err));
    ENT_I_TRY(ent_i_pool_values(&query->pool, row, width, &made, run->err));
    for (size_t i = 0; i < width; i++)
        ENT_I_TRY(ent_i_value_copy(&query->pool.arena, row[i], &made[i].value, run->err));
    query->results[query->result_count++] = made;
    if (run->limits.rows && query->result_count > run->limits.rows)
        return ent_i_fail(run->err, ENT_ERR_LIMIT, "the answer has more than %llu rows",
                          (unsigned long long)run->limits.rows);
    ENT_I_TRY(ent_i_run_room(run, query->pool.arena.total + query->result_capacity * sizeof *query->results));
    return ent_i_run_tick(run);
}

static ent_status run_writes(ent_query *query)
{
    const ent_i_value *row;
    ent_status status;
    bool run = query->statement->mode == ENT_I_MODE_RUN;
    while ((status = ent_i_query_plan_next(query->plan, &row)) == ENT_OK)
        ENT_I_TRY(run ? keep_result(query, row) : ent_i_run_tick(&query->run));
    if (status != ENT_DONE)
        return status;
    if (!query->statement->query->updates)
        return ENT_OK;
    ENT_I_TRY(ent_i_check_deleted(&query->run));
    ENT_I_TRY(ent_i_claim_sources(&query->run));
    return ent_i_work_changes(query->run.work, query->run.mark, &query->changes, query->run.err);
}

/* EXPLAIN and PROFILE: what is given are not the rows of the query. */
static ent_status run_explained(ent_query *query)
{
    ent_i_mode mode = query->statement->mode;
    if (mode == ENT_I_MODE_PROFILE)
        ENT_I_TRY(run_writes(query));
    return ent_i_explain_rows(&query->run, query->plan, mode, keep_result, query);
}

/* --- stepping --------------------------------------------------------------------------------------------- */

static ent_status give_row(ent_query *query, const ent_i_value *row, ent_error *err)
{
    struct ent_value *made;
    ent_i_arena_reset(&query->pool.arena);
    ENT_I_TRY(ent_i_pool_values(&query->pool, row, ent_query_column_count(query), &made, err));
    query->row = made;
    query->rows++;
    return ENT_OK;
}

static ent_status next_read(ent_query *query, ent_error *err)
{
    const ent_i_value *row;
    for (;;) {
        ENT_I_TRY(ent_i_run_tick(&query->run));
        ent_status status = ent_i_query_plan_next(query->plan, &row);
        if (status != ENT_OK)
            return status;
        if (!ent_query_column_count(query))
            continue; /* nothing is returned */
        if (query->limits.rows && query->rows >= query->limits.rows)
            return ent_i_fail(err, ENT_ERR_LIMIT, "the answer has more than %llu rows",
                              (unsigned long long)query->limits.rows);
        return give_row(query, row, err);
    }
}

static ent_status next_result(ent_query *query)
{
    if (query->result_next >= query->result_count)
        return ENT_DONE;
    query->row = query->results[query->result_next++];
    return ENT_OK;
}

static ent_status step_query(ent_query *query, ent_error *err)
{
    bool explained = query->statement->mode != ENT_I_MODE_RUN;
    bool kept = query->statement->query->updates || explained;
    if (!query->started) {
        query->started = true;
        ENT_I_TRY(ent_i_session_start(query->session, ent_query_updates(query), err));
        ENT_I_TRY(start_run(query, err));
        if (kept)
            ENT_I_TRY(explained ? run_explained(query) : run_writes(query));
        ENT_I_TRY(ent_graph_intact(query->run.work->base, err));
        if (ent_query_updates(query))
            ENT_I_TRY(ent_i_session_finish(query->session, &query->run));
    }
    query->run.err = err;
    if (kept)
        return next_result(query);
    ent_status status = next_read(query, err);
    if (status >= 0)
        ENT_I_TRY(ent_graph_intact(query->run.work->base, err));
    return status;
}

static ent_status step_transaction(ent_query *query, ent_error *err)
{
    ent_session *session = query->session;
    switch (query->statement->kind) {
    case ENT_I_STATEMENT_BEGIN: ENT_I_TRY(ent_session_begin(session, err)); break;
    case ENT_I_STATEMENT_COMMIT: ENT_I_TRY(ent_session_commit(session, err)); break;
    default: ENT_I_TRY(ent_session_rollback(session, err)); break;
    }
    return ENT_DONE;
}

/* What ran out is what the caller allowed, not what the machine has. */
static ent_status explain_refusal(const ent_query *query, ent_status status, ent_error *err)
{
    if (status != ENT_ERR_NOMEM || !(query->run.memory.refused || query->pool_memory.refused))
        return status;
    *err = (ent_error){ .code = ENT_OK };
    return ent_i_fail(err, ENT_ERR_LIMIT, "the query needs more than %llu bytes",
                      (unsigned long long)query->limits.bytes);
}

ent_status ent_query_step(ent_query *query, ent_error *err)
{
    ent_error own = { .code = ENT_OK }; /* so that operators can pass on what went wrong */
    ent_error *used = err ? err : &own;
    if (query->failed)
        return ent_i_fail(err, ENT_ERR_USAGE, "the query failed: reset it before it runs again");
    if (query->finished)
        return ENT_DONE;
    query->row = NULL;
    query->session->fault = (ent_query_error){ "", "", "", 0, 0 };
    ent_status status = query->statement->kind == ENT_I_STATEMENT_QUERY ? step_query(query, used)
                                                                        : step_transaction(query, used);
    /* One that writes was looked at before it was committed. */
    if (status >= 0 && !ent_query_updates(query) &&
        ent_i_session_check(query->session, query->pool.work, used) < 0)
        status = ENT_ERR_LOCKED;
    if (status < 0) {
        status = explain_refusal(query, status, used);
        query->failed = true;
        query->row = NULL;
        query->changes = (ent_query_changes){ 0 };
        if (query->running && query->statement->query->updates)
            ent_i_work_undo(query->run.work, query->run.mark);
        ent_i_session_undo(query->session, used);
        end_run(query);
    } else if (status == ENT_DONE) {
        query->finished = true;
        end_run(query);
    }
    return status;
}

const ent_value *ent_query_value(const ent_query *query, size_t column)
{
    return query->row && column < ent_query_column_count(query) ? &query->row[column] : NULL;
}

const char *ent_query_text(const ent_query *query, size_t column, size_t *ret_length)
{
    const ent_value *value = ent_query_value(query, column);
    return ent_value_text(value, ret_length);
}

void ent_query_get_changes(const ent_query *query, ent_query_changes *ret)
{
    *ret = query->changes;
}
