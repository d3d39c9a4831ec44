/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/store/snapshot_sink.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROOM (32 * ENT_I_BLOCK)

bool ent_i_write_at(int file, const void *data, size_t size, uint64_t offset)
{
    for (const char *at = data; size;) {
        ssize_t done = pwrite(file, at, size, (off_t)offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        at += done;
        size -= (size_t)done;
        offset += (uint64_t)done;
    }
    return true;
}

ent_status ent_i_sink_init(ent_i_sink *sink, int file, uint64_t block_count, ent_error *err)
{
    *sink = (ent_i_sink){ .file = file, .start = ent_i_snapshot_start(block_count), .block_count = block_count };
    ENT_I_TRY(ENT_I_ZEROED(sink->sums, block_count, err));
    return ENT_I_ZEROED(sink->room, ROOM, err);
}

void ent_i_sink_clear(ent_i_sink *sink)
{
    free(sink->sums);
    free(sink->room);
}

/* What is in the room: whole blocks, the last ones of the bytes put. */
static void flush(ent_i_sink *sink)
{
    uint64_t first = (sink->offset - sink->used) >> ENT_I_BLOCK_SHIFT;
    for (size_t i = 0; i < sink->used >> ENT_I_BLOCK_SHIFT; i++)
        sink->sums[first + i] = ent_i_snapshot_block_sum(sink->room + (i << ENT_I_BLOCK_SHIFT), first + i);
    if (!sink->failed && !ent_i_write_at(sink->file, sink->room, sink->used, sink->start + sink->offset - sink->used))
        sink->failed = true;
    sink->used = 0;
}

void ent_i_sink_put(ent_i_sink *sink, const void *data, size_t size)
{
    for (const unsigned char *at = data; size;) {
        size_t part = ROOM - sink->used < size ? ROOM - sink->used : size;
        memcpy(sink->room + sink->used, at, part);
        sink->used += part;
        sink->offset += part;
        at += part;
        size -= part;
        if (sink->used == ROOM)
            flush(sink);
    }
}

void ent_i_sink_pad(ent_i_sink *sink, uint64_t offset)
{
    static const unsigned char zeros[ENT_I_BLOCK];
    while (sink->offset < offset) {
        uint64_t missing = offset - sink->offset;
        ent_i_sink_put(sink, zeros, missing < sizeof zeros ? (size_t)missing : sizeof zeros);
    }
}

bool ent_i_sink_finish(ent_i_sink *sink)
{
    ent_i_sink_pad(sink, sink->block_count << ENT_I_BLOCK_SHIFT);
    flush(sink);
    return !sink->failed && ent_i_write_at(sink->file, sink->sums, sink->block_count * sizeof *sink->sums,
                                           sizeof(ent_i_snapshot_head));
}
