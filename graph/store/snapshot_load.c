/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a snapshot: is it of this state of this database, whole, and made by a library like this one? If not
 * all of that, the rows are loaded as if there were none. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "graph/model/vocabulary.h"
#include "graph/store/load.h"
#include "graph/store/snapshot.h"

/* A file of the database's owner, our own or the administrator's: others could have written what they like. */
static bool trusted(const ent_store *store, const struct stat *file)
{
    return S_ISREG(file->st_mode) &&
           (file->st_uid == geteuid() || file->st_uid == store->seen.st_uid || file->st_uid == 0);
}

/* Nothing else is believed before its head is. */
static bool head_is_good(const ent_i_snapshot_head *head, const ent_i_identity *identity, uint64_t size)
{
    return memcmp(head->magic, ENT_I_SNAPSHOT_MAGIC, sizeof head->magic) == 0 &&
           head->format == ENT_I_SNAPSHOT_FORMAT && head->mark == ENT_I_SNAPSHOT_MARK &&
           head->sum == ent_i_snapshot_head_sum(head) && head->shape == ent_i_snapshot_shape() &&
           ent_i_identity_equal(&head->identity, identity) && head->block_count > 0 &&
           head->block_count <= size >> ENT_I_BLOCK_SHIFT &&
           size == ent_i_snapshot_start(head->block_count) + (head->block_count << ENT_I_BLOCK_SHIFT);
}

static bool sections_fit(const ent_i_snapshot_head *head)
{
    uint64_t end = head->block_count << ENT_I_BLOCK_SHIFT;
    for (int s = 0; s < ENT_I_SECTIONS; s++) {
        const ent_i_snapshot_place *place = &head->sections[s];
        if (!place->offset || place->offset > end ||
            place->count > (end - place->offset) / ent_i_section_sizes[s])
            return false;
    }
    return true;
}

/* The file's head and the checksums of its blocks; *ret_file -1: it is not to be used. */
static ent_status open_file(const ent_store *store, const ent_i_identity *identity, ent_i_snapshot_head *ret_head,
                            uint64_t **ret_sums, int *ret_file, ent_error *err)
{
    struct stat status;
    ENT_I_AUTOFREE char *path = ent_i_snapshot_path(store);
    ENT_I_AUTOFREE uint64_t *sums = NULL;
    *ret_file = -1;
    int file = path ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) : -1;
    if (file < 0)
        return ENT_OK;
    bool good = fstat(file, &status) == 0 && trusted(store, &status) &&
                ent_i_read_at(file, ret_head, sizeof *ret_head, 0) &&
                head_is_good(ret_head, identity, (uint64_t)status.st_size) && sections_fit(ret_head);
    if (good) {
        size_t size = (size_t)ret_head->block_count * sizeof *sums;
        sums = malloc(size);
        if (!sums) {
            close(file);
            return ent_i_nomem(err);
        }
        good = ent_i_read_at(file, sums, size, sizeof *ret_head) && ent_i_checksum(sums, size, 0) == ret_head->sums;
    }
    if (!good) {
        close(file);
        return ENT_OK;
    }
    *ret_sums = sums;
    sums = NULL;
    *ret_file = file;
    return ENT_OK;
}

ent_status ent_i_snapshot_check(ent_store *store, uint64_t *ret_bad, ent_error *err)
{
    ent_i_identity identity;
    ent_i_snapshot_head head;
    ENT_I_AUTOFREE uint64_t *sums = NULL;
    unsigned char *block = NULL;
    int file = -1;
    *ret_bad = 0;
    if (ent_i_identity_now(store, &identity))
        ENT_I_TRY(open_file(store, &identity, &head, &sums, &file, err));
    if (file < 0)
        return ENT_OK;
    ent_status status = ENT_I_ZEROED(block, ENT_I_BLOCK, err);
    uint64_t start = status == ENT_OK ? ent_i_snapshot_start(head.block_count) : 0;
    for (uint64_t i = 0; status == ENT_OK && i < head.block_count; i++)
        if (!ent_i_read_at(file, block, ENT_I_BLOCK, start + (i << ENT_I_BLOCK_SHIFT)) ||
            ent_i_snapshot_block_sum(block, i) != sums[i])
            ++*ret_bad;
    free(block);
    close(file);
    return status;
}

