/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding the nodes of a scan: by an index where there is one, else by looking at all. */
#ifndef ENT_I_SEEK_H
#define ENT_I_SEEK_H

#include "graph/query/evaluate/run.h"
#include "graph/query/overlay/index.h"

typedef enum ent_i_access_kind {
    ENT_I_ACCESS_EQUAL,  /* key = one */
    ENT_I_ACCESS_ANY_OF, /* key IN one */
    ENT_I_ACCESS_PREFIX, /* key STARTS WITH one */
    ENT_I_ACCESS_RANGE,  /* one <(=) key <(=) other; either may be NULL */
    ENT_I_ACCESS_ID      /* id(node) = one */
} ent_i_access_kind;

/* A condition that finds nodes: its expressions are known before the scan. The condition itself is tested all the
 * same, so bounds of a range need not be exact. */
typedef struct ent_i_access {
    struct ent_i_access *next; /* the next best */
    ent_i_access_kind kind;
    ent_i_symbol key;
    const ent_i_expr *one, *other;
    double rows; /* nodes it is thought to find */
} ent_i_access;

typedef enum ent_i_seek_kind {
    ENT_I_SEEK_ALL,
    ENT_I_SEEK_LABEL,
    ENT_I_SEEK_EQUAL,
    ENT_I_SEEK_ANY_OF,
    ENT_I_SEEK_ORDERED,
    ENT_I_SEEK_NOTHING
} ent_i_seek_kind;

typedef struct ent_i_seek {
    ent_i_seek_kind kind;
    const ent_i_node_index *index;
    uint64_t next, end; /* a node's number, or a place in the index */
    size_t extra;
    uint64_t found;         /* EQUAL by key: the node of the base, or UINT64_MAX */
    ent_i_value low, high;  /* ORDERED: what extras must be within; kind NULL: no bound */
    bool prefix;            /* low is one */
    ent_i_value *values;    /* ANY_OF: each once */
    size_t value_count, value_next;
    ent_i_arena arena;      /* of bounds and values */
} ent_i_seek;

/* Begin a search for nodes with the label (or ENT_I_NO_SYMBOL) and one of the accesses. */
ENT_CHECK ent_status ent_i_seek_start(ent_i_seek *seek, ent_i_run *run, const ent_i_access *accesses,
                                      ent_i_symbol label);
/* The next node that may be meant, living or not; ENT_DONE. Values are made in run->arena. */
ENT_CHECK ent_status ent_i_seek_next(ent_i_seek *seek, ent_i_run *run, uint64_t *ret);

#endif
