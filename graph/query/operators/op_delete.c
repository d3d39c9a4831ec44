/* SPDX-License-Identifier: GPL-2.0-or-later */
/* DELETE and DETACH DELETE. Whether a deleted node still has relationships is looked at when the statement is through:
 * another row, or a later clause, may delete them. */
#include "graph/query/operators/op.h"

static ent_status delete_node(ent_i_run *run, uint64_t node, bool detach)
{
    ent_i_expansion expansion;
    uint64_t rel, other;
    ent_i_expansion_start(&expansion, run->work, node, ENT_BOTH);
    while (detach && ent_i_expansion_next(&expansion, &rel, &other)) {
        ENT_I_TRY(ent_i_run_tick(run));
        ENT_I_TRY(ent_i_work_delete(run->work, true, rel, run->err));
    }
    return ent_i_work_delete(run->work, false, node, run->err);
}

ent_status ent_i_delete(ent_i_run *run, const ent_i_expr *expr, bool detach)
{
    ent_i_value value;
    ENT_I_TRY(ent_i_eval(run, expr, &value));
    switch (value.kind) {
    case ENT_I_NULL:
        return ENT_OK;
    case ENT_I_RELATIONSHIP:
        return ent_i_work_delete(run->work, true, value.id, run->err);
    case ENT_I_NODE:
        return delete_node(run, value.id, detach);
    case ENT_I_PATH:
        for (size_t i = 0; i < value.path->count; i++)
            ENT_I_TRY(ent_i_work_delete(run->work, true, value.path->relationships[i], run->err));
        for (size_t i = 0; i <= value.path->count; i++)
            ENT_I_TRY(delete_node(run, value.path->nodes[i], detach));
        return ENT_OK;
    default:
        return ent_i_run_fail(run, expr->range, "TypeError", "InvalidArgumentType",
                              "only nodes, relationships and paths can be deleted, this is a %s",
                              ent_i_value_kind_name(value));
    }
}

ent_status ent_i_check_deleted(ent_i_run *run)
{
    const ent_i_work *work = run->work;
    for (size_t i = run->mark; i < work->log_count; i++) {
        ent_i_expansion expansion;
        uint64_t rel, other;
        if (work->log[i].kind != ENT_I_NODE_DELETED)
            continue;
        ent_i_expansion_start(&expansion, work, work->log[i].id, ENT_BOTH);
        if (ent_i_expansion_next(&expansion, &rel, &other))
            return ent_i_run_fail(run, run->bound->statement->query->range, "ConstraintVerificationFailed",
                                  "DeleteConnectedNode",
                                  "a node that still has relationships cannot be deleted: DETACH DELETE does both");
    }
    return ENT_OK;
}