/* Point the graph's arrays into its pages. */
static void attach(ent_graph *graph, const ent_i_snapshot_head *head)
{
    unsigned char *base = graph->pages->base;
#define ENT_X(name, type, array)                                                                            \
    if (head->sections[ENT_I_SECTION_##name].count)                                                         \
        graph->array = (void *)(base + head->sections[ENT_I_SECTION_##name].offset);
    ENT_I_SNAPSHOT_COLUMNS(ENT_X)
    ENT_I_SNAPSHOT_ARRAYS(ENT_X)
#undef ENT_X
    graph->node_count = graph->stored_nodes = (size_t)head->node_count;
    graph->tie_count = graph->stored_ties = (size_t)head->tie_count;
    graph->long_period_count = (size_t)head->sections[ENT_I_SECTION_LONG_PERIODS].count;
    graph->node_citations.count = (size_t)head->sections[ENT_I_SECTION_NODE_CITATIONS].count;
    graph->tie_citations.count = (size_t)head->sections[ENT_I_SECTION_TIE_CITATIONS].count;
    graph->node_numbers.count = (size_t)head->sections[ENT_I_SECTION_NODE_NUMBERS].count;
    graph->tie_numbers.count = (size_t)head->sections[ENT_I_SECTION_TIE_NUMBERS].count;
    graph->key_index.count = (size_t)head->sections[ENT_I_SECTION_KEY_INDEX].count;
    graph->folded_index.count = (size_t)head->sections[ENT_I_SECTION_FOLDED_INDEX].count;
    graph->has_preferred = head->has_preferred != 0;
    graph->finished = true;
}

/* Vocabulary and meta data come from the rows; they are few. */
static ent_status read_vocabulary(ent_store *store, ent_graph *graph, ent_error *err)
{
    ent_i_load load = { .store = store, .graph = graph };
    ent_status status = ent_i_load_vocabulary(&load, err);
    free(load.labels);
    free(load.types);
    return status < 0 ? status : ent_i_vocabulary_finish(graph, err);
}

static ent_status load_graph(ent_store *store, int file, const ent_i_snapshot_head *head, uint64_t *sums,
                             ent_graph *graph, ent_error *err)
{
    ENT_I_AUTOFREE char *path = realpath(store->path, NULL);
    ent_i_pages *pages = NULL;
    if (!path) {
        free(sums);
        close(file);
        return ENT_DONE;
    }
    ENT_I_TRY(ent_i_snapshot_pages_open(file, head, sums, path, &pages, err));
    ent_status status = read_vocabulary(store, graph, err);
    if (status == ENT_OK && (graph->label_count != head->label_count || graph->type_count != head->type_count))
        status = ENT_DONE;
    if (status != ENT_OK) {
        pages->close(pages);
        return status;
    }
    graph->pages = pages;
    attach(graph, head);
    return ENT_OK;
}

static ent_status load_state(ent_store *store, const ent_i_identity *identity, ent_graph **ret, ent_error *err)
{
    ent_i_snapshot_head head;
    uint64_t *sums = NULL;
    ent_graph *graph = NULL;
    int file;
    ENT_I_TRY(open_file(store, identity, &head, &sums, &file, err));
    if (file < 0)
        return ENT_DONE;
    ent_status status = ent_graph_new(&graph, err);
    if (status < 0) {
        free(sums);
        close(file);
        return status;
    }
    status = load_graph(store, file, &head, sums, graph, err);
    if (status == ENT_OK)
        *ret = graph;
    else
        ent_graph_free(graph);
    return status;
}

ent_status ent_i_snapshot_load(ent_store *store, ent_graph **ret, ent_error *err)
{
    ent_i_identity identity;
    bool known;
    ENT_I_TRY(ent_i_identity_begin(store, &identity, &known, err));
    ent_status status = known ? load_state(store, &identity, ret, err) : ENT_DONE;
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
