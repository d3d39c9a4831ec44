/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shortest paths as a table: a row a tie, a section a path. */
#include <inttypes.h>
#include <stdio.h>

#include "analysis/questions/hops.h"
#include "analysis/questions/path.h"
#include "analysis/view/words.h"

typedef struct columns {
    ent_i_hop_columns hop;
    size_t in_force;
} columns;

static void add_columns(columns *c, ent_i_reply *reply)
{
    ent_i_hop_columns_add(&c->hop, reply);
    c->in_force = ent_i_reply_machine_column(reply, "path_in_force", "PATH IN FORCE", ENT_CELL_BOOLEAN);
}

static bool in_force(const ent_path *path, size_t number)
{
    for (size_t i = 0; i < path->length; i++) {
        ent_tie_view seen;
        ent_graph_tie(path->view->graph, path->hops[number * path->length + i].tie, &seen);
        if (ent_tie_status_fold(seen.status) != ENT_FOLD_IN_FORCE)
            return false;
    }
    return true;
}

static void write_hop(const ent_path *path, size_t number, size_t step, bool firm, const columns *c,
                      ent_i_reply *reply)
{
    ent_i_hop_write(&c->hop, path->view, &path->hops[number * path->length + step], number, step, reply);
    ent_i_reply_boolean(reply, c->in_force, firm);
    ent_i_reply_row(reply);
}

/* "India and Iran are 2 ties apart as of ...: 5 shortest paths". */
static void write_title(const ent_path *path, size_t firm_length, ent_i_reply *reply)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    const ent_node ends[] = { path->from, path->to };
    ent_i_words_names(&text, path->view->graph, ends, 2);
    if (path->length == SIZE_MAX) {
        ent_i_buffer_text(&text, " are not connected ");
        ent_i_words_day(&text, path->view);
    } else {
        ent_i_buffer_printf(&text, " are %zu tie%s apart ", path->length, ent_i_s(path->length));
        ent_i_words_day(&text, path->view);
        ent_i_buffer_text(&text, firm_length == path->length ? ": " : ", but not in force: ");
        if (path->total > path->path_count)
            ent_i_buffer_printf(&text, "%zu of ", path->path_count);
        if (path->total == UINT64_MAX)
            ent_i_buffer_text(&text, "more than 10^19 shortest paths");
        else
            ent_i_buffer_printf(&text, "%" PRIu64 " shortest path%s", path->total, path->total == 1 ? "" : "s");
    }
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

static void write_notes(const ent_path *path, size_t firm_count, size_t firm_length, ent_i_reply *reply)
{
    size_t undated = 0, uncertain = 0, planned = path->path_count - firm_count;
    for (size_t i = 0; i < path->path_count * path->length; i++) {
        undated += ent_view_tie_undated(path->view, path->hops[i].tie);
        uncertain += ent_view_tie_uncertain(path->view, path->hops[i].tie);
    }
    if (planned)
        ent_i_reply_note(reply, "%zu of the paths listed %s over a tie that is not in force.", planned,
                         planned == 1 ? "goes" : "go");
    if (path->length != SIZE_MAX && firm_length == SIZE_MAX)
        ent_i_reply_note(reply, "Over ties in force alone they are not connected.");
    else if (path->length != SIZE_MAX && firm_length != path->length)
        ent_i_reply_note(reply, "Over ties in force alone they are %zu ties apart.", firm_length);
    ent_i_reply_note(reply, "Ties are walked both ways; events that have happened are ties too; suspended and ended "
                            "ones are not walked.");
    ent_i_note_dates(reply, undated, "tie");
    ent_i_note_uncertain(reply, uncertain);
}

ent_status ent_path_answer(const ent_path *path, ent_answer **ret, ent_error *err)
{
    const ent_node ends[] = { path->from, path->to };
    size_t firm_length = path->length, firm_count = 0;
    if (path->path_count && !in_force(path, 0)) /* those in force come first */
        ENT_I_TRY(ent_i_path_length_in_force(path->view, path->from, path->to, &firm_length, err));
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&question, "path ");
    ent_i_words_keys(&question, path->view->graph, ends, 2);
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    ent_i_reply reply;
    columns c;
    ent_i_reply_open(&reply, path->view->graph, path->view, ent_i_buffer_string(&question), err);
    write_title(path, firm_length, &reply);
    add_columns(&c, &reply);
    for (size_t i = 0; i < path->path_count; i++) {
        bool firm = in_force(path, i);
        firm_count += firm;
        if (path->path_count > 1)
            ent_i_reply_section(&reply, "Path %zu of %zu%s", i + 1, path->path_count, firm ? "" : ", not in force throughout");
        for (size_t j = 0; j < path->length; j++)
            write_hop(path, i, j, firm, &c, &reply);
    }
    write_notes(path, firm_count, firm_length, &reply);
    return ent_i_reply_finish(&reply, ret);
}
