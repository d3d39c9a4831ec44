/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From codes by year to ties with periods.
 *
 * A run of years with one code is one tie. It begins in its first year when the year before says otherwise, or the
 * organisation is founded in that year; it ends with its last year when the year after says otherwise, or the
 * organisation or the state is no more. Where the coder had no data before or after, that bound is unknown, and
 * the tie cites the table as it speaks of the run's first and last year: before and after these it is not known
 * whether it held, which is not the same as that it did not.
 *
 * A year is held to its end: 1990 to 1999 is 1990/2000-01-01. */
#include <stdio.h>
#include <string.h>

#include "graph/base/json_scan.h"
#include "loaders/cow_inside.h"

#define TEXT(literal) ((ent_text){ (literal), sizeof(literal) - 1 })

static ent_text text_of(const char *text)
{
    return text && *text ? (ent_text){ text, strlen(text) } : (ent_text){ NULL, 0 };
}

static int compare_rows(const void *left, const void *right)
{
    const cow_row *a = left, *b = right;
    if (a->organisation != b->organisation)
        return a->organisation < b->organisation ? -1 : 1;
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static unsigned char code_at(const ent_i_cow *cow, size_t row, size_t state)
{
    return cow->codes[cow->rows[row].codes + state];
}

/* Is what lies outside a state's years known to be so, or merely missing? */
static void find_borders(ent_i_cow *cow)
{
    for (size_t i = 0; i < cow->row_count; i++)
        for (size_t s = 0; s < cow->state_count; s++) {
            cow_state *state = &cow->states[s];
            bool outside = state->first && code_at(cow, i, s) == COW_OUTSIDE;
            state->entered |= outside && cow->rows[i].year == state->first - 1;
            state->left |= outside && cow->rows[i].year == state->last + 1;
        }
}

static ent_status survey(ent_i_cow *cow, ent_error *err)
{
    qsort(cow->rows, cow->row_count, sizeof *cow->rows, compare_rows);
    cow->first_year = cow->last_year = cow->rows[0].year;
    for (size_t i = 0; i < cow->row_count; i++) {
        const cow_row *row = &cow->rows[i];
        if (i && row->organisation == row[-1].organisation && row->year == row[-1].year)
            return ent_i_fail_at(err, ENT_ERR_DUPLICATE, cow->file, row->line, 1, "%s comes twice with the year %d",
                                 cow->organisations[row->organisation].short_name, row->year);
        if (row->year < cow->first_year)
            cow->first_year = row->year;
        if (row->year > cow->last_year)
            cow->last_year = row->year;
        for (size_t s = 0; s < cow->state_count; s++) {
            cow_state *state = &cow->states[s];
            if (code_at(cow, i, s) >= COW_MISSING)
                continue;
            if (!state->first || row->year < state->first)
                state->first = row->year;
            if (row->year > state->last)
                state->last = row->year;
        }
    }
    find_borders(cow);
    return ENT_I_ZEROED(cow->used, (size_t)(cow->last_year - cow->first_year) + 1, err);
}

/* --- nodes --------------------------------------------------------------------------------------------- */

/* From a year to another, either 0 where no bound is known. */
static const char *life_of(int first, int last, char buffer[48])
{
    char from[16] = "..", until[24] = "..";
    if (first)
        snprintf(from, sizeof from, "%d", first);
    if (last)
        snprintf(until, sizeof until, "%d-01-01", last + 1);
    snprintf(buffer, 48, "%s/%s", from, until);
    return strcmp(buffer, "../..") ? buffer : NULL;
}

static ent_status add_state(ent_i_cow *cow, const cow_state *state, ent_error *err)
{
    const ent_text label = TEXT("State");
    const ent_alias_record alias = { text_of(state->column), false };
    char valid[48];
    ent_node_record record = { .key = text_of(state->key), .name = text_of(state->name), .labels = &label,
                               .label_count = 1,
                               .valid = text_of(life_of(state->entered ? state->first : 0, state->left ? state->last : 0, valid)),
                               .aliases = &alias, .place = { cow->file, 1, 1 } };
    record.alias_count = strcmp(state->column, state->key) ? 1 : 0;
    return ent_graph_add_node(cow->graph, &record, NULL, err);
}

static void add_member(ent_i_buffer *properties, const char *name, const char *value, bool number)
{
    if (!*value)
        return;
    ent_i_buffer_printf(properties, "%s\"%s\":", properties->length > 1 ? "," : "", name);
    if (number)
        ent_i_buffer_text(properties, value);
    else
        ent_i_json_escape(value, strlen(value), properties);
}

static bool is_whole(const char *text)
{
    size_t length = strspn(text, "0123456789");
    return length && !text[length] && length < 16 && (text[0] != '0' || length == 1);
}

/* first, last: its first and last row. */
static ent_status add_organisation(ent_i_cow *cow, size_t first, size_t last, ent_error *err)
{
    const cow_organisation *o = &cow->organisations[cow->rows[first].organisation];
    const ent_text label = TEXT("Organisation");
    const ent_alias_record alias = { text_of(o->other_name), false };
    char valid[48];
    int until = !o->dissolved ? 0 : o->dissolved > cow->rows[last].year ? o->dissolved : cow->rows[last].year;
    ENT_I_AUTOBUFFER properties = ENT_I_BUFFER_INIT;
    ent_i_buffer_char(&properties, '{');
    add_member(&properties, "ionum", o->number, is_whole(o->number));
    add_member(&properties, "membership_dates_before_1965", o->accuracy, false);
    ent_i_buffer_char(&properties, '}');
    ENT_I_TRY(ent_i_buffer_status(&properties, err));
    ent_node_record record = { .key = text_of(o->key), .name = text_of(o->name), .short_name = text_of(o->short_name),
                               .labels = &label, .label_count = 1, .aliases = &alias,
                               .valid = text_of(life_of(o->founded, until, valid)),
                               .properties = { properties.data, properties.length },
                               .place = { cow->file, cow->rows[first].line, 1 } };
    record.alias_count = *o->other_name && strcmp(o->other_name, o->name) && strcmp(o->other_name, o->short_name) ? 1 : 0;
    return ent_graph_add_node(cow->graph, &record, NULL, err);
}

/* The table as it speaks of one year. */
static ent_status add_source(ent_i_cow *cow, int year, ent_error *err)
{
    char key[32], name[64], properties[512];
    const ent_text label = TEXT("Source");
    snprintf(key, sizeof key, "cow-igo-%d", year);
    snprintf(name, sizeof name, "Correlates of War IGO v3.0, %d", year);
    snprintf(properties, sizeof properties,
             "{\"title\":\"Correlates of War, Intergovernmental Organizations, version 3.0, as coded for %d\","
             "\"author\":\"Pevehouse, Nordstrom, McManus and Jamison\",\"date\":\"2020\",\"as_of\":\"%d\","
             "\"group\":\"cow-igo\",\"url\":\"https://doi.org/10.1177/0022343319881175\"}",
             year, year);
    ent_node_record record = { .key = text_of(key), .name = text_of(name), .labels = &label, .label_count = 1,
                               .properties = text_of(properties), .place = { cow->file, 1, 1 } };
    return ent_graph_add_node(cow->graph, &record, NULL, err);
}

/* --- ties ---------------------------------------------------------------------------------------------- */

typedef struct run {
    size_t state, first, last; /* rows of one organisation */
    size_t begin, end;         /* the organisation's rows: begin .. end - 1 */
} run;

static bool begins(const ent_i_cow *cow, const run *r)
{
    const cow_row *row = &cow->rows[r->first];
    if (r->first == r->begin) {
        int founded = cow->organisations[row->organisation].founded;
        return founded && row->year <= founded + 1; /* two organisations are coded from the year after */
    }
    return row[-1].year == row->year - 1 && code_at(cow, r->first - 1, r->state) < COW_MISSING;
}

static bool ends(const ent_i_cow *cow, const run *r)
{
    const cow_row *row = &cow->rows[r->last];
    const cow_state *state = &cow->states[r->state];
    if (row->year == cow->last_year)
        return false;
    if (state->left && state->last == row->year)
        return true; /* no more state */
    int dissolved = cow->organisations[row->organisation].dissolved;
    if (r->last + 1 == r->end)
        return dissolved && row->year >= dissolved;
    return row[1].year == row->year + 1 && code_at(cow, r->last + 1, r->state) < COW_MISSING;
}

/* What was coded to within some years, or filled in, is approximate. */
static bool is_vague(const ent_i_cow *cow, size_t row)
{
    const cow_row *r = &cow->rows[row];
    return r->imputed || (r->year < 1965 && !strncmp(cow->organisations[r->organisation].accuracy, "Within", 6));
}

static ent_status add_tie(ent_i_cow *cow, const run *r, ent_error *err)
{
    static const char *const types[] = { [COW_MEMBER] = "MEMBER_OF", [COW_ASSOCIATE] = "ASSOCIATE_OF",
                                         [COW_OBSERVER] = "OBSERVER_OF" };
    const cow_row *first = &cow->rows[r->first], *last = &cow->rows[r->last];
    char from[16] = "", until[24] = "", valid[48], keys[2][32], coded[64];
    if (begins(cow, r))
        snprintf(from, sizeof from, "%d%s", first->year, is_vague(cow, r->first) ? "~" : "");
    if (ends(cow, r))
        snprintf(until, sizeof until, is_vague(cow, r->last) ? "%d~" : "%d-01-01", last->year + 1);
    snprintf(valid, sizeof valid, "%s/%s", from, until);
    /* Two runs between years without data have nothing else to tell them apart. */
    snprintf(coded, sizeof coded, "{\"coded\":\"%d/%d\"}", first->year, last->year);
    ent_citation_record citations[2];
    memset(citations, 0, sizeof citations);
    int years[2] = { first->year, last->year };
    for (size_t i = 0; i < 2; i++) {
        snprintf(keys[i], sizeof keys[i], "cow-igo-%d", years[i]);
        citations[i].source = text_of(keys[i]);
        cow->used[years[i] - cow->first_year] = true;
    }
    ent_tie_record record = { .source = text_of(cow->states[r->state].key),
                              .type = text_of(types[code_at(cow, r->first, r->state)]),
                              .target = text_of(cow->organisations[first->organisation].key), .valid = text_of(valid),
                              .properties = text_of(coded), .citations = citations, .citation_count = years[0] == years[1] ? 1 : 2,
                              .place = { cow->file, first->line, 1 } };
    return ent_graph_add_tie(cow->graph, &record, NULL, err);
}

/* The runs of one state in one organisation, whose rows are begin .. end - 1. */
static ent_status add_runs(ent_i_cow *cow, size_t state, size_t begin, size_t end, ent_error *err)
{
    for (size_t i = begin; i < end;) {
        unsigned char code = code_at(cow, i, state);
        size_t last = i;
        while (last + 1 < end && code_at(cow, last + 1, state) == code && cow->rows[last + 1].year == cow->rows[last].year + 1)
            last++;
        if (code >= COW_MEMBER && code <= COW_OBSERVER)
            ENT_I_TRY(add_tie(cow, &(run){ state, i, last, begin, end }, err));
        i = last + 1;
    }
    return ENT_OK;
}

/* --- the data set -------------------------------------------------------------------------------------- */

static ent_status add_vocabulary(ent_i_cow *cow, ent_error *err)
{
    const ent_type_record associate = { .name = TEXT("ASSOCIATE_OF"), .phrase = TEXT("is an associate member of"),
                                        .inverse = TEXT("has as an associate member"), .brief = TEXT("associate"),
                                        .subject = TEXT("diplomacy"), .short_of = TEXT("MEMBER_OF") };
    return ent_graph_add_type(cow->graph, &associate, err);
}

/* A name and the days that the data speak for, unless there are such already. */
static ent_status add_meta(ent_i_cow *cow, ent_error *err)
{
    char day[16];
    snprintf(day, sizeof day, "%d-12-31", cow->last_year);
    const struct {
        const char *name, *value;
    } members[] = { { "name", "Correlates of War, organisations of states" }, { "as_of", day }, { "coverage_end", day } };
    const ent_place place = { cow->file, 1, 1 };
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (!ent_graph_meta(cow->graph, members[i].name))
            ENT_I_TRY(ent_graph_set_meta(cow->graph, text_of(members[i].name), text_of(members[i].value), &place, err));
    return ENT_OK;
}

ent_status ent_i_cow_add_all(ent_i_cow *cow, ent_error *err)
{
    ENT_I_TRY(survey(cow, err));
    ENT_I_TRY(add_vocabulary(cow, err));
    ENT_I_TRY(add_meta(cow, err));
    for (size_t i = 0; i < cow->state_count; i++)
        if (cow->states[i].first)
            ENT_I_TRY(add_state(cow, &cow->states[i], err));
    for (size_t begin = 0; begin < cow->row_count;) {
        size_t end = begin + 1;
        while (end < cow->row_count && cow->rows[end].organisation == cow->rows[begin].organisation)
            end++;
        ENT_I_TRY(add_organisation(cow, begin, end - 1, err));
        for (size_t state = 0; state < cow->state_count; state++)
            ENT_I_TRY(add_runs(cow, state, begin, end, err));
        begin = end;
    }
    for (int year = cow->first_year; year <= cow->last_year; year++)
        if (cow->used[year - cow->first_year])
            ENT_I_TRY(add_source(cow, year, err));
    return ENT_OK;
}
