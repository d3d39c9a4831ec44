/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing what statements changed, row by row, so that it costs what they changed: one transaction under the write lock,
 * with a point to go back to for each statement. Texts are borrowed, NULL stays NULL. */
#ifndef ENT_I_EDIT_H
#define ENT_I_EDIT_H

#include <entente/store.h>

#include "graph/base/arena.h"
#include "graph/store/identity.h"

typedef struct ent_i_edit ent_i_edit;

/* What was committed when somebody looked. The number is another one when somebody else has committed since an earlier
 * look; the head of the log says at once that nobody has. */
typedef struct ent_i_store_version {
    int64_t number;
    bool logged; /* head is known */
    uint32_t head[ENT_I_LOG_HEAD_WORDS];
} ent_i_store_version;
/* seen: an earlier look, or NULL. */
ENT_CHECK ent_status ent_i_store_look(ent_store *store, const ent_i_store_version *seen, ent_i_store_version *ret,
                                      ent_error *err);

/* Take the write lock. ENT_ERR_LOCKED: another process has it; ENT_ERR_READONLY. */
ENT_CHECK ent_status ent_i_edit_begin(ent_store *store, ent_i_edit **ret, ent_error *err);
/* The graph that the transaction begins with. */
ENT_CHECK ent_status ent_i_edit_load(ent_i_edit *edit, ent_graph **ret, ent_error *err);
/* Both free the edit; when the commit fails nothing of it is in the file. Safe on NULL. */
ENT_CHECK ent_status ent_i_edit_commit(ent_i_edit *edit, ent_error *err);
void ent_i_edit_rollback(ent_i_edit *edit);

/* Around each statement. undo: false when the whole transaction is gone, as after some errors it is. */
ENT_CHECK ent_status ent_i_edit_save(ent_i_edit *edit, ent_error *err);
ENT_CHECK ent_status ent_i_edit_keep(ent_i_edit *edit, ent_error *err);
bool ent_i_edit_undo(ent_i_edit *edit);

/* The least numbers that are free, and so are all above them. */
typedef struct ent_i_edit_numbers {
    int64_t node, tie, citation;
} ent_i_edit_numbers;
ENT_CHECK ent_status ent_i_edit_free_numbers(ent_i_edit *edit, ent_i_edit_numbers *ret, ent_error *err);

/* A label or type by name, made when it is new, described as by Entente's own vocabulary. */
ENT_CHECK ent_status ent_i_edit_label(ent_i_edit *edit, const char *name, int64_t *ret, ent_error *err);
ENT_CHECK ent_status ent_i_edit_type(ent_i_edit *edit, const char *name, int64_t *ret, ent_error *err);

typedef struct ent_i_edit_node {
    int64_t number;
    const char *key; /* NULL: one is made, "_:n" and the number */
    const char *name, *short_name, *valid, *status, *properties;
} ent_i_edit_node;
/* A node that is there is taken out and put in again; all of a statement out before the first in, so that they may
 * exchange keys. *ret_key: the key it had. Its aliases and labels stay. */
ENT_CHECK ent_status ent_i_edit_take_node(ent_i_edit *edit, int64_t number, ent_i_arena *arena, const char **ret_key,
                                          ent_error *err);
/* ENT_ERR_DUPLICATE: another node has the key; the message names it. */
ENT_CHECK ent_status ent_i_edit_put_node(ent_i_edit *edit, const ent_i_edit_node *node, ent_error *err);
ENT_CHECK ent_status ent_i_edit_put_labels(ent_i_edit *edit, int64_t number, const int64_t *labels, size_t count,
                                           ent_error *err);
/* After ent_i_edit_take_node: its names and labels too. */
ENT_CHECK ent_status ent_i_edit_drop_node(ent_i_edit *edit, int64_t number, ent_error *err);

typedef struct ent_i_edit_tie {
    int64_t number, source, type, target;
    const char *valid, *status, *rank, *properties;
} ent_i_edit_tie;
ENT_CHECK ent_status ent_i_edit_drop_tie(ent_i_edit *edit, int64_t number, ent_error *err);
ENT_CHECK ent_status ent_i_edit_put_tie(ent_i_edit *edit, const ent_i_edit_tie *tie, ent_error *err);

typedef struct ent_i_edit_citation {
    int64_t number, tie, node, source; /* tie or node: 0 */
    const char *paragraph, *page, *url, *how, *note;
} ent_i_edit_citation;
ENT_CHECK ent_status ent_i_edit_drop_citation(ent_i_edit *edit, int64_t number, ent_error *err);
ENT_CHECK ent_status ent_i_edit_put_citation(ent_i_edit *edit, const ent_i_edit_citation *citation, ent_error *err);

#endif
