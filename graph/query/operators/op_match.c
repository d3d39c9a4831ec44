/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MATCH and OPTIONAL MATCH: for each row from below, all matches of the pattern. */
#include "graph/query/evaluate/explain.h"
#include "graph/query/operators/op.h"

typedef struct match {
    ent_i_op base;
    ent_i_matcher *matcher;
    const uint32_t *introduced; /* made null when an optional pattern has no match */
    size_t introduced_count;
    bool optional, has_row, matched;
} match;

static ent_status match_open(ent_i_op *op)
{
    ((match *)op)->has_row = false;
    return ENT_OK;
}

static ent_status match_next(ent_i_op *op)
{
    match *m = (match *)op;
    for (;;) {
        if (!m->has_row) {
            ent_status status = ent_i_op_pull(op);
            if (status != ENT_OK)
                return status;
            ENT_I_TRY(ent_i_run_tick(op->run));
            ENT_I_TRY(ent_i_matcher_start(m->matcher));
            m->has_row = true;
            m->matched = false;
        }
        ent_status status = ent_i_matcher_next(m->matcher);
        if (status != ENT_DONE) {
            m->matched = true;
            return status;
        }
        m->has_row = false;
        if (m->optional && !m->matched) {
            for (size_t i = 0; i < m->introduced_count; i++)
                op->run->frame[m->introduced[i]] = ent_i_null();
            return ENT_OK;
        }
    }
}

static void match_clear(ent_i_op *op)
{
    ent_i_matcher_clear(((match *)op)->matcher);
}

static void match_describe(const ent_i_op *op, ent_i_explain *explain)
{
    const match *m = (const match *)op;
    if (m->optional)
        ent_i_explain_name(explain, "OptionalMatch");
    ent_i_explain_matcher(explain, m->matcher);
}

static const ent_i_op_class match_class = { .name = "Match",
                                            .open = match_open,
                                            .next = match_next,
                                            .clear = match_clear,
                                            .describe = match_describe };

static ent_status list_introduced(match *m, const ent_i_match_request *request)
{
    size_t room = 0, count = 0;
    for (size_t i = 0; i < request->path_count; i++)
        room += 2 * request->paths[i].rel_count + 2;
    uint32_t *slots = ent_i_arena_alloc(&m->base.run->plan, room * sizeof *slots);
    if (!slots)
        return ent_i_nomem(m->base.run->err);
    for (size_t i = 0; i < request->path_count; i++) {
        const ent_i_bound_path *bound = &request->bound[i];
        for (size_t j = 0; j <= request->paths[i].rel_count; j++)
            if (bound->nodes[j].binding != ENT_I_BOUND_BEFORE)
                slots[count++] = bound->nodes[j].slot;
        for (size_t j = 0; j < request->paths[i].rel_count; j++)
            if (bound->rels[j].binding != ENT_I_BOUND_BEFORE)
                slots[count++] = bound->rels[j].slot;
        if (bound->slot != ENT_I_NO_SLOT)
            slots[count++] = bound->slot;
    }
    m->introduced = slots;
    m->introduced_count = count;
    return ENT_OK;
}

ent_status ent_i_op_match(ent_i_run *run, const ent_i_clause *clause, const ent_i_bound_clause *bound, ent_i_op **op)
{
    match *m;
    ent_i_match_request request = { .paths = clause->of.match.pattern->paths,
                                    .bound = bound->paths,
                                    .path_count = clause->of.match.pattern->count,
                                    .time = clause->of.match.time,
                                    .where = clause->of.match.where };
    ENT_I_TRY(ent_i_op_new(run, &match_class, sizeof *m, op, &m));
    m->optional = clause->of.match.optional;
    ENT_I_TRY(list_introduced(m, &request));
    ENT_I_TRY(ent_i_matcher_new(run, &request, &m->matcher));
    double rows = m->matcher->estimate, before = m->base.child->estimate;
    m->base.estimate = rows < 0 || before < 0 ? ENT_I_NO_ESTIMATE : before * (m->optional && rows < 1 ? 1 : rows);
    return ENT_OK;
}
