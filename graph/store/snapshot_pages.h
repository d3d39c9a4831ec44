/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_SNAPSHOT_PAGES_H
#define ENT_I_SNAPSHOT_PAGES_H

#include <pthread.h>

#include "graph/store/snapshot.h"

/* Who has read up to a block of a section, and how many at a time. */
typedef struct ent_i_snapshot_run {
    size_t next, count;
} ent_i_snapshot_run;

typedef struct ent_i_snapshot_pages {
    ent_i_pages pages;    /* first: it is all that the graph knows */
    pthread_mutex_t lock; /* for all that follows */
    int file;
    bool remade; /* file is not the one found, but made of the rows */
    ent_i_snapshot_head head;
    uint64_t *sums;
    size_t block_count;
    char *path; /* of the database, from the root */
    ent_i_snapshot_run runs[ENT_I_SECTIONS];
    /* The arcs that were handed out last, and for which sections their blocks were asked for. */
    const ent_node *others;
    const ent_tie *ties;
    size_t arc_count;
    uint64_t announced;
} ent_i_snapshot_pages;
_Static_assert(ENT_I_SECTIONS <= 64, "a bit for each");

static inline bool ent_i_snapshot_present(const ent_i_snapshot_pages *s, size_t block)
{
    return atomic_load_explicit(&s->pages.present[block], memory_order_relaxed) != 0;
}
/* Make a block present. */
void ent_i_snapshot_fetch(ent_i_snapshot_pages *s, size_t block);
/* How many blocks to read from an absent one on; where reading means waiting, the system is told what else will be
 * read soon. */
size_t ent_i_snapshot_ahead(ent_i_snapshot_pages *s, size_t block);

#endif
