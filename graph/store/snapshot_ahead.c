/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to read before it is asked for. Who goes through a section gets more of it at a time; for who follows the
 * arcs of a node, in a file that is not in the system's memory, all that lies at their ends is asked for at once: a
 * disk that is asked for a hundred blocks one after the other takes five times as long. */
#include <errno.h>
#include <fcntl.h>
#include <sys/uio.h>

#include "graph/store/snapshot_pages.h"

#define RUN_MOST 256   /* blocks read at once */
#define ARCS_MOST 8192 /* whose ends are asked for */

static ent_i_section section_of(const ent_i_snapshot_pages *s, size_t block)
{
    uint64_t offset = ((uint64_t)block << ENT_I_BLOCK_SHIFT) + ENT_I_BLOCK - 1;
    int section = 0;
    while (section + 1 < ENT_I_SECTIONS && s->head.sections[section + 1].offset <= offset)
        section++;
    return (ent_i_section)section;
}

/* Is the block in the system's memory? Where that cannot be told, it is taken to be. */
static bool is_waiting(const ent_i_snapshot_pages *s, size_t block)
{
    char byte;
    struct iovec to = { &byte, 1 };
    off_t at = (off_t)(ent_i_snapshot_start(s->block_count) + ((uint64_t)block << ENT_I_BLOCK_SHIFT));
    return preadv2(s->file, &to, 1, at, RWF_NOWAIT) < 0 && errno == EAGAIN;
}

static void announce(const ent_i_snapshot_pages *s, uint64_t offset, uint64_t size)
{
    size_t first = (size_t)(offset >> ENT_I_BLOCK_SHIFT), last = (size_t)((offset + size - 1) >> ENT_I_BLOCK_SHIFT);
    uint64_t start = ent_i_snapshot_start(s->block_count);
    for (size_t block = first; block <= last && block < s->block_count; block++)
        if (!ent_i_snapshot_present(s, block))
            (void)posix_fadvise(s->file, (off_t)(start + ((uint64_t)block << ENT_I_BLOCK_SHIFT)), ENT_I_BLOCK,
                                POSIX_FADV_WILLNEED);
}

static uint64_t offset_of(const ent_i_snapshot_pages *s, ent_i_section section, uint64_t index)
{
    return s->head.sections[section].offset + index * ent_i_section_sizes[section];
}

/* The rows of the nodes are in hand or on their way: see where their texts lie, which of one node lie together. */
static void announce_texts(ent_i_snapshot_pages *s, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t offset = offset_of(s, ENT_I_SECTION_NODES, s->others[i]);
        ent_i_snapshot_fetch(s, (size_t)(offset >> ENT_I_BLOCK_SHIFT));
        ent_i_snapshot_fetch(s, (size_t)((offset + sizeof(ent_i_node) - 1) >> ENT_I_BLOCK_SHIFT));
        const ent_i_node *node = (const void *)(s->pages.base + offset);
        if (node->key && node->key < s->pages.size)
            announce(s, node->key, 1);
    }
}

/* A block of this section is wanted and was not there: others of the same section will be, for the same arcs. */
static void announce_ends(ent_i_snapshot_pages *s, ent_i_section section)
{
    const ent_i_snapshot_place *place = &s->head.sections[section];
    size_t count = s->arc_count < ARCS_MOST ? s->arc_count : ARCS_MOST;
    bool of_ties = place->count == s->head.tie_count || section == ENT_I_SECTION_TIE_CITATION_STARTS;
    if (count < 2 || s->announced >> section & 1)
        return;
    s->announced |= UINT64_C(1) << section;
    if (section == ENT_I_SECTION_TEXTS)
        announce_texts(s, count);
    else if (section == ENT_I_SECTION_NODES)
        for (size_t i = 0; i < count; i++)
            announce(s, offset_of(s, section, s->others[i]), sizeof(ent_i_node));
    else if (section <= ENT_I_SECTION_TIE_PERIOD || (of_ties && section != ENT_I_SECTION_OUT_OTHERS))
        for (size_t i = 0; i < count; i++)
            if (s->ties[i] < place->count)
                announce(s, offset_of(s, section, s->ties[i]), ent_i_section_sizes[section]);
}

size_t ent_i_snapshot_ahead(ent_i_snapshot_pages *s, size_t block)
{
    ent_i_section section = section_of(s, block);
    ent_i_snapshot_run *run = &s->runs[section];
    run->count = block == run->next ? (run->count < RUN_MOST ? run->count * 2 : RUN_MOST) : 1;
    if (!run->count)
        run->count = 1;
    size_t count = 1;
    while (count < run->count && block + count < s->block_count && !ent_i_snapshot_present(s, block + count))
        count++;
    run->next = block + count;
    if (!atomic_load(&s->pages.cold) && is_waiting(s, block))
        atomic_store(&s->pages.cold, true);
    if (atomic_load(&s->pages.cold))
        announce_ends(s, section);
    return count;
}
