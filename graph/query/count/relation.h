/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What counting reads of a graph: the ties of some types as compressed rows, the nodes of a label as bits. Made from
 * the work graph, changes of statements included, when they are first asked for, and kept until it changes. */
#ifndef ENT_I_RELATION_H
#define ENT_I_RELATION_H

#include "graph/query/match/match.h"

/* The neighbours of node n are others[starts[n] .. starts[n + 1] - 1], sorted; one that is tied twice stands there
 * twice. ENT_BOTH: both ways, a loop once. */
typedef struct ent_i_relation {
    struct ent_i_relation *next;
    ent_i_symbol *types; /* sorted; none: all */
    size_t type_count;
    unsigned directions;
    bool has_ties;
    size_t *starts; /* node_end + 1 */
    uint32_t *others;
    uint32_t *ties;   /* when has_ties */
    size_t arcs;      /* in others */
    size_t loops;     /* arcs that lead back */
    size_t near;      /* nodes with an arc */
    size_t bytes;
} ent_i_relation;

typedef struct ent_i_label_bits {
    struct ent_i_label_bits *next;
    ent_i_symbol label; /* ENT_I_NO_SYMBOL: all nodes */
    uint64_t *bits;
    size_t count;
} ent_i_label_bits;

typedef struct ent_i_relations {
    size_t holders;
    uint64_t generation; /* of the work graph when they were made */
    ent_i_relation *relations;
    ent_i_label_bits *labels;
} ent_i_relations;

/* Those of the graph as it is now. They stay as they are until they are released, whatever becomes of the graph. */
ENT_CHECK ent_status ent_i_relations_hold(ent_i_run *run, ent_i_relations **ret);
void ent_i_relations_release(ent_i_relations *relations);

/* Is a tie in it? NULL stands for always. */
typedef ent_status ent_i_relation_test(void *context, uint64_t rel, bool *ret);

/* Ask right after holding them: what is not there yet is made of the graph as it is now. */
ENT_CHECK ent_status ent_i_relation_of(ent_i_run *run, ent_i_relations *kept, const ent_i_symbol *types,
                                       size_t type_count, unsigned directions, bool ties, const ent_i_relation **ret);
/* Is it there already, of the graph as it is now? */
bool ent_i_relation_is_made(const ent_i_work *work, const ent_i_symbol *types, size_t type_count, unsigned directions);
/* One of the ties that pass a test: the caller's, to be freed. */
ENT_CHECK ent_status ent_i_relation_new(ent_i_run *run, const ent_i_symbol *types, size_t type_count,
                                        unsigned directions, bool ties, ent_i_relation_test *test, void *context,
                                        ent_i_relation **ret);
void ent_i_relation_free(ent_i_relation *relation);

/* The nodes with a label or one that is a kind of it; of ENT_I_NO_SYMBOL all of them. */
ENT_CHECK ent_status ent_i_label_bits_of(ent_i_run *run, ent_i_relations *kept, ent_i_symbol label,
                                         const ent_i_label_bits **ret);

static inline bool ent_i_bit(const uint64_t *bits, uint64_t node)
{
    return bits[node >> 6] >> (node & 63) & 1;
}

#endif
