/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A reader of Gherkin as conformance kits use it: Feature, Background, Scenario, Scenario Outline with Examples,
 * steps with doc strings and tables, tags (read over) and comments. One pass over the lines. */
#include "gherkin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/buffer.h"

void *tck_alloc(ent_i_arena *arena, size_t size)
{
    void *memory = ent_i_arena_alloc(arena, size ? size : 1);
    if (!memory) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    memset(memory, 0, size);
    return memory;
}

char *tck_copy(ent_i_arena *arena, const char *text, size_t length)
{
    char *copy = tck_alloc(arena, length + 1);
    memcpy(copy, text, length);
    return copy;
}

void *tck_room(ent_i_arena *arena, void *items, size_t count, size_t size)
{
    if (count & (count - 1))
        return items; /* not a power of two: there is room up to the next */
    void *larger = tck_alloc(arena, (count ? count * 2 : 1) * size);
    if (count)
        memcpy(larger, items, count * size);
    return larger;
}

typedef struct reader {
    ent_i_arena *arena;
    const char *file;
    const char *at, *end; /* what follows the current line */
    const char *line, *start; /* the current line, and its first character that is not blank */
    size_t length;            /* of the line from start, without blanks at its end */
    size_t number;
    tck_feature *feature;
    bool named;                           /* a Feature line was seen */
    tck_scenario background, scenario;    /* being read: its own steps only */
    bool in_background, open, outline, in_examples;
    tck_table *examples;
    size_t example_tables;
} reader;

