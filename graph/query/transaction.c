/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sessions over a database, and several statements as one change. */
#include <stdlib.h>

#include "graph/query/session.h"

ent_status ent_session_open(ent_store *store, ent_session **ret, ent_error *err)
{
    ent_graph *graph = NULL;
    ENT_I_TRY(ent_store_load(store, &graph, err));
    ent_status status = ent_session_new(graph, ret, err);
    if (status != ENT_OK) {
        ent_graph_free(graph);
        return status;
    }
    (*ret)->store = store;
    (*ret)->own_graph = graph;
    return ENT_OK;
}

ent_status ent_i_session_writable(const ent_session *session, ent_error *err)
{
    return session->store ? ent_i_fail(err, ENT_ERR_UNSUPPORTED, "statements that write to a database") : ENT_OK;
}

bool ent_session_in_transaction(const ent_session *session)
{
    return session->in_transaction;
}

ent_status ent_session_begin(ent_session *session, ent_error *err)
{
    if (session->in_transaction)
        return ent_i_fail(err, ENT_ERR_USAGE, "a transaction has begun already: COMMIT or ROLLBACK ends it");
    ENT_I_TRY(ent_i_session_writable(session, err));
    session->in_transaction = true;
    session->transaction_mark = ent_i_work_mark(session->work);
    return ENT_OK;
}

static ent_status end(ent_session *session, ent_error *err)
{
    if (!session->in_transaction)
        return ent_i_fail(err, ENT_ERR_USAGE, "no transaction has begun: BEGIN begins one");
    session->in_transaction = false;
    return ENT_OK;
}

ent_status ent_session_commit(ent_session *session, ent_error *err)
{
    ENT_I_TRY(end(session, err));
    ent_i_work_forget(session->work);
    return ENT_OK;
}

ent_status ent_session_rollback(ent_session *session, ent_error *err)
{
    ENT_I_TRY(end(session, err));
    ent_i_work_undo(session->work, session->transaction_mark);
    return ENT_OK;
}
