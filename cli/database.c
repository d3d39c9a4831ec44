/* SPDX-License-Identifier: GPL-2.0-or-later */
/* init, import, export and check: the database itself. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/progress.h"

/* --- init -------------------------------------------------------------------------------------- */

static ent_status set_name(ent_store *store, const char *name, ent_error *err)
{
    ent_graph *graph = NULL;
    ent_status status = ent_store_begin(store, &graph, err);
    if (status >= 0)
        status = ent_graph_set_meta(graph, (ent_text){ "name", 4 }, (ent_text){ name, strlen(name) }, NULL, err);
    if (status >= 0)
        status = ent_store_commit(store, graph, NULL, NULL, err);
    ent_graph_free(graph);
    return status;
}

int cli_run_init(const cli_arguments *arguments)
{
    const char *path = arguments->names[0], *name = cli_value(arguments, CLI_NAME);
    ent_store *store = NULL;
    ent_error error = { 0 };
    int result = cli_open_store(path, ENT_STORE_CREATE, &store);
    if (result != CLI_ANSWERED)
        return result;
    if (name && set_name(store, name, &error) < 0)
        result = cli_fail(&error, NULL);
    ent_store_close(store);
    if (result != CLI_ANSWERED)
        unlink(path); /* nobody else's: it was made above */
    else
        cli_notef(arguments, "Made %s. Next: entente import FILE... --db %s", path, path);
    return result;
}

/* --- import ------------------------------------------------------------------------------------ */

static const char *reading_format(size_t index)
{
    size_t count, found = 0;
    const ent_format *formats = ent_formats(&count);
    for (size_t i = 0; i < count; i++)
        if (formats[i].reads && found++ == index)
            return formats[i].name;
    return NULL;
}

static const char *writing_format(size_t index)
{
    size_t count, found = 0;
    const ent_format *formats = ent_formats(&count);
    for (size_t i = 0; i < count; i++)
        if (formats[i].writes && found++ == index)
            return formats[i].name;
    return NULL;
}

static int misuse_of_format(const cli_arguments *arguments, const char *(*choice)(size_t), const char *what,
                            const char *name)
{
    char *all = cli_join(choice, " or ");
    int result = cli_misuse(arguments->command, "%s \"%s\"; %s: %s", what, name, "give --format", all ? all : "?");
    free(all);
    return result;
}

/* Every file must have a format before any is opened. */
static int check_formats(const cli_arguments *arguments, const ent_format **ret)
{
    const char *name = cli_value(arguments, CLI_FORMAT);
    const ent_format *format = name ? ent_format_find(name) : NULL;
    if (name && !(format && format->reads))
        return misuse_of_format(arguments, reading_format, "there is no format to read named", name);
    size_t pipes = 0;
    for (size_t i = 0; i < arguments->count; i++) {
        const char *path = arguments->names[i];
        const ent_format *own = format ? format : ent_format_of_path(path);
        pipes += strcmp(path, "-") == 0;
        if (!own || !own->reads)
            return misuse_of_format(arguments, reading_format, "cannot tell the format of", path);
    }
    if (pipes > 1)
        return cli_misuse(arguments->command, "standard input can be read only once");
    *ret = format;
    return CLI_ANSWERED;
}

static ent_existing existing_of(const cli_arguments *arguments)
{
    const char *text = cli_value(arguments, CLI_EXISTING);
    return !text || strcmp(text, "error") == 0 ? ENT_EXISTING_ERROR
           : strcmp(text, "keep") == 0         ? ENT_EXISTING_KEEP
                                               : ENT_EXISTING_UPDATE;
}

/* A key or member that a file has twice is the file's fault, whatever is stored. */
static bool about_stored(const ent_error *error)
{
    return strstr(error->message, "there already") || strstr(error->message, "described twice");
}

