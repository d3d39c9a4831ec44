/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running one statement and keeping all that it answered; what a graph holds, to tell what changed. */
#ifndef ENT_TCK_RESULT_H
#define ENT_TCK_RESULT_H

#include "expect.h"
#include "gherkin.h"

typedef struct tck_parameter {
    const char *name;
    tck_value value;
} tck_parameter;

typedef struct tck_result {
    bool failed;
    const char *type, *phase, *detail, *message; /* of the error */
    const char **columns;
    size_t column_count;
    tck_value **rows; /* column_count values each */
    size_t row_count;
    ent_query_changes changes; /* as the engine counts them */
} tck_result;

/* Never fails: what goes wrong is the result. */
void tck_execute(ent_i_arena *arena, ent_session *session, const char *query, const tck_parameter *parameters,
                 size_t count, tck_result *ret);

/* Does the result have these columns, in this order, and these rows? If not, why is said. A cell that cannot be
 * read sets *ret_unreadable. */
bool tck_result_is(ent_i_arena *arena, const tck_result *result, const tck_table *table, bool ordered, bool unordered_lists,
                   bool *ret_unreadable, ent_i_buffer *why);

/* --- side effects ------------------------------------------------------------------------------------------- */

/* Everything the kit counts, as sorted texts: ids of nodes and relationships, labels in use, properties. */
typedef struct tck_snapshot {
    const char **facts;
    size_t count;
} tck_snapshot;

typedef enum tck_effect { TCK_NODES, TCK_RELATIONSHIPS, TCK_LABELS, TCK_PROPERTIES, TCK_EFFECTS } tck_effect;

typedef struct tck_effects {
    uint64_t added[TCK_EFFECTS], removed[TCK_EFFECTS];
} tck_effects;

bool tck_snapshot_take(ent_i_arena *arena, ent_session *session, tck_snapshot *ret, ent_i_buffer *why);
tck_effects tck_difference(const tck_snapshot *before, const tck_snapshot *after);
/* "+nodes", "-labels": where its count stands; NULL: no such effect. */
uint64_t *tck_effect_named(tck_effects *effects, const char *name);
void tck_effects_print(const tck_effects *effects, ent_i_buffer *ret);

#endif
