/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints the manual's page of measures, made from the table of measures. With a file as its argument,
 * checks that the file says the same. */
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
    "This page is printed by `docs/measures_page` from the table of measures; a test compares them.\n";

static void print_row(FILE *out, const char *what, const char *text)
{
    fprintf(out, "| %s | %s |\n", what, text);
}

static void print_parameter(FILE *out, const ent_parameter *p)
{
    fprintf(out, "| `%s` | %s", p->name, p->meaning);
    if (p->usual)
        fprintf(out, " Usually %s.", p->usual);
    fprintf(out, " |\n");
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

static void print_page(FILE *out)
{
    size_t count;
    const ent_measure *measures = ent_measures(&count);
    fputs(head, out);
    for (size_t i = 0; i < count; i++)
        print_measure(out, &measures[i]);
}

static int compare(const char *path)
{
    char *page = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&page, &length), *file = fopen(path, "rb");
    if (!memory || !file) {
        perror(path);
        return 1;
    }
    print_page(memory);
    fclose(memory);
    size_t same = 0;
    int c;
    while ((c = fgetc(file)) != EOF && same < length && c == (unsigned char)page[same])
        same++;
    int differs = c != EOF || same != length;
    fclose(file);
    free(page);
    if (differs)
        fprintf(stderr, "%s differs at byte %zu from what this program prints\n", path, same);
    return differs;
}

int main(int argc, char **argv)
{
    if (argc == 2)
        return compare(argv[1]);
    print_page(stdout);
    return 0;
}
