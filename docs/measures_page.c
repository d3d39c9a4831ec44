/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints the manual's page of measures, made from the tables of measures and of methods for groups; with --families
 * the README's table of their names. With a file as its argument, checks that the file says the same; with --families
 * and a file, that the table stands in it. */
#include <entente.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] =
    "<!-- SPDX-License-Identifier: GPL-2.0-or-later -->\n"
    "# Measures\n\n"
    "`entente rank --by NAME,...` computes those that give a number for each node, `--with NAME=VALUE` sets their\n"
    "parameters, and `entente describe` shows those of the whole network; in C `ent_measure_nodes`, `_ties`, `_network`, `_pairs`\n"
    "and `_networks` compute all. The network is the view's: the ties in force on the day, without events, without sources, and\n"
    "without nodes that have no tie, unless options let them in; or the projection of a two-mode network onto one of its modes. n\n"
    "is the number of nodes, m the number of ties. What a computation did by such conventions stands in the answer's notes.\n\n"
    "This page is printed by `docs/measures_page` from the tables of measures and of methods; a test compares them. Groups are\n"
    "at its end.\n";

static const char groups_head[] =
    "\n# Groups\n\n"
    "`entente groups --method NAME` parts nodes into groups. All methods but components leave loops out, and parallel ties are one\n"
    "of their number, or of the sum of their strengths.\n";

static void print_row(FILE *out, const char *what, const char *text)
{
    fprintf(out, "| %s | %s |\n", what, text);
}

static void print_parameter(FILE *out, const ent_parameter *p)
{
    fprintf(out, "| `%s` | %s", p->name, p->meaning);
    if (p->usual)
        fprintf(out, " Usually %s.", p->usual);
    fprintf(out, "%s |\n", p->required ? " It must be given." : "");
}

static void print_measure(FILE *out, const ent_measure *m)
{
    fprintf(out, "\n## %s\n\n%s\n\n| | |\n|---|---|\n", m->name, m->definition);
    print_row(out, "a number for each", m->scope == ENT_SCOPE_NETWORKS ? "two networks" : ent_scope_text(m->scope));
    for (size_t i = 0; i < m->parameter_count; i++)
        print_parameter(out, &m->parameters[i]);
    for (size_t i = 0; i < m->value_count && m->value_count > 1; i++)
        fprintf(out, "| number `%s` | %s |\n", m->values[i].name, m->values[i].meaning);
    print_row(out, "unit", m->unit);
    print_row(out, "range", m->range);
    print_row(out, "direction", m->directed);
    print_row(out, "weights", m->weighted ? m->weighted : "Ignored.");
    print_row(out, "loops, parallel ties", m->loops);
    print_row(out, "disconnected, empty", m->disconnected);
    print_row(out, "computed by", m->computed_by);
    fprintf(out, "| source | %s", m->source);
    if (m->doi)
        fprintf(out, ". [doi:%s](https://doi.org/%s)", m->doi, m->doi);
    fprintf(out, " |\n");
}

static void print_method(FILE *out, const ent_group_method *m)
{
    fprintf(out, "\n## %s\n\n%s\n\n| | |\n|---|---|\n", m->name, m->definition);
    print_row(out, "direction", m->directed ? "Minded when asked to." : "Does not matter.");
    print_row(out, "weights", m->weighted ? "Strengths." : "Ignored.");
    print_row(out, "chances", m->seeded ? "Taken from the seed." : "None.");
    print_row(out, "a node is in", m->overlapping ? "one group, several or none" : "one group");
    print_row(out, "computed by", m->computed_by);
    fprintf(out, "| source | %s", m->source);
    if (m->doi)
        fprintf(out, ". [doi:%s](https://doi.org/%s)", m->doi, m->doi);
    fprintf(out, " |\n");
}

static void print_page(FILE *out)
{
    size_t count;
    const ent_measure *measures = ent_measures(&count);
    fputs(head, out);
    for (size_t i = 0; i < count; i++)
        print_measure(out, &measures[i]);
    const ent_group_method *methods = ent_group_methods(&count);
    fputs(groups_head, out);
    for (size_t i = 0; i < count; i++)
        print_method(out, &methods[i]);
}

/* --- the README's table ---------------------------------------------------------------------------------- */

static bool two_mode(const ent_measure *m)
{
    return !strncmp(m->name, "two-mode-", strlen("two-mode-"));
}

static void print_family(FILE *out, const char *what, ent_scope scope, bool of_two_modes)
{
    size_t count, found = 0;
    const ent_measure *measures = ent_measures(&count);
    fprintf(out, "| %s | ", what);
    for (size_t i = 0; i < count; i++)
        if (measures[i].scope == scope && two_mode(&measures[i]) == of_two_modes)
            fprintf(out, "%s%s", found++ ? ", " : "", measures[i].name);
    if (!of_two_modes)
        fputs(" |\n", out);
}

static void print_families(FILE *out)
{
    size_t count;
    const char *text;
    const ent_group_method *methods = ent_group_methods(&count);
    fputs("| for | |\n|---|---|\n", out);
    print_family(out, "each node", ENT_SCOPE_NODE, false);
    print_family(out, "each tie", ENT_SCOPE_TIE, false);
    print_family(out, "pairs of nodes", ENT_SCOPE_PAIR, false);
    print_family(out, "the network", ENT_SCOPE_NETWORK, false);
    print_family(out, "two networks", ENT_SCOPE_NETWORKS, false);
    fputs("| groups | ", out);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%s", i ? ", " : "", methods[i].name);
    fputs(" |\n", out);
    print_family(out, "two modes", ENT_SCOPE_NODE, true);
    for (int i = 0; (text = ent_shared_by_text((ent_shared_by)i)) != NULL; i++)
        fprintf(out, "%s%s", i ? ", " : "; projections by ", text);
    for (int i = 1; (text = ent_backbone_text((ent_backbone)i)) != NULL; i++)
        fprintf(out, "%s%s", i > 1 ? ", " : "; backbones ", text);
    fputs(" |\n| time | any of them as of any day; measures as series, one day after another; earliest arrival and temporal closeness over ties in "
          "their order; QAP between two days |\n", out);
}

/* --- checking -------------------------------------------------------------------------------------------- */

typedef void printer(FILE *out);

static char *printed(printer *print)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    if (!memory)
        return NULL;
    print(memory);
    fclose(memory);
    return text;
}

static char *read_file(const char *path)
{
    char *text = NULL;
    size_t length = 0;
    FILE *file = fopen(path, "rb"), *memory = open_memstream(&text, &length);
    for (int c; file && memory && (c = fgetc(file)) != EOF;)
        fputc(c, memory);
    if (!file)
        perror(path);
    else
        fclose(file);
    if (memory)
        fclose(memory);
    if (file)
        return text;
    free(text);
    return NULL;
}

static int compare(const char *path, printer *print, bool whole)
{
    char *wanted = printed(print), *found = read_file(path);
    bool same = wanted && found && (whole ? !strcmp(wanted, found) : strstr(found, wanted) != NULL);
    if (!same)
        fprintf(stderr, "%s does not say what this program prints\n", path);
    free(wanted);
    free(found);
    return !same;
}

int main(int argc, char **argv)
{
    bool families = argc > 1 && !strcmp(argv[1], "--families");
    printer *print = families ? print_families : print_page;
    if (argc == 2 + families)
        return compare(argv[1 + families], print, !families);
    print(stdout);
    return 0;
}
