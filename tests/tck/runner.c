/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs the scenarios of a kit, adds up by folder, and holds the failures against those that are known. */
#include "runner.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit.h"
#include "scenario.h"

static const char usage[] =
    "usage: tck [OPTION]... [FOLDER]\n"
    "Run the scenarios of the feature files in FOLDER; without it, those of the kit in $ENTENTE_SHARED/tck.\n"
    "  --only TEXT      only scenarios with TEXT in \"FILE: NAME\"\n"
    "  --verbose        say why each one fails\n"
    "  --known FILE     the failures that are known (tests/tck/known-failures.txt)\n"
    "  --update         write the failures to that file\n"
    "  --fork           in a process of their own, so that a crash ends one scenario only\n"
    "  --timeout N      with --fork: end a scenario after N seconds (20)\n"
    "  --check-changes  the engine's own counts of changes must be right too\n"
    "  --database       each scenario in a database, opened anew before the query and after it\n";

const tck_databases *tck_databases_here;

typedef struct totals {
    size_t outcomes[TCK_NOT_RUN + 1];
} totals;

typedef struct runner {
    bool database;
    ent_i_arena arena;
    FILE *out;
    const char *folder, *only, *known_path;
    bool verbose, update, fork;
    unsigned timeout;
    tck_options options;
    tck_known known, failed; /* failed: what the file of known failures would be now */
    totals group, all;
    size_t new_failures, mended, lenient;
} runner;

static const char *const outcome_names[] = { "passed", "wrong answer", "error", "not run" };

static void report(runner *r, const tck_file *file, const tck_scenario *scenario, tck_outcome outcome, bool lenient,
                   const char *why)
{
    const char *key = tck_key(&r->arena, file, scenario);
    bool known = tck_known_has(&r->known, key);
    r->group.outcomes[outcome]++;
    r->all.outcomes[outcome]++;
    r->lenient += outcome == TCK_PASSED || lenient;
    if (outcome == TCK_PASSED) {
        r->mended += known;
        if (known)
            fprintf(r->out, "passes now: %s\n", key);
        return;
    }
    tck_known_add(&r->arena, &r->failed, key);
    r->new_failures += !known;
    if (r->verbose || (!known && !r->update))
        fprintf(r->out, "%s: %s\n      line %zu: %s: %s\n", known ? "known" : "FAILED", key, scenario->line,
                outcome_names[outcome], why);
}

static bool chosen(runner *r, const tck_file *file, const tck_scenario *scenario)
{
    return !r->only || strstr(tck_key(&r->arena, file, scenario), r->only);
}

static void run_here(runner *r, const tck_file *file, const tck_feature *feature)
{
    ent_i_buffer why = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < feature->count; i++) {
        const tck_scenario *scenario = &feature->scenarios[i];
        bool lenient = false;
        if (!chosen(r, file, scenario))
            continue;
        ent_i_buffer_reset(&why);
        tck_outcome outcome = tck_run(scenario, &r->options, &lenient, &why);
        report(r, file, scenario, outcome, lenient, ent_i_buffer_string(&why));
    }
    ent_i_buffer_clear(&why);
}

/* --- in a process of its own -------------------------------------------------------------------------------- */

/* What the child tells of a scenario; the text of why follows. */
typedef struct message {
    size_t scenario;
    tck_outcome outcome;
    bool lenient;
    size_t length;
} message;

static void tell(int to, const void *data, size_t length)
{
    const char *at = data;
    while (length) {
        ssize_t written = write(to, at, length);
        if (written <= 0)
            _exit(3);
        at += written;
        length -= (size_t)written;
    }
}

static bool hear(int from, void *data, size_t length)
{
    char *at = data;
    while (length) {
        ssize_t got = read(from, at, length);
        if (got <= 0)
            return false;
        at += got;
        length -= (size_t)got;
    }
    return true;
}

static void child(runner *r, const tck_file *file, const tck_feature *feature, size_t from, int to)
{
    for (size_t i = from; i < feature->count; i++) {
        ent_i_buffer why = ENT_I_BUFFER_INIT;
        message m = { .scenario = i };
        if (!chosen(r, file, &feature->scenarios[i]))
            continue;
        alarm(r->timeout);
        m.outcome = tck_run(&feature->scenarios[i], &r->options, &m.lenient, &why);
        alarm(0);
        m.length = why.length;
        tell(to, &m, sizeof m);
        tell(to, ent_i_buffer_string(&why), m.length);
        ent_i_buffer_clear(&why);
    }
    _exit(0);
}

/* Reports what the child tells; returns the scenario after the last of which it told all. */
static size_t listen_to(runner *r, const tck_file *file, const tck_feature *feature, size_t from, int in)
{
    message m;
    while (hear(in, &m, sizeof m) && m.scenario < feature->count) {
        char *why = tck_alloc(&r->arena, m.length + 1);
        if (!hear(in, why, m.length))
            break;
        report(r, file, &feature->scenarios[m.scenario], m.outcome, m.lenient, why);
        from = m.scenario + 1;
    }
    return from;
}

static const char *end_of(runner *r, int status)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        return ent_i_arena_printf(&r->arena, "takes more than %u seconds", r->timeout);
    if (WIFSIGNALED(status))
        return ent_i_arena_printf(&r->arena, "crash: %s", strsignal(WTERMSIG(status)));
    return "the process ended";
}