static ent_status fault(const reader *r, const char *what, ent_error *err)
{
    return ent_i_fail_at(err, ENT_ERR_SYNTAX, r->file, r->number, 0, "%s", what);
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool next_line(reader *r)
{
    if (r->at >= r->end)
        return false;
    const char *newline = memchr(r->at, '\n', (size_t)(r->end - r->at));
    const char *stop = newline ? newline : r->end;
    r->line = r->start = r->at;
    r->at = newline ? newline + 1 : r->end;
    r->number++;
    while (r->start < stop && blank(*r->start))
        r->start++;
    while (stop > r->start && blank(stop[-1]))
        stop--;
    r->length = (size_t)(stop - r->start);
    return true;
}

/* The rest of the line after a keyword, or NULL. */
static const char *after(reader *r, const char *keyword)
{
    size_t length = strlen(keyword);
    if (r->length < length || memcmp(r->start, keyword, length) != 0)
        return NULL;
    const char *rest = r->start + length, *stop = r->start + r->length;
    while (rest < stop && blank(*rest))
        rest++;
    return tck_copy(r->arena, rest, (size_t)(stop - rest));
}

/* --- tables and doc strings --------------------------------------------------------------------------------- */

static const char *cell(ent_i_arena *arena, const char *text, const char *stop)
{
    while (text < stop && blank(*text))
        text++;
    while (stop > text && blank(stop[-1]))
        stop--;
    char *copy = tck_alloc(arena, (size_t)(stop - text) + 1), *to = copy;
    for (; text < stop; text++) {
        bool escaped = *text == '\\' && text + 1 < stop && strchr("|\\n", text[1]);
        if (escaped)
            text++;
        *to++ = escaped && *text == 'n' ? '\n' : *text;
    }
    return copy;
}

static ent_status read_row(reader *r, tck_table *table, ent_error *err)
{
    tck_row row = { .line = r->number };
    const char *stop = r->start + r->length, *from = r->start + 1;
    for (const char *c = from; c < stop; c++) {
        if (*c == '\\' && c + 1 < stop) {
            c++;
        } else if (*c == '|') {
            row.cells = tck_room(r->arena, row.cells, row.count, sizeof *row.cells);
            row.cells[row.count++] = cell(r->arena, from, c);
            from = c + 1;
        }
    }
    if (from != stop)
        return fault(r, "a row of a table does not end in |", err);
    if (table->count && table->rows[0].count != row.count)
        return fault(r, "a row of a table has more or fewer cells than the first", err);
    table->rows = tck_room(r->arena, table->rows, table->count, sizeof *table->rows);
    table->rows[table->count++] = row;
    return ENT_OK;
}

static ent_status read_doc(reader *r, tck_step *step, ent_error *err)
{
    char fence[4];
    memcpy(fence, r->start, 3);
    fence[3] = '\0';
    size_t indent = (size_t)(r->start - r->line);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    for (bool first = true;; first = false) {
        if (!next_line(r)) {
            ent_i_buffer_clear(&text);
            return fault(r, "a doc string has no end", err);
        }
        if (r->length >= 3 && memcmp(r->start, fence, 3) == 0)
            break;
        const char *from = r->line, *stop = r->at;
        while (stop > from && (stop[-1] == '\n' || stop[-1] == '\r'))
            stop--;
        for (size_t i = 0; i < indent && from < stop && (*from == ' ' || *from == '\t'); i++)
            from++;
        if (!first)
            ent_i_buffer_char(&text, '\n');
        for (; from < stop; from++)
            if (stop - from < 6 || memcmp(from, "\\\"\\\"\\\"", 6) != 0) {
                ent_i_buffer_char(&text, *from);
            } else {
                ent_i_buffer_text(&text, "\"\"\"");
                from += 5;
            }
    }
    step->doc = tck_copy(r->arena, ent_i_buffer_string(&text), text.length);
    ent_i_buffer_clear(&text);
    return ENT_OK;
}

/* --- outlines ----------------------------------------------------------------------------------------------- */

/* Each <name> that the examples have becomes the cell of the row; other < stay. */
static const char *substitute(reader *r, const char *text, const tck_row *names, const tck_row *row)
{
    ent_i_buffer result = ENT_I_BUFFER_INIT;
    if (!text || !strchr(text, '<'))
        return text;
    while (*text) {
        size_t i = names->count;
        if (*text == '<')
            for (i = 0; i < names->count; i++) {
                size_t length = strlen(names->cells[i]);
                if (strncmp(text + 1, names->cells[i], length) == 0 && text[length + 1] == '>')
                    break;
            }
        if (i < names->count) {
            ent_i_buffer_text(&result, row->cells[i]);
            text += strlen(names->cells[i]) + 2;
        } else {
            ent_i_buffer_char(&result, *text++);
        }
    }
    char *copy = tck_copy(r->arena, ent_i_buffer_string(&result), result.length);
    ent_i_buffer_clear(&result);
    return copy;
}

static tck_step step_of_example(reader *r, const tck_step *step, const tck_row *names, const tck_row *row)
{
    tck_step made = *step;
    made.text = substitute(r, step->text, names, row);
    made.doc = substitute(r, step->doc, names, row);
    made.table.rows = tck_alloc(r->arena, step->table.count * sizeof *made.table.rows);
    for (size_t i = 0; i < step->table.count; i++) {
        made.table.rows[i] = step->table.rows[i];
        made.table.rows[i].cells = tck_alloc(r->arena, step->table.rows[i].count * sizeof(char *));
        for (size_t j = 0; j < step->table.rows[i].count; j++)
            made.table.rows[i].cells[j] = substitute(r, step->table.rows[i].cells[j], names, row);
    }
    return made;
}

/* A scenario of the file: the steps of the background, then its own. */
static void add_scenario(reader *r, size_t example, const tck_row *names, const tck_row *row)
{
    tck_scenario made = r->scenario;
    made.example = example;
    made.count = r->background.count + r->scenario.count;
    made.steps = tck_alloc(r->arena, made.count * sizeof *made.steps);
    for (size_t i = 0; i < made.count; i++) {
        const tck_step *step = i < r->background.count ? &r->background.steps[i]
                                                       : &r->scenario.steps[i - r->background.count];
        made.steps[i] = names ? step_of_example(r, step, names, row) : *step;
    }
    if (row)
        made.line = row->line;
    tck_feature *feature = r->feature;
    feature->scenarios = tck_room(r->arena, feature->scenarios, feature->count, sizeof *feature->scenarios);
    feature->scenarios[feature->count++] = made;
}

static ent_status close_scenario(reader *r, ent_error *err)
{
    if (!r->open)
        return ENT_OK;
    r->open = false;
    if (!r->outline) {
        add_scenario(r, 0, NULL, NULL);
        return ENT_OK;
    }
    size_t example = 0;
    for (size_t i = 0; i < r->example_tables; i++)
        for (size_t j = 1; j < r->examples[i].count; j++)
            add_scenario(r, ++example, &r->examples[i].rows[0], &r->examples[i].rows[j]);
    return example ? ENT_OK : fault(r, "the outline before this line has no examples", err);
}

/* --- lines -------------------------------------------------------------------------------------------------- */

static ent_status open_scenario(reader *r, const char *name, bool outline, ent_error *err)
{
    ENT_I_TRY(close_scenario(r, err));
    r->open = true;
    r->outline = outline;
    r->in_background = r->in_examples = false;
    r->examples = NULL;
    r->example_tables = 0;
    r->scenario = (tck_scenario){ .name = name, .line = r->number };
    return ENT_OK;
}

/* The scenario or background that steps belong to now; NULL: none. */
static tck_scenario *current(reader *r)
{
    return r->in_background ? &r->background : r->open && !r->in_examples ? &r->scenario : NULL;
}

static const char *step_text(reader *r)
{
    static const char *const keywords[] = { "Given ", "When ", "Then ", "And ", "But ", "* " };
    const char *text = NULL;
    for (size_t i = 0; !text && i < sizeof keywords / sizeof keywords[0]; i++)
        text = after(r, keywords[i]);
    return text;
}

static ent_status read_argument(reader *r, ent_error *err)
{
    if (r->in_examples && *r->start == '|')
        return read_row(r, &r->examples[r->example_tables - 1], err);
    tck_scenario *owner = current(r);
    if (!owner || !owner->count)
        return fault(r, "a table or a doc string that no step owns", err);
    tck_step *step = &owner->steps[owner->count - 1];
    if (*r->start == '|')
        return read_row(r, &step->table, err);
    return read_doc(r, step, err);
}

static ent_status read_heading(reader *r, bool *ret_is, ent_error *err)
{
    const char *name;
    *ret_is = true;
    if ((name = after(r, "Feature:"))) {
        if (r->named)
            return fault(r, "a second Feature in one file", err);
        r->named = true;
        r->feature->name = name;
        return ENT_OK;
    }
    if (after(r, "Background:")) {
        if (r->open || r->feature->count)
            return fault(r, "a Background after the first Scenario", err);
        r->in_background = true;
        return ENT_OK;
    }
    if ((name = after(r, "Scenario Outline:")) || (name = after(r, "Scenario Template:")))
        return open_scenario(r, name, true, err);
    if ((name = after(r, "Scenario:")) || (name = after(r, "Example:")))
        return open_scenario(r, name, false, err);
    if (after(r, "Examples:") || after(r, "Scenarios:")) {
        if (!r->open || !r->outline)
            return fault(r, "Examples without a Scenario Outline", err);
        r->in_examples = true;
        r->examples = tck_room(r->arena, r->examples, r->example_tables, sizeof *r->examples);
        r->examples[r->example_tables++] = (tck_table){ 0 };
        return ENT_OK;
    }
    *ret_is = false;
    return ENT_OK;
}

static ent_status read_line(reader *r, ent_error *err)
{
    bool heading;
    if (!r->length || *r->start == '#' || *r->start == '@')
        return ENT_OK;
    ENT_I_TRY(read_heading(r, &heading, err));
    if (heading)
        return ENT_OK;
    if (!r->named)
        return fault(r, "text before the Feature line", err);
    if (*r->start == '|' || (r->length >= 3 && (!memcmp(r->start, "\"\"\"", 3) || !memcmp(r->start, "```", 3))))
        return read_argument(r, err);
    tck_scenario *owner = current(r);
    const char *text = step_text(r);
    if (text && owner) {
        owner->steps = tck_room(r->arena, owner->steps, owner->count, sizeof *owner->steps);
        owner->steps[owner->count++] = (tck_step){ .text = text, .line = r->number };
        return ENT_OK;
    }
    /* Words between a heading and its first step describe it. */
    if (text || r->in_examples || (owner && owner->count))
        return fault(r, "neither a step nor anything else that may stand here", err);
    return ENT_OK;
}

ent_status tck_read(ent_i_arena *arena, const char *file, const char *text, size_t length, tck_feature *ret,
                    ent_error *err)
{
    tck_feature feature = { 0 };
    size_t mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    reader r = { .arena = arena, .file = file, .at = text + mark, .end = text + length, .feature = &feature };
    while (next_line(&r))
        ENT_I_TRY(read_line(&r, err));
    ENT_I_TRY(close_scenario(&r, err));
    if (!r.named)
        return fault(&r, "no Feature line", err);
    *ret = feature;
    return ENT_OK;
}
