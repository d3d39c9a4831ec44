/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bringing in blocks of a snapshot. A block is read into memory of our own and checked there, and nothing reads
 * it before: what happens to the file later, cut short or changed in place, changes no answer and ends no
 * process, as it could if the file itself were mapped. A block that is not right is taken from a snapshot that is
 * made anew of the rows, which has the same bytes as long as the database has not changed. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "graph/store/snapshot_pages.h"

bool ent_i_read_at(int file, void *data, size_t size, uint64_t offset)
{
    for (char *at = data; size;) {
        ssize_t done = pread(file, at, size, (off_t)offset);
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

static void set_present(ent_i_snapshot_pages *s, size_t block)
{
    atomic_store_explicit(&s->pages.present[block], 1, memory_order_release);
    atomic_fetch_sub_explicit(&s->pages.missing, 1, memory_order_release);
}

/* Read blocks and note which of them are right. Those that are not, or not there, are read again when asked for. */
static bool read_blocks(ent_i_snapshot_pages *s, size_t block, size_t count)
{
    uint64_t start = ent_i_snapshot_start(s->block_count) + ((uint64_t)block << ENT_I_BLOCK_SHIFT);
    unsigned char *at = s->pages.base + (block << ENT_I_BLOCK_SHIFT);
    if (!ent_i_read_at(s->file, at, count << ENT_I_BLOCK_SHIFT, start))
        return count > 1 && read_blocks(s, block, 1);
    for (size_t i = 0; i < count; i++)
        if (ent_i_snapshot_block_sum(at + (i << ENT_I_BLOCK_SHIFT), block + i) == s->sums[block + i])
            set_present(s, block + i);
    return ent_i_snapshot_present(s, block);
}

/* Go over to a snapshot that is made of the rows. Once: what is wrong with that one is not the file. */
static bool remake(ent_i_snapshot_pages *s)
{
    if (s->remade)
        return false;
    s->remade = true;
    int file = ent_i_snapshot_remake(s->path, &s->head);
    if (file < 0)
        return false;
    close(s->file);
    s->file = file;
    return true;
}

/* With the lock. */
void ent_i_snapshot_fetch(ent_i_snapshot_pages *s, size_t block)
{
    if (ent_i_snapshot_present(s, block) || read_blocks(s, block, ent_i_snapshot_ahead(s, block)) ||
        (remake(s) && read_blocks(s, block, 1)))
        return;
    memset(s->pages.base + (block << ENT_I_BLOCK_SHIFT), 0, ENT_I_BLOCK);
    atomic_store(&s->pages.broken, true);
    set_present(s, block);
}

static void fetch(ent_i_pages *pages, size_t block)
{
    ent_i_snapshot_pages *s = (ent_i_snapshot_pages *)pages;
    pthread_mutex_lock(&s->lock);
    ent_i_snapshot_fetch(s, block);
    pthread_mutex_unlock(&s->lock);
}

static void hint(ent_i_pages *pages, const uint32_t *others, const uint32_t *ties, size_t count)
{
    ent_i_snapshot_pages *s = (ent_i_snapshot_pages *)pages;
    pthread_mutex_lock(&s->lock);
    s->others = others;
    s->ties = ties;
    s->arc_count = count;
    s->announced = 0;
    pthread_mutex_unlock(&s->lock);
}

static void close_pages(ent_i_pages *pages)
{
    ent_i_snapshot_pages *s = (ent_i_snapshot_pages *)pages;
    if (pages->base)
        munmap(pages->base, s->block_count << ENT_I_BLOCK_SHIFT);
    if (s->file >= 0)
        close(s->file);
    pthread_mutex_destroy(&s->lock);
    free(pages->present);
    free(s->sums);
    free(s->path);
    free(s);
}

static ent_status set_up(ent_i_snapshot_pages *s, const char *path, ent_error *err)
{
    s->path = strdup(path);
    s->pages.present = calloc(s->block_count, sizeof *s->pages.present);
    if (!s->path || !s->pages.present)
        return ent_i_nomem(err);
    void *base = mmap(NULL, s->block_count << ENT_I_BLOCK_SHIFT, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED)
        return ent_i_nomem(err);
    s->pages.base = base;
    s->pages.size = s->block_count << ENT_I_BLOCK_SHIFT;
    atomic_init(&s->pages.missing, s->block_count);
    /* The system would read more around each block than the block. */
    (void)posix_fadvise(s->file, 0, 0, POSIX_FADV_RANDOM);
    return ENT_OK;
}

ent_status ent_i_snapshot_pages_open(int file, const ent_i_snapshot_head *head, uint64_t *sums, const char *path,
                                ent_i_pages **ret, ent_error *err)
{
    ent_i_snapshot_pages *s = calloc(1, sizeof *s);
    if (!s) {
        free(sums);
        close(file);
        return ent_i_nomem(err);
    }
    pthread_mutex_init(&s->lock, NULL);
    s->pages.fetch = fetch;
    s->pages.hint = hint;
    s->pages.close = close_pages;
    s->file = file;
    s->head = *head;
    s->sums = sums;
    s->block_count = (size_t)head->block_count;
    ent_status status = set_up(s, path, err);
    if (status < 0)
        close_pages(&s->pages);
    else
        *ret = &s->pages;
    return status;
}
