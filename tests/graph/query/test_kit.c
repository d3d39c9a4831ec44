/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every query of the openCypher conformance kit's features parses, or fails with the syntax error that its scenario
 * asks for. The features are looked for in $ENTENTE_SHARED/tck and ../shared/tck. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "graph/query/parse.h"

#define QUERIES_MAX 16
#define CELLS_MAX 16

/* What the parser must find out by itself. The rest needs scopes, kinds, types or procedures. */
static const char *const syntactic[] = { "UnexpectedSyntax", "InvalidNumberLiteral", "IntegerOverflow",
    "FloatingPointOverflow", "InvalidUnicodeLiteral", "InvalidUnicodeCharacter", "InvalidRelationshipPattern",
    "NoSingleRelationshipType", "RequiresDirectedRelationship", "CreatingVarLength", "InvalidParameterUse",
    "InvalidClauseComposition", "InvalidArgumentPassingMode", "InvalidDelete" };

typedef struct scenario {
    char title[256], detail[64];
    ent_i_buffer queries[QUERIES_MAX];
    bool measured[QUERIES_MAX]; /* the query that is asked about, not a set-up */
    size_t query_count;
    char *header[CELLS_MAX]; /* of Examples */
    size_t header_count;
    size_t example_count;
} scenario;

static struct {
    size_t queries, errors, failures;
    const char *path;
} run;

static bool is_syntactic(const char *detail)
{
    for (size_t i = 0; i < sizeof syntactic / sizeof syntactic[0]; i++)
        if (strcmp(detail, syntactic[i]) == 0)
            return true;
    return false;
}

static void check_query(const scenario *s, const char *text, size_t length, bool measured)
{
    ent_i_arena arena;
    const ent_i_statement *statement = NULL;
    ent_query_error fault = { "", "", "", 0, 0 };
    ent_error err = { 0 };
    ent_i_arena_init(&arena);
    bool wanted = measured && is_syntactic(s->detail);
    bool parsed = ent_i_parse(&arena, text, length, &statement, &fault, &err) == ENT_OK;
    /* -[name]-> in MERGE is left to the binder, as the name may be bound. */
    bool good = wanted ? (!parsed && strcmp(fault.detail, s->detail) == 0 && strcmp(fault.type, "SyntaxError") == 0) ||
                             (parsed && strcmp(s->detail, "NoSingleRelationshipType") == 0 && strstr(text, "[NO_COLON]"))
                       : parsed;
    run.queries++;
    run.errors += wanted;
    if (!good) {
        run.failures++;
        print_message("%s: %s: wanted %s, got %s\n%s\n%s\n\n", run.path, s->title, wanted ? s->detail : "no error",
                      fault.detail, err.message, text);
    }
    ent_i_arena_clear(&arena);
}

static void check_example(const scenario *s, char *const *cells)
{
    for (size_t i = 0; i < s->query_count; i++) {
        ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
        const char *from = ent_i_buffer_string(&s->queries[i]);
        while (*from) {
            size_t k = 0, length = 0;
            for (; *from == '<' && k < s->header_count; k++) {
                length = strlen(s->header[k]);
                if (strncmp(from + 1, s->header[k], length) == 0 && from[length + 1] == '>')
                    break;
            }
            if (*from == '<' && k < s->header_count) {
                ent_i_buffer_text(&text, cells[k]);
                from += length + 2;
            } else {
                ent_i_buffer_char(&text, *from++);
            }
        }
        check_query(s, ent_i_buffer_string(&text), text.length, s->measured[i]);
    }
}

static void end_scenario(scenario *s)
{
    if (!s->header_count)
        check_example(s, NULL);
    for (size_t i = 0; i < s->query_count; i++)
        ent_i_buffer_clear(&s->queries[i]);
    for (size_t i = 0; i < s->header_count; i++)
        free(s->header[i]);
    memset(s, 0, sizeof *s);
}

