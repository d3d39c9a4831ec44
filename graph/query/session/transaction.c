/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sessions over a database, and several statements as one change. A statement that writes runs on the graph in memory
 * under the write lock, its changes are written and committed, and only then is it through; whatever fails on the way,
 * graph and file are as they were. */
#include <stdlib.h>
#include <string.h>

#include "graph/query/session/persist.h"
#include "graph/query/session/session.h"

/* --- the state in memory ---------------------------------------------------------------------------------- */

/* Cursors that are still open keep what they read. */
static ent_status take_graph(ent_session *session, ent_graph *graph, ent_error *err)
{
    ent_i_work *work = NULL;
    ent_status status = ent_i_work_new(graph, &work, err);
    if (status != ENT_OK) {
        ent_graph_free(graph);
        return status;
    }
    work->own_base = graph;
    work->zones = session->zones;
    work->stored = true;
    ent_i_work_free(session->work);
    session->work = work;
    return ENT_OK;
}

/* When others have committed, load again: under the write lock what the transaction begins with. */
static ent_status refresh(ent_session *session, ent_error *err)
{
    ent_i_store_version version;
    ent_graph *graph = NULL;
    ENT_I_TRY(ent_i_store_look(session->store, session->loaded ? &session->version : NULL, &version, err));
    if (session->loaded && version.number == session->version.number) {
        session->version = version;
        return ENT_OK;
    }
    /* The version is from before: what is committed in between is loaded now, and once more the next time. */
    if (session->edit)
        ENT_I_TRY(ent_i_edit_load(session->edit, &graph, err));
    else
        ENT_I_TRY(ent_store_load(session->store, &graph, err));
    ENT_I_TRY(take_graph(session, graph, err));
    session->version = version;
    session->loaded = true;
    return ENT_OK;
}

ent_status ent_session_open(ent_store *store, ent_session **ret, ent_error *err)
{
    ent_session *session = NULL;
    ENT_I_TRY(ent_session_new(NULL, &session, err));
    session->store = store;
    ent_status status = refresh(session, err);
    if (status != ENT_OK) {
        ent_session_free(session);
        return status;
    }
    *ret = session;
    return ENT_OK;
}

/* --- the transaction in the file -------------------------------------------------------------------------- */

static ent_status begin_edit(ent_session *session, ent_error *err)
{
    if (!session->store)
        return ENT_OK;
    ENT_I_TRY(ent_i_edit_begin(session->store, &session->edit, err));
    ent_status status = refresh(session, err);
    if (status < 0) {
        ent_i_edit_rollback(session->edit);
        session->edit = NULL;
    }
    return status;
}

static ent_status commit_edit(ent_session *session, ent_error *err)
{
    ent_i_edit *edit = session->edit;
    session->edit = NULL;
    return edit ? ent_i_edit_commit(edit, err) : ENT_OK;
}

static void rollback_edit(ent_session *session)
{
    ent_i_edit_rollback(session->edit);
    session->edit = NULL;
}

/* --- one statement ---------------------------------------------------------------------------------------- */

ent_status ent_i_session_start(ent_session *session, bool updates, ent_error *err)
{
    ent_i_edit_numbers numbers;
    if (!session->store)
        return ENT_OK;
    if (!updates)
        return session->in_transaction ? ENT_OK : refresh(session, err);
    if (!session->in_transaction)
        ENT_I_TRY(begin_edit(session, err));
    session->in_statement = true;
    ENT_I_TRY(ent_i_edit_save(session->edit, err));
    ENT_I_TRY(ent_i_edit_free_numbers(session->edit, &numbers, err));
    session->work->next_node = (uint64_t)numbers.node;
    session->work->next_rel = (uint64_t)numbers.tie;
    session->work->next_citation = (uint64_t)numbers.citation;
    return ENT_OK;
}

/* A graph that is brought in as it is read may turn out not to be there any more. */
ent_status ent_i_session_check(ent_session *session, const ent_i_work *work, ent_error *err)
{
    if (!work || !work->own_base || ent_graph_intact(work->base, NULL) == ENT_OK)
        return ENT_OK;
    if (work == session->work)
        session->loaded = false;
    return ent_graph_intact(work->base, err);
}

ent_status ent_i_session_finish(ent_session *session, ent_i_run *run)
{
    if (session->store) {
        ENT_I_TRY(ent_i_session_check(session, run->work, run->err));
        ENT_I_TRY(ent_i_persist(run, session->edit));
        ENT_I_TRY(ent_i_edit_keep(session->edit, run->err));
        if (!session->in_transaction)
            ENT_I_TRY(commit_edit(session, run->err));
    }
    session->in_statement = false;
    if (!session->in_transaction)
        ent_i_work_forget(session->work);
    return ENT_OK;
}

static void say_undone(ent_error *err)
{
    static const char more[] = "; everything since BEGIN was undone";
    size_t length = strlen(err->message);
    if (length + sizeof more <= sizeof err->message)
        memcpy(err->message + length, more, sizeof more);
}

void ent_i_session_undo(ent_session *session, ent_error *err)
{
    if (!session->in_statement)
        return;
    session->in_statement = false;
    if (!session->in_transaction) {
        rollback_edit(session);
    } else if (!ent_i_edit_undo(session->edit)) {
        rollback_edit(session);
        ent_i_work_undo(session->work, session->transaction_mark);
        session->in_transaction = false;
        say_undone(err);
    }
}

/* --- several statements ----------------------------------------------------------------------------------- */

bool ent_session_in_transaction(const ent_session *session)
{
    return session->in_transaction;
}

ent_status ent_session_begin(ent_session *session, ent_error *err)
{
    if (session->in_transaction)
        return ent_i_fail(err, ENT_ERR_USAGE, "a transaction has begun already: COMMIT or ROLLBACK ends it");
    ENT_I_TRY(begin_edit(session, err));
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
    ent_status status = commit_edit(session, err);
    if (status < 0)
        ent_i_work_undo(session->work, session->transaction_mark);
    else
        ent_i_work_forget(session->work);
    return status;
}

ent_status ent_session_rollback(ent_session *session, ent_error *err)
{
    ENT_I_TRY(end(session, err));
    rollback_edit(session);
    ent_i_work_undo(session->work, session->transaction_mark);
    return ENT_OK;
}
