/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The snapshot: a graph's arrays as they lie in memory, in a file NAME-graph beside the database, so that a
 * question that touches little of a large graph need not wait for all of its rows. It is derived: made from
 * the rows when they had to be loaded anyway, never fsynced, believed only when it is of the very state that is
 * in the database, and only block by block as its checksums are found right.
 *
 * The file: a header; a checksum for each block of the rest; the blocks, which hold the sections one after the
 * other. References within are offsets from the first block. Byte order and sizes are this machine's. */
#ifndef ENT_I_SNAPSHOT_H
#define ENT_I_SNAPSHOT_H

#include "graph/base/checksum.h"
#include "graph/model/graph.h"
#include "graph/store/identity.h"

/* X(name, type of an element, array in the graph): arrays that are the same in the file; */
#define ENT_I_SNAPSHOT_COLUMNS(X)                                 \
    X(TIE_SOURCE, ent_node, tie_source)                           \
    X(TIE_TARGET, ent_node, tie_target)                           \
    X(TIE_TYPE, ent_type, tie_type)                               \
    X(TIE_STATUS, unsigned char, tie_status)                      \
    X(TIE_RANK, unsigned char, tie_rank)                          \
    X(TIE_PERIOD, uint32_t[2], tie_period)                        \
    X(OUT_STARTS, uint32_t, out.starts)                           \
    X(OUT_OTHERS, ent_node, out.others)                           \
    X(OUT_TIES, ent_tie, out.ties)                                \
    X(IN_STARTS, uint32_t, in.starts)                             \
    X(IN_OTHERS, ent_node, in.others)                             \
    X(IN_TIES, ent_tie, in.ties)                                  \
    X(NODE_CITATION_STARTS, uint32_t, node_citations.starts)      \
    X(TIE_CITATION_STARTS, uint32_t, tie_citations.starts)        \
    X(NODE_NUMBERS, uint32_t, node_numbers.items)                 \
    X(TIE_NUMBERS, uint32_t, tie_numbers.items)
/* arrays that are written anew, with offsets for addresses, or that only the file has; */
#define ENT_I_SNAPSHOT_ARRAYS(X)                                  \
    X(NODES, ent_i_node, nodes)                                   \
    X(TIE_PROPERTIES, ent_i_ref, tie_properties)                  \
    X(LONG_PERIODS, ent_i_long_period, long_periods)              \
    X(NODE_CITATIONS, ent_i_citation, node_citations.items)       \
    X(TIE_CITATIONS, ent_i_citation, tie_citations.items)         \
    X(KEY_INDEX, uint64_t, key_index.items)                       \
    X(FOLDED_INDEX, uint64_t, folded_index.items)
/* and what only references lead to. */
#define ENT_I_SNAPSHOT_LISTS(X)                                   \
    X(LABELS, ent_label, )                                        \
    X(ALIASES, ent_i_alias, )                                     \
    X(FIELDS, ent_i_source_field, )                               \
    X(TEXTS, char, )
#define ENT_I_SNAPSHOT_SECTIONS(X) ENT_I_SNAPSHOT_COLUMNS(X) ENT_I_SNAPSHOT_ARRAYS(X) ENT_I_SNAPSHOT_LISTS(X)

typedef enum ent_i_section {
#define ENT_X(name, type, array) ENT_I_SECTION_##name,
    ENT_I_SNAPSHOT_SECTIONS(ENT_X)
#undef ENT_X
        ENT_I_SECTIONS
} ent_i_section;
extern const size_t ent_i_section_sizes[ENT_I_SECTIONS]; /* of an element */

typedef struct ent_i_snapshot_place {
    uint64_t offset, count; /* from the first block on; elements */
} ent_i_snapshot_place;

#define ENT_I_SNAPSHOT_MAGIC "ENTGRAPH"
/* To be raised when the meaning of any array changes. */
#define ENT_I_SNAPSHOT_FORMAT 1
#define ENT_I_SNAPSHOT_MARK UINT32_C(0x01020304)

typedef struct ent_i_snapshot_head {
    char magic[8];
    uint32_t format, mark;
    uint64_t shape;          /* ent_i_snapshot_shape() of who wrote it */
    ent_i_identity identity; /* of the state that it was made from */
    uint64_t node_count, tie_count;
    uint32_t label_count, type_count, has_preferred, unused;
    ent_i_snapshot_place sections[ENT_I_SECTIONS];
    uint64_t block_count; /* the file ends with the last one */
    uint64_t sums;        /* checksum of the blocks' checksums */
    uint64_t sum;         /* checksum of all above */
} ent_i_snapshot_head;

/* Where the first block lies in the file. */
static inline uint64_t ent_i_snapshot_start(uint64_t block_count)
{
    uint64_t end = sizeof(ent_i_snapshot_head) + block_count * sizeof(uint64_t);
    return (end + ENT_I_BLOCK - 1) & ~(uint64_t)(ENT_I_BLOCK - 1);
}
/* Changes with all that arrays of the same sections depend on: sizes, release, folding of names. */
uint64_t ent_i_snapshot_shape(void);
uint64_t ent_i_snapshot_head_sum(const ent_i_snapshot_head *head);
static inline uint64_t ent_i_snapshot_block_sum(const void *block, uint64_t number)
{
    return ent_i_checksum(block, ENT_I_BLOCK, number + 1);
}

/* NAME-graph; NULL when memory is out. free(). */
char *ent_i_snapshot_path(const ent_store *store);

/* ENT_OK: the graph of the state that is in the database; ENT_DONE: there is no good snapshot of it. Begins and
 * ends a transaction. */
ENT_CHECK ent_status ent_i_snapshot_load(ent_store *store, ent_graph **ret, ent_error *err);
/* Is it to be made, of what is large or because somebody said so? */
bool ent_i_snapshot_is_wanted(const ent_store *store, const ent_graph *graph);
/* Make a graph's snapshot, unless the state has changed since or there is no room; nobody is told. */
void ent_i_snapshot_save(const ent_store *store, const ent_i_identity *identity, const ent_graph *graph);
/* How many blocks of the snapshot of this state are not what was written. Within a transaction; no snapshot: 0. */
ENT_CHECK ent_status ent_i_snapshot_check(ent_store *store, uint64_t *ret_bad, ent_error *err);
/* Load the rows again and make the snapshot of them, in the database's folder or else out of sight. Returns the
 * file when its blocks have these checksums, else -1. */
int ent_i_snapshot_remake(const char *path, const ent_i_snapshot_head *head);

/* Write one to a file that is empty. *ret_head is what stands at its start. */
ENT_CHECK ent_status ent_i_snapshot_write(int file, const ent_i_identity *identity, const ent_graph *graph,
                                          ent_i_snapshot_head *ret_head, ent_error *err);
/* The pages of a file, which become the owner of it and of sums, on failure too. path: the database's. */
ENT_CHECK ent_status ent_i_snapshot_pages_open(int file, const ent_i_snapshot_head *head, uint64_t *sums,
                                          const char *path, ent_i_pages **ret, ent_error *err);
bool ent_i_read_at(int file, void *data, size_t size, uint64_t offset);

#endif