static size_t read_cells(const char *line, char *cells[CELLS_MAX])
{
    size_t count = 0;
    for (line++; strchr(line, '|') && count < CELLS_MAX;) {
        ENT_I_AUTOBUFFER cell = ENT_I_BUFFER_INIT;
        while (*line == ' ')
            line++;
        for (; *line && *line != '|'; line++) {
            if (*line == '\\' && line[1])
                ent_i_buffer_char(&cell, *++line == 'n' ? '\n' : *line);
            else
                ent_i_buffer_char(&cell, *line);
        }
        while (cell.length && cell.data[cell.length - 1] == ' ')
            cell.data[--cell.length] = '\0';
        cells[count++] = strdup(ent_i_buffer_string(&cell));
        line += *line == '|';
    }
    return count;
}

static void read_example(scenario *s, const char *line)
{
    if (!s->header_count) {
        s->header_count = read_cells(line, s->header);
        return;
    }
    char *cells[CELLS_MAX] = { NULL };
    size_t count = read_cells(line, cells);
    assert_int_equal(count, s->header_count);
    check_example(s, cells);
    s->example_count++;
    for (size_t i = 0; i < count; i++)
        free(cells[i]);
}

static void read_line(scenario *s, const char *line, bool *examples, char *step, size_t step_size)
{
    const char *raised = strstr(line, " should be raised at "), *detail = raised ? strrchr(line, ' ') + 1 : NULL;
    if (strncmp(line, "Scenario", 8) == 0 || strncmp(line, "Background", 10) == 0) {
        end_scenario(s);
        *examples = false;
        snprintf(s->title, sizeof s->title, "%s", line);
    } else if (strncmp(line, "Examples:", 9) == 0) {
        *examples = true;
    } else if (*examples && line[0] == '|') {
        read_example(s, line);
    } else if (raised) {
        snprintf(s->detail, sizeof s->detail, "%s", detail);
    }
    snprintf(step, step_size, "%s", line);
}

static void read_feature(FILE *file)
{
    static scenario s;
    char *line = NULL, step[256] = "";
    size_t room = 0, indent = 0;
    bool quoted = false, examples = false;
    for (ssize_t length; (length = getline(&line, &room, file)) >= 0;) {
        while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
            line[--length] = '\0';
        char *text = line + strspn(line, " ");
        if (strcmp(text, "\"\"\"") == 0) {
            indent = (size_t)(text - line);
            quoted = !quoted;
            if (quoted) {
                assert_true(s.query_count < QUERIES_MAX);
                s.measured[s.query_count++] = strstr(step, "executing query:") != NULL;
            }
        } else if (quoted) {
            size_t blanks = (size_t)(text - line);
            ent_i_buffer_text(&s.queries[s.query_count - 1], line + (blanks < indent ? blanks : indent));
            ent_i_buffer_char(&s.queries[s.query_count - 1], '\n');
        } else if (*text && *text != '#') {
            read_line(&s, text, &examples, step, sizeof step);
        }
    }
    end_scenario(&s);
    free(line);
}

static int visit(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)place;
    size_t length = strlen(path);
    if (kind != FTW_F || length < 8 || strcmp(path + length - 8, ".feature") != 0)
        return 0;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    run.path = path;
    read_feature(file);
    fclose(file);
    return 0;
}

static void test_kit__every_query_parses_or_fails_as_asked(void **state)
{
    (void)state;
    char path[4096];
    const char *shared = getenv("ENTENTE_SHARED"), *source = getenv("ENTENTE_SOURCE");
    snprintf(path, sizeof path, "%s%s/tck/features", shared ? shared : source ? source : ".", shared ? "" : "/../shared");
    if (nftw(path, visit, 16, FTW_PHYS) != 0 || !run.queries) {
        print_message("skipped: no features of the conformance kit in %s\n", path);
        skip();
    }
    print_message("%zu queries, %zu of them with a syntax error\n", run.queries, run.errors);
    assert_int_equal(run.failures, 0);
    assert_true(run.errors > 0 && run.queries > run.errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kit__every_query_parses_or_fails_as_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
