/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The nine LSQB queries over a folder of CSV files, through the C interface: bench_lsqb DATA QUERIES [RUNS]. Prints a
 * line a query: its name, its count, milliseconds of the first run and of the best. */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <entente.h>

/* Files of nodes are LABEL.csv, of ties LABEL_type_LABEL.csv; a Post or Comment is a Message too. */
static const struct type_name {
    const char *file, *type;
} types[] = {
    { "isPartOf", "IS_PART_OF" },     { "hasCreator", "HAS_CREATOR" }, { "hasTag", "HAS_TAG" },
    { "isLocatedIn", "IS_LOCATED_IN" }, { "replyOf", "REPLY_OF" },     { "containerOf", "CONTAINER_OF" },
    { "hasMember", "HAS_MEMBER" },    { "hasModerator", "HAS_MODERATOR" }, { "hasInterest", "HAS_INTEREST" },
    { "knows", "KNOWS" },             { "likes", "LIKES" },            { "studyAt", "STUDY_AT" },
    { "workAt", "WORK_AT" },          { "hasType", "HAS_TYPE" },       { "isSubclassOf", "IS_SUBCLASS_OF" },
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_lsqb: %s: %s\n", what, why);
    exit(1);
}

static ent_text text_of(const char *text)
{
    return (ent_text){ text, strlen(text) };
}

static FILE *open_data(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (!file)
        die(path, "cannot be read");
    return file;
}

static void load_nodes(ent_graph *graph, const char *folder, const char *name, const char *label)
{
    FILE *file = open_data(folder, name);
    char line[256], key[320];
    ent_error err = { 0 };
    bool message = strcmp(label, "Post") == 0 || strcmp(label, "Comment") == 0;
    ent_text labels[] = { text_of(label), text_of("Message") };
    for (bool first = true; fgets(line, sizeof line, file); first = false) {
        ent_node node;
        line[strcspn(line, "|\r\n")] = '\0';
        if (first)
            continue;
        snprintf(key, sizeof key, "%s%s", label, line);
        ent_node_record record = { .key = text_of(key), .labels = labels, .label_count = message ? 2 : 1 };
        if (ent_graph_add_node(graph, &record, &node, &err) < 0)
            die(name, err.message);
    }
    fclose(file);
}

static void load_ties(ent_graph *graph, const char *folder, const char *name, const char *from, const char *type,
                      const char *to)
{
    FILE *file = open_data(folder, name);
    char line[256], source[320], target[320];
    ent_error err = { 0 };
    for (bool first = true; fgets(line, sizeof line, file); first = false) {
        ent_tie tie;
        char *bar = strchr(line, '|');
        if (first || !bar)
            continue;
        *bar = '\0';
        bar[1 + strcspn(bar + 1, "|\r\n")] = '\0';
        snprintf(source, sizeof source, "%s%s", from, line);
        snprintf(target, sizeof target, "%s%s", to, bar + 1);
        ent_tie_record record = { .source = text_of(source), .type = text_of(type), .target = text_of(target) };
        if (ent_graph_add_tie(graph, &record, &tie, &err) < 0)
            die(name, err.message);
    }
    fclose(file);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void load_file(ent_graph *graph, const char *folder, const char *name)
{
    char from[64], kind[64], to[64];
    int used = 0, parts = sscanf(name, "%63[A-Za-z]_%63[A-Za-z]_%63[A-Za-z].csv%n", from, kind, to, &used);
    if (parts == 3 && used == (int)strlen(name)) {
        for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
            if (strcmp(types[i].file, kind) == 0)
                load_ties(graph, folder, name, from, types[i].type, to);
    } else if (sscanf(name, "%63[A-Za-z].csv%n", from, &used) == 1 && used == (int)strlen(name)) {
        load_nodes(graph, folder, name, from);
    }
}

static ent_graph *load(const char *folder)
{
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    char *names[256];
    size_t count = 0;
    DIR *directory = opendir(folder);
    if (!directory)
        die(folder, "cannot be read");
    for (struct dirent *entry; (entry = readdir(directory)) && count < 256;)
        if (strstr(entry->d_name, ".csv"))
            names[count++] = strdup(entry->d_name);
    closedir(directory);
    qsort(names, count, sizeof *names, compare_names);
    if (ent_graph_new(&graph, &err) < 0)
        die(folder, err.message);
    for (int ties = 0; ties < 2; ties++)
        for (size_t i = 0; i < count; i++)
            if ((strchr(names[i], '_') != NULL) == ties)
                load_file(graph, folder, names[i]);
    if (ent_graph_finish(graph, &err) < 0)
        die(folder, err.message);
    while (count)
        free(names[--count]);
    return graph;
}

static char *read_text(const char *folder, const char *name)
{
    FILE *file = open_data(folder, name);
    char *text = calloc(1, 65536);
    if (!text || !fread(text, 1, 65535, file))
        die(name, "cannot be read");
    fclose(file);
    return text;
}

static int64_t run(ent_session *session, const char *text, double *ret_milliseconds)
{
    ent_query *query = NULL;
    ent_error err = { 0 };
    double start = now();
    if (ent_query_prepare(session, text, SIZE_MAX, &query, &err) < 0 || ent_query_step(query, &err) != ENT_OK)
        die(text, err.message);
    int64_t count = ent_value_integer(ent_query_value(query, 0));
    *ret_milliseconds = now() - start;
    ent_query_free(query);
    return count;
}

int main(int argc, char **argv)
{
    ent_session *session = NULL;
    ent_error err = { 0 };
    if (argc < 3)
        die("usage", "bench_lsqb DATA QUERIES [RUNS]");
    int runs = argc > 3 ? atoi(argv[3]) : 5;
    double start = now();
    ent_graph *graph = load(argv[1]);
    fprintf(stderr, "%zu nodes, %zu ties loaded in %.0f ms\n", ent_graph_node_count(graph), ent_graph_tie_count(graph),
            now() - start);
    if (ent_session_new(graph, &session, &err) < 0)
        die("session", err.message);
    for (int i = 1; i <= 9; i++) {
        char name[16];
        double first, best, time;
        snprintf(name, sizeof name, "q%d.cypher", i);
        char *text = read_text(argv[2], name);
        int64_t count = run(session, text, &first);
        best = first;
        for (int j = 1; j < runs; j++) {
            if (run(session, text, &time) != count)
                die(name, "a second run gives another count");
            best = time < best ? time : best;
        }
        printf("q%d %lld %.2f %.2f\n", i, (long long)count, first, best);
        fflush(stdout);
        free(text);
    }
    ent_session_free(session);
    ent_graph_free(graph);
    return 0;
}
