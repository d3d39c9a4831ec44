/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What writing and reading a snapshot have in common. */
#include "graph/store/snapshot.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/buffer.h"
#include "graph/base/utf8.h"

const size_t ent_i_section_sizes[ENT_I_SECTIONS] = {
#define ENT_X(name, type, array) sizeof(type),
    ENT_I_SNAPSHOT_SECTIONS(ENT_X)
#undef ENT_X
};

uint64_t ent_i_snapshot_shape(void)
{
    static const char release[] = ENT_VERSION;
    const char *folding = ent_i_utf8_library();
    uint64_t shape = ent_i_checksum(ent_i_section_sizes, sizeof ent_i_section_sizes, sizeof(ent_i_snapshot_head));
    shape = ent_i_checksum(release, sizeof release, shape);
    return ent_i_checksum(folding, strlen(folding), shape);
}

uint64_t ent_i_snapshot_head_sum(const ent_i_snapshot_head *head)
{
    return ent_i_checksum(head, offsetof(ent_i_snapshot_head, sum), 0);
}

char *ent_i_snapshot_path(const ent_store *store)
{
    ENT_I_AUTOFREE char *real = realpath(store->path, NULL);
    ENT_I_AUTOBUFFER path = ENT_I_BUFFER_INIT;
    if (!real)
        return NULL;
    ent_i_buffer_printf(&path, "%s-graph", real);
    return ent_i_buffer_take(&path);
}
