/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files in and out: one table of formats. */
#ifndef ENTENTE_LOAD_H
#define ENTENTE_LOAD_H

#include <stdbool.h>

#include <entente/graph.h>
#include <entente/output.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_format {
    const char *name;       /* "json" */
    const char *extensions; /* ".json", several separated by blanks */
    const char *summary;    /* one line for help */
    bool reads, writes;
} ent_format;

/* All formats, in the order of the help text. */
ENT_API const ent_format *ent_formats(size_t *ret_count);
/* By name, or by the extension of a path (case folded); NULL when there is none. */
ENT_API const ent_format *ent_format_find(const char *name);
ENT_API const ent_format *ent_format_of_path(const char *path);

typedef struct ent_load_options {
    const ent_format *format; /* NULL: by the path's extension */
    /* Called every few MB with bytes read and the file's size (0 when it is not known, as for a pipe).
     * Returning false stops: the load fails with ENT_ERR_USAGE "interrupted". */
    bool (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
    size_t max_item;  /* bytes of one record (a JSON element, a CSV row) at most; 0: 64 MiB */
    unsigned max_depth; /* nesting at most; 0: 512 */
} ent_load_options;
#define ENT_LOAD_OPTIONS_INIT { NULL, NULL, NULL, 0, 0 }

/* Add what a file holds to a graph (not finished by it). Reads as a stream: memory beyond the graph is
 * one record. path "-" is standard input. Errors carry file, line and column; the graph can then only
 * be freed. */
ENT_API ENT_CHECK ent_status ent_load(ent_graph *graph, const char *path, const ent_load_options *options,
                                      ent_error *err);
/* The same from memory; name stands for the file in errors. */
ENT_API ENT_CHECK ent_status ent_load_memory(ent_graph *graph, const char *name, const char *data,
                                             size_t length, const ent_load_options *options,
                                             ent_error *err);

typedef enum ent_part { ENT_PART_ALL, ENT_PART_NODES, ENT_PART_TIES } ent_part;

/* Write a finished graph. A format that holds nodes and ties in two files (csv) wants a part. */
ENT_API ENT_CHECK ent_status ent_save(const ent_graph *graph, const ent_format *format, ent_part part,
                                      ent_output *output, ent_error *err);

/* The data that every installation carries: a finished graph of its own, freed by the caller. */
ENT_API ENT_CHECK ent_status ent_graph_bundled(ent_graph **ret, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