/* One child after another: each runs what the crash of the one before left over. */
static int run_forked(runner *r, const tck_file *file, const tck_feature *feature)
{
    for (size_t next = 0; next < feature->count; ) {
        int ends[2], status = 0;
        fflush(r->out);
        if (pipe(ends) != 0)
            return 2;
        pid_t pid = fork();
        if (pid == 0) {
            close(ends[0]);
            child(r, file, feature, next, ends[1]);
        }
        close(ends[1]);
        if (pid > 0)
            next = listen_to(r, file, feature, next, ends[0]);
        close(ends[0]);
        if (pid < 0 || waitpid(pid, &status, 0) < 0)
            return 2;
        if (status == 0)
            break;
        while (next < feature->count && !chosen(r, file, &feature->scenarios[next]))
            next++;
        if (next < feature->count) {
            report(r, file, &feature->scenarios[next], TCK_ERROR, false, end_of(r, status));
            next++;
        }
    }
    return 0;
}

/* --- all of it ---------------------------------------------------------------------------------------------- */

static void print_totals(runner *r, const char *name, const totals *t)
{
    size_t all = 0;
    for (size_t i = 0; i <= TCK_NOT_RUN; i++)
        all += t->outcomes[i];
    if (all)
        fprintf(r->out, "%-40s %5zu of %5zu passed, %4zu wrong answers, %4zu errors, %4zu not run\n", name,
                t->outcomes[TCK_PASSED], all, t->outcomes[TCK_WRONG], t->outcomes[TCK_ERROR], t->outcomes[TCK_NOT_RUN]);
}

/* Known failures of files that were not run, or of other scenarios than the chosen ones, stay known. */
static void keep_others(runner *r, const tck_file *files, size_t count)
{
    for (size_t i = 0; i < r->known.count; i++) {
        const char *key = r->known.keys[i];
        bool run = false;
        for (size_t j = 0; !run && j < count; j++) {
            size_t length = strlen(files[j].name);
            run = strncmp(key, files[j].name, length) == 0 && key[length] == ':';
        }
        if (!run || (r->only && !strstr(key, r->only)))
            tck_known_add(&r->arena, &r->failed, key);
    }
}

static int run_files(runner *r, const tck_file *files, size_t count, ent_error *err)
{
    for (size_t i = 0; i < count; i++) {
        tck_feature feature;
        if (tck_load(&r->arena, &files[i], &feature, err) < 0)
            return 2;
        if (!r->fork)
            run_here(r, &files[i], &feature);
        else if (run_forked(r, &files[i], &feature))
            return 2;
        if (i + 1 == count || strcmp(files[i].group, files[i + 1].group) != 0) {
            print_totals(r, files[i].group, &r->group);
            r->group = (totals){ 0 };
        }
    }
    return 0;
}

static int run(runner *r, ent_error *err)
{
    tck_file *files = NULL;
    size_t count = 0;
    if (tck_known_read(&r->arena, r->known_path, &r->known, err) < 0 ||
        tck_files(&r->arena, r->folder, &files, &count, err) < 0 || run_files(r, files, count, err))
        return 2;
    size_t passed = r->all.outcomes[TCK_PASSED], failed = r->failed.count;
    print_totals(r, "all", &r->all);
    fprintf(r->out, "%zu would pass if any error did where one is expected\n", r->lenient);
    fprintf(r->out, "%zu failures are not known, %zu known ones pass now\n", r->new_failures, r->mended);
    if (r->update) {
        keep_others(r, files, count);
        if (tck_known_write(r->known_path, &r->failed, err) < 0)
            return 2;
    }
    fprintf(r->out, "%zu passed, %zu failed\n", passed, failed);
    return r->new_failures && !r->update;
}

static bool read_options(runner *r, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const struct {
            const char *name;
            bool *flag;
            const char **text;
        } options[] = {
            { "--verbose", &r->verbose, NULL },
            { "--update", &r->update, NULL },
            { "--fork", &r->fork, NULL },
            { "--check-changes", &r->options.check_counters, NULL },
            { "--database", &r->database, NULL },
            { "--only", NULL, &r->only },
            { "--known", NULL, &r->known_path },
        };
        size_t o = 0;
        while (o < sizeof options / sizeof options[0] && strcmp(argv[i], options[o].name) != 0)
            o++;
        bool found = o < sizeof options / sizeof options[0];
        if (found && options[o].flag)
            *options[o].flag = true;
        else if (found && i + 1 < argc)
            *options[o].text = argv[++i];
        else if (strcmp(argv[i], "--timeout") == 0 && i + 1 < argc)
            r->timeout = (unsigned)strtoul(argv[++i], NULL, 10);
        else if (*argv[i] != '-' && !r->folder)
            r->folder = argv[i];
        else
            return false;
    }
    r->options.databases = r->database ? tck_databases_here : NULL;
    return !r->database || tck_databases_here;
}

int tck_main(int argc, char **argv, FILE *out)
{
    runner r = { .out = out, .known_path = "tests/tck/known-failures.txt", .timeout = 20 };
    ent_error err = { 0 };
    int status = 2;
    ent_i_arena_init(&r.arena);
    if (!read_options(&r, argc, argv)) {
        fputs(usage, stderr);
    } else if (!r.folder && !(r.folder = tck_default_folder(&r.arena))) {
        fprintf(out, "there is no conformance kit in $ENTENTE_SHARED/tck or ../shared/tck\n");
        status = 77;
    } else {
        r.options.graphs = tck_graphs(&r.arena, r.folder);
        status = run(&r, &err);
        if (status == 2)
            fprintf(stderr, "tck: %s%s%s\n", err.file, err.file[0] ? ": " : "", err.message);
    }
    ent_i_arena_clear(&r.arena);
    return status;
}
