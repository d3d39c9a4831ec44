/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Progress is told this often. */
#define REPORT_EVERY ((uint64_t)4 << 20)
#define MAX_ITEM ((size_t)64 << 20)
/* Positions inside a record are kept in 32 bits. */
#define MAX_ITEM_MOST ((size_t)1 << 31)
#define MAX_DEPTH 512u

static void take_options(ent_i_source *source, const ent_load_options *options)
{
    source->block_size = ENT_I_SOURCE_BLOCK;
    if (options) {
        source->progress = options->progress;
        source->context = options->context;
    }
}

ent_status ent_i_source_open(ent_i_source *source, const char *path, const ent_load_options *options,
                             ent_error *err)
{
    *source = (ent_i_source){ .file = -1 };
    bool standard = strcmp(path, "-") == 0;
    take_options(source, options);
    source->name = standard ? "standard input" : path;
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return ent_i_fail_at(err, ENT_ERR_IO, path, 0, 0, "cannot read the file: %s", strerror(errno));
    source->file = file;
    struct stat status;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode))
        source->total = (uint64_t)status.st_size;
#ifdef POSIX_FADV_SEQUENTIAL
    (void)posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL);
#endif
    return ENT_OK;
}

void ent_i_source_memory(ent_i_source *source, const char *name, const char *data, size_t length,
                         const ent_load_options *options)
{
    *source = (ent_i_source){ .file = -1, .name = name, .memory = data, .left = length, .total = length };
    take_options(source, options);
}

void ent_i_source_close(ent_i_source *source)
{
    if (source->file > STDIN_FILENO)
        close(source->file);
    source->file = -1;
    free(source->block);
    source->block = NULL;
}

static ent_status report(ent_i_source *source, bool last, ent_error *err)
{
    if (!source->progress || (!last && source->done - source->reported < REPORT_EVERY))
        return ENT_OK;
    source->reported = source->done;
    if (!source->progress(source->context, source->done, source->total))
        return ent_i_fail_at(err, ENT_ERR_USAGE, source->name, 0, 0, "interrupted");
    return ENT_OK;
}

static ent_status next_from_memory(ent_i_source *source, const char **ret, size_t *ret_length)
{
    size_t length = source->left < source->block_size ? source->left : source->block_size;
    if (!length)
        return ENT_DONE;
    *ret = source->memory;
    *ret_length = length;
    source->memory += length;
    source->left -= length;
    return ENT_OK;
}

static ent_status next_from_file(ent_i_source *source, const char **ret, size_t *ret_length, ent_error *err)
{
    if (!source->block && !(source->block = malloc(source->block_size)))
        return ent_i_nomem(err);
    ssize_t n;
    do
        n = read(source->file, source->block, source->block_size);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return ent_i_fail_at(err, ENT_ERR_IO, source->name, 0, 0, "cannot read the file: %s", strerror(errno));
    if (n == 0)
        return ENT_DONE;
    *ret = source->block;
    *ret_length = (size_t)n;
    return ENT_OK;
}

ent_status ent_i_source_next(ent_i_source *source, const char **ret, size_t *ret_length, ent_error *err)
{
    const char *block = NULL;
    size_t length = 0;
    ent_status status = source->file < 0 ? next_from_memory(source, &block, &length)
                                         : next_from_file(source, &block, &length, err);
    if (status < 0)
        return status;
    source->done += length;
    ENT_I_TRY(report(source, status == ENT_DONE, err));
    if (status == ENT_OK) {
        *ret = block;
        *ret_length = length;
    }
    return status;
}

size_t ent_i_max_item(const ent_load_options *options)
{
    size_t most = options && options->max_item ? options->max_item : MAX_ITEM;
    return most < MAX_ITEM_MOST ? most : MAX_ITEM_MOST;
}

unsigned ent_i_max_depth(const ent_load_options *options)
{
    return options && options->max_depth ? options->max_depth : MAX_DEPTH;
}
