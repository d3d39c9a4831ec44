/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a reader's bytes come from: a file, standard input or memory, one block after another. */
#ifndef ENT_I_SOURCE_H
#define ENT_I_SOURCE_H

#include <entente/load.h>

#include "graph/base/error.h"

#define ENT_I_SOURCE_BLOCK ((size_t)1 << 20)

typedef struct ent_i_source {
    const char *name;   /* for errors */
    int file;           /* -1: memory */
    const char *memory; /* what is left of it */
    size_t left;
    char *block;
    size_t block_size; /* set another before the first read, in tests */
    uint64_t done, total, reported;
    bool (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
} ent_i_source;

/* "-" is standard input. */
ENT_CHECK ent_status ent_i_source_open(ent_i_source *source, const char *path, const ent_load_options *options,
                                       ent_error *err);
void ent_i_source_memory(ent_i_source *source, const char *name, const char *data, size_t length,
                         const ent_load_options *options);
void ent_i_source_close(ent_i_source *source);
/* The next block, never empty, borrowed until the next call; ENT_DONE at the end. */
ENT_CHECK ent_status ent_i_source_next(ent_i_source *source, const char **ret, size_t *ret_length,
                                       ent_error *err);

/* Limits with their defaults filled in. */
size_t ent_i_max_item(const ent_load_options *options);
unsigned ent_i_max_depth(const ent_load_options *options);

#endif
