/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of formats, and loading and saving by way of it. */
#include "loaders/formats.h"

#include <string.h>
#include <strings.h>

#include "graph/base/buffer.h"

/* X(name, extensions, reads, writes, summary, load, save): load NULL when it does not read, save NULL when it does
 * not write. */
#define FORMATS(X)                                                                                   \
    X("json", ".json", true, true,                                                                   \
      "Entente's own format: nodes, dated and cited ties, vocabulary, meta data", ent_i_load_json,   \
      ent_i_save_json)                                                                               \
    X("csv", ".csv", true, true, "a table of nodes, of ties, or of the Correlates of War's organisations by year, told apart by the header row", \
      ent_i_load_csv, ent_i_save_csv)

static const ent_format formats[] = {
#define ENT_X(name, extensions, reads, writes, summary, load, save) { name, extensions, summary, reads, writes },
    FORMATS(ENT_X)
#undef ENT_X
};

static const struct {
    ent_status (*load)(ent_graph *, ent_i_source *, const ent_load_options *, ent_error *);
    ent_status (*save)(const ent_graph *, ent_part, ent_output *, ent_error *);
} operations[] = {
#define ENT_X(name, extensions, reads, writes, summary, load, save) { load, save },
    FORMATS(ENT_X)
#undef ENT_X
};

#define COUNT (sizeof formats / sizeof *formats)

const ent_format *ent_formats(size_t *ret_count)
{
    *ret_count = COUNT;
    return formats;
}

/* Does path end with one of the extensions, which are separated by blanks? */
static bool has_extension(const char *path, const char *extensions)
{
    size_t path_length = strlen(path);
    while (*extensions) {
        size_t length = strcspn(extensions, " ");
        if (length && length < path_length &&
            strncasecmp(path + path_length - length, extensions, length) == 0)
            return true;
        extensions += length;
        extensions += strspn(extensions, " ");
    }
    return false;
}

const ent_format *ent_format_of_path(const char *path)
{
    for (size_t i = 0; i < COUNT; i++)
        if (has_extension(path, formats[i].extensions))
            return &formats[i];
    return NULL;
}

/* One of the extensions, with or without its point. */
static bool is_extension(const char *name, const char *extensions)
{
    char path[64];
    size_t length = strlen(name);
    if (!length || length + 3 > sizeof path)
        return false;
    path[0] = 'x';
    path[1] = '.';
    memcpy(path + (name[0] == '.' ? 1 : 2), name, length + 1);
    return has_extension(path, extensions);
}

const ent_format *ent_format_find(const char *name)
{
    for (size_t i = 0; i < COUNT; i++)
        if (strcasecmp(name, formats[i].name) == 0 || is_extension(name, formats[i].extensions))
            return &formats[i];
    return ent_format_of_path(name);
}

static ent_status cannot_tell(const char *path, ent_error *err)
{
    ENT_I_AUTOBUFFER known = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < COUNT; i++)
        if (formats[i].reads)
            ent_i_buffer_printf(&known, "%s%s", known.length ? ", " : "", formats[i].name);
    if (strcmp(path, "-") == 0)
        return ent_i_fail(err, ENT_ERR_USAGE, "name the format of standard input: %s",
                          ent_i_buffer_string(&known));
    return ent_i_fail(err, ENT_ERR_USAGE, "cannot tell the format of %s from its name: name one of %s", path,
                      ent_i_buffer_string(&known));
}

static ent_status load(ent_graph *graph, ent_i_source *source, const ent_format *format,
                       const ent_load_options *options, ent_error *err)
{
    size_t index = (size_t)(format - formats);
    if (!operations[index].load)
        return ent_i_fail(err, ENT_ERR_UNSUPPORTED, "the format %s is written, not read", format->name);
    ent_status status = operations[index].load(graph, source, options, err);
    return status < 0 ? status : ENT_OK;
}

ent_status ent_load(ent_graph *graph, const char *path, const ent_load_options *options, ent_error *err)
{
    const ent_format *format = options && options->format ? options->format : ent_format_of_path(path);
    if (!format)
        return cannot_tell(path, err);
    ent_i_source source;
    ENT_I_TRY(ent_i_source_open(&source, path, options, err));
    ent_status status = load(graph, &source, format, options, err);
    ent_i_source_close(&source);
    return status;
}

ent_status ent_load_memory(ent_graph *graph, const char *name, const char *data, size_t length,
                           const ent_load_options *options, ent_error *err)
{
    const ent_format *format = options && options->format ? options->format : ent_format_of_path(name);
    if (!format)
        return cannot_tell(name, err);
    ent_i_source source;
    ent_i_source_memory(&source, name, data, length, options);
    ent_status status = load(graph, &source, format, options, err);
    ent_i_source_close(&source);
    return status;
}

ent_status ent_save(const ent_graph *graph, const ent_format *format, ent_part part, ent_output *output,
                    ent_error *err)
{
    size_t index = (size_t)(format - formats);
    if (!operations[index].save)
        return ent_i_fail(err, ENT_ERR_UNSUPPORTED, "the format %s is read, not written", format->name);
    return operations[index].save(graph, part, output, err);
}