static ent_status load_all(const cli_arguments *arguments, const ent_format *format, ent_graph *graph,
                           cli_progress *progress, ent_error *err)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; i < arguments->count && status >= 0; i++) {
        char *what = NULL;
        if (asprintf(&what, "reading %s", arguments->names[i]) < 0)
            what = NULL;
        progress->what = what ? what : "reading";
        ent_load_options options = ENT_LOAD_OPTIONS_INIT;
        options.format = format;
        options.progress = cli_progress_step;
        options.context = progress;
        status = ent_load(graph, arguments->names[i], &options, err);
        progress->what = "";
        free(what);
    }
    return status;
}

typedef struct counts {
    size_t nodes, ties, citations;
} counts;

static counts count(const ent_graph *graph)
{
    return (counts){ ent_graph_node_count(graph), ent_graph_tie_count(graph), ent_graph_citation_count(graph) };
}

static void put_summary(const cli_arguments *arguments, counts before, counts after, const char *path, double seconds)
{
    cli_notef(arguments, "Added %zu nodes, %zu ties and %zu citations in %.2f seconds; %s now holds %zu, %zu and %zu.",
              after.nodes - before.nodes, after.ties - before.ties, after.citations - before.citations, seconds, path,
              after.nodes, after.ties, after.citations);
}

int cli_run_import(const cli_arguments *arguments)
{
    const char *path = NULL;
    const ent_format *format = NULL;
    int result = cli_need_database(arguments, &path);
    if (result == CLI_ANSWERED)
        result = check_formats(arguments, &format);
    ent_store *store = NULL;
    if (result == CLI_ANSWERED)
        result = cli_open_store(path, ENT_STORE_WRITE, &store);
    if (result != CLI_ANSWERED)
        return result;
    ent_graph *graph = NULL;
    ent_error error = { 0 };
    cli_progress progress;
    counts before = { 0 };
    cli_progress_start(&progress, arguments);
    ent_status status = ent_store_begin(store, &graph, &error);
    if (status >= 0) {
        before = count(graph);
        ent_graph_begin_import(graph, existing_of(arguments));
        status = load_all(arguments, format, graph, &progress, &error);
        progress.what = "writing";
        if (status >= 0)
            status = ent_store_commit(store, graph, cli_progress_step, &progress, &error);
        else
            ent_store_rollback(store);
    }
    cli_progress_end(&progress);
    if (status < 0)
        result = cli_fail(&error, cli_progress_interrupted() ? "nothing was imported"
                                  : status == ENT_ERR_DUPLICATE && about_stored(&error)
                                      ? "of what is stored already, --existing keep keeps it, --existing update replaces it"
                                      : NULL);
    else
        put_summary(arguments, before, count(graph), path, cli_progress_seconds(&progress));
    ent_graph_free(graph);
    ent_store_close(store);
    return result;
}

/* --- export ------------------------------------------------------------------------------------ */

static ent_status save(const ent_graph *graph, const ent_format *format, ent_part part, ent_output *output,
                       ent_error *err)
{
    ent_status status = ent_save(graph, format, part, output, err);
    return status < 0 ? status : ent_output_close(output, err);
}

static int save_one(const ent_graph *graph, const ent_format *format, ent_part part, const char *path)
{
    ent_error error = { 0 };
    ent_output *output = NULL;
    int result = cli_open_output(&(cli_target){ CLI_TABLE, path }, &output);
    if (result == CLI_ANSWERED && save(graph, format, part, output, &error) < 0)
        result = cli_fail(&error, NULL);
    ent_output_free(output);
    return result;
}

