/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes into the blocks of a snapshot, summed as they go. */
#ifndef ENT_I_SNAPSHOT_SINK_H
#define ENT_I_SNAPSHOT_SINK_H

#include "graph/store/snapshot.h"

typedef struct ent_i_sink {
    int file;
    uint64_t start;      /* of the first block in the file */
    uint64_t offset;     /* bytes put so far */
    unsigned char *room; /* of SINK_BLOCKS blocks */
    size_t used;
    uint64_t *sums;      /* for each block; the sink's */
    uint64_t block_count;
    bool failed;
} ent_i_sink;

ENT_CHECK ent_status ent_i_sink_init(ent_i_sink *sink, int file, uint64_t block_count, ent_error *err);
void ent_i_sink_clear(ent_i_sink *sink);
void ent_i_sink_put(ent_i_sink *sink, const void *data, size_t size);
/* Zeros up to an offset. */
void ent_i_sink_pad(ent_i_sink *sink, uint64_t offset);
/* Fill the last block and write the sums. False: something could not be written. */
bool ent_i_sink_finish(ent_i_sink *sink);
bool ent_i_write_at(int file, const void *data, size_t size, uint64_t offset);

#endif