/* NAME.csv becomes NAME-nodes.csv and NAME-ties.csv; both are complete before either takes its place. */
static int save_pair(const cli_arguments *arguments, const ent_graph *graph, const ent_format *format,
                     const char *path)
{
    static const char *const words[2] = { "nodes", "ties" };
    const char *dot = strrchr(path, '.');
    size_t stem = dot && !strchr(dot, '/') ? (size_t)(dot - path) : strlen(path);
    char *paths[2] = { NULL, NULL };
    ent_output *outputs[2] = { NULL, NULL };
    ent_error error = { 0 };
    int result = CLI_ANSWERED;
    for (int i = 0; i < 2 && result == CLI_ANSWERED; i++) {
        if (asprintf(&paths[i], "%.*s-%s%s", (int)stem, path, words[i], path + stem) < 0) {
            paths[i] = NULL;
            result = cli_fail_memory();
        } else {
            result = cli_open_output(&(cli_target){ CLI_TABLE, paths[i] }, &outputs[i]);
        }
        if (result == CLI_ANSWERED &&
            ent_save(graph, format, i == 0 ? ENT_PART_NODES : ENT_PART_TIES, outputs[i], &error) < 0)
            result = cli_fail(&error, NULL);
    }
    for (int i = 0; i < 2 && result == CLI_ANSWERED; i++)
        if (ent_output_close(outputs[i], &error) < 0)
            result = cli_fail(&error, NULL);
    if (result == CLI_ANSWERED)
        cli_notef(arguments, "Wrote %s and %s", paths[0], paths[1]);
    for (int i = 0; i < 2; i++) {
        ent_output_free(outputs[i]);
        free(paths[i]);
    }
    return result;
}

static int export_format(const cli_arguments *arguments, const char *path, const ent_format **ret)
{
    const char *name = cli_value(arguments, CLI_FORMAT);
    const ent_format *format = name ? ent_format_find(name) : path ? ent_format_of_path(path) : ent_format_find("json");
    if (!format || !format->writes)
        return misuse_of_format(arguments, writing_format,
                                name ? "there is no format to write named" : "the extension does not say a format:",
                                name ? name : path);
    if (cli_given(arguments, CLI_PART) && strcmp(format->name, "csv") != 0)
        return cli_misuse(arguments->command, "--part goes with --format csv; %s holds all in one file", format->name);
    if (!path && !cli_given(arguments, CLI_PART) && strcmp(format->name, "csv") == 0)
        return cli_misuse(arguments->command,
                          "csv holds nodes and ties in two files: add -o NAME.csv, or --part nodes or --part ties");
    *ret = format;
    return CLI_ANSWERED;
}

int cli_run_export(const cli_arguments *arguments)
{
    const char *path = cli_value(arguments, CLI_OUTPUT), *part = cli_value(arguments, CLI_PART);
    const ent_format *format = NULL;
    path = path && strcmp(path, "-") == 0 ? NULL : path;
    int result = export_format(arguments, path, &format);
    if (result != CLI_ANSWERED)
        return result;
    cli_data data;
    result = cli_data_open(arguments, &data);
    if (result == CLI_ANSWERED && part)
        result = save_one(data.graph, format, strcmp(part, "nodes") == 0 ? ENT_PART_NODES : ENT_PART_TIES, path);
    else if (result == CLI_ANSWERED && strcmp(format->name, "csv") == 0)
        result = save_pair(arguments, data.graph, format, path);
    else if (result == CLI_ANSWERED)
        result = save_one(data.graph, format, ENT_PART_ALL, path);
    cli_data_close(&data);
    return result;
}

/* --- check ------------------------------------------------------------------------------------- */

static void put_finding(void *context, const char *line)
{
    size_t *findings = context;
    ++*findings;
    cli_put(stdout, CLI_PLAIN, line);
    putchar('\n');
}

int cli_run_check(const cli_arguments *arguments)
{
    const char *path = NULL;
    ent_store *store = NULL;
    ent_error error = { 0 };
    size_t findings = 0;
    int result = cli_need_database(arguments, &path);
    if (result == CLI_ANSWERED)
        result = cli_open_store(path, ENT_STORE_READ, &store);
    if (result != CLI_ANSWERED)
        return result;
    ent_status status = ent_store_check(store, put_finding, &findings, &error);
    ent_store_close(store);
    if (status < 0 && findings == 0)
        return cli_fail(&error, NULL);
    if (status < 0 || findings > 0) {
        cli_notef(arguments, "%s: %zu finding%s", path, findings, findings == 1 ? "" : "s");
        return CLI_FAILED;
    }
    cli_notef(arguments, "%s: no damage found", path);
    return CLI_ANSWERED;
}
