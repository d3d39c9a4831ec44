/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading the Correlates of War's table of organisations by year (Pevehouse, Nordstrom, McManus and Jamison,
 * Tracking organizations in the world: the Correlates of War IGO version 3.0 datasets, Journal of Peace
 * Research 57 (2020), 492-503): codes 0 none, 1 full member, 2 associate member, 3 observer, -9 missing, -1 (in
 * copies made with R nothing at all) not in the system of states. */
#include <string.h>

#include "graph/base/utf8.h"
#include "loaders/cow_inside.h"
#include "loaders/cow_states.h"

/* The columns that are not a state's. */
enum cow_column { IONAME, ORGNAME, YEAR, SDATE, DEADDATE, LONGORGNAME, IONUM, ACCURACY, IMPUTED, COLUMN_COUNT };
static const char *const column_names[COLUMN_COUNT] = { "ioname",      "orgname", "year", "sdate", "deaddate",
                                                        "longorgname", "ionum",   "accuracyofpre1965membershipdates",
                                                        "imputed" };

static bool is_named(ent_text field, const char *name)
{
    return field.length == strlen(name) && !memcmp(field.data, name, field.length);
}

static int find_column(const ent_text *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (is_named(fields[i], name))
            return (int)i;
    return -1;
}

bool ent_i_cow_is_header(const ent_text *fields, size_t count)
{
    return find_column(fields, count, "ioname") >= 0 && find_column(fields, count, "orgname") >= 0 &&
           find_column(fields, count, "year") >= 0 && find_column(fields, count, "key") < 0;
}

/* Small letters, digits and single dashes. */
static char *slug_of(ent_i_arena *texts, const char *name)
{
    char *slug = ent_i_arena_alloc(texts, strlen(name) + 1);
    size_t length = 0;
    for (const char *p = name; slug && *p; p++) {
        char c = ent_i_ascii_lower(*p);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            slug[length++] = c;
        else if (length && slug[length - 1] != '-')
            slug[length++] = '-';
    }
    if (slug && length && slug[length - 1] == '-')
        length--;
    if (slug)
        slug[length] = '\0';
    return slug;
}

static ent_status take_state(ent_i_cow *cow, ent_text header, cow_state *ret, ent_error *err)
{
    char *column = ent_i_arena_copy(&cow->texts, header.data, header.length);
    char *name = column ? ent_i_arena_copy(&cow->texts, header.data, header.length) : NULL;
    if (!name)
        return ent_i_nomem(err);
    *ret = (cow_state){ .column = column, .name = name };
    name[0] = ent_i_ascii_upper(name[0]);
    for (size_t i = 0; i < sizeof ent_i_cow_states / sizeof *ent_i_cow_states; i++)
        if (!strcmp(ent_i_cow_states[i].column, column))
            ret->name = ent_i_cow_states[i].name;
    ret->key = slug_of(&cow->texts, ret->name);
    return ret->key ? ENT_OK : ent_i_nomem(err);
}

static ent_status take_header(ent_i_cow *cow, const ent_text *fields, size_t count, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(cow->others, COLUMN_COUNT, err));
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        cow->others[i] = find_column(fields, count, column_names[i]);
    int year = cow->others[YEAR], after = cow->others[SDATE];
    if (after < 0 || after <= year + 1)
        return ent_i_fail_at(err, ENT_ERR_FORMAT, cow->file, 1, 1,
                             "a table of organisations by year needs a column for each state between \"year\" and "
                             "\"sdate\"");
    cow->column_count = count;
    cow->first_state = (size_t)year + 1;
    cow->state_count = (size_t)(after - year - 1);
    ENT_I_TRY(ENT_I_ZEROED(cow->states, cow->state_count, err));
    for (size_t i = 0; i < cow->state_count; i++) {
        ENT_I_TRY(take_state(cow, fields[cow->first_state + i], &cow->states[i], err));
        for (size_t j = 0; j < i; j++)
            if (!strcmp(cow->states[i].key, cow->states[j].key))
                return ent_i_fail_at(err, ENT_ERR_DUPLICATE, cow->file, 1, 1, "the header row has the column \"%s\" twice",
                                     cow->states[i].column);
    }
    return ENT_OK;
}

ent_status ent_i_cow_new(ent_graph *graph, const char *file, const ent_text *header, size_t count, ent_i_cow **ret,
                         ent_error *err)
{
    ent_i_cow *cow = calloc(1, sizeof *cow);
    if (!cow)
        return ent_i_nomem(err);
    cow->graph = graph;
    cow->file = file;
    ent_i_arena_init(&cow->texts);
    ent_status status = take_header(cow, header, count, err);
    if (status < 0) {
        ent_i_cow_free(cow);
        return status;
    }
    *ret = cow;
    return ENT_OK;
}

void ent_i_cow_free(ent_i_cow *cow)
{
    if (!cow)
        return;
    ent_i_arena_clear(&cow->texts);
    ent_i_hash_clear(&cow->by_name);
    free(cow->states);
    free(cow->others);
    free(cow->organisations);
    free(cow->rows);
    free(cow->codes);
    free(cow->used);
    free(cow);
}

/* --- rows ---------------------------------------------------------------------------------------------- */

static ent_text field_of(const ent_i_cow *cow, const ent_text *fields, enum cow_column column)
{
    int at = cow->others[column];
    return at < 0 || is_named(fields[at], "NA") ? (ent_text){ "", 0 } : fields[at];
}

/* A year, or 0 when the field is empty. */
static ent_status year_of(const ent_i_cow *cow, ent_text field, uint64_t line, const char *column, int *ret, ent_error *err)
{
    int year = 0;
    for (size_t i = 0; i < field.length; i++) {
        if (field.data[i] < '0' || field.data[i] > '9' || field.length > 4)
            return ent_i_fail_at(err, ENT_ERR_INVALID, cow->file, line, 1, "column \"%s\": \"%.*s\" is not a year", column,
                                 field.length < 60 ? (int)field.length : 60, field.data);
        year = 10 * year + (field.data[i] - '0');
    }
    *ret = year;
    return ENT_OK;
}

static ent_status code_of(const ent_i_cow *cow, ent_text field, size_t state, uint64_t line, unsigned char *ret,
                          ent_error *err)
{
    if (!field.length || is_named(field, "-1") || is_named(field, "NA"))
        *ret = COW_OUTSIDE;
    else if (is_named(field, "-9"))
        *ret = COW_MISSING;
    else if (field.length == 1 && field.data[0] >= '0' && field.data[0] <= '3')
        *ret = (unsigned char)(COW_NONE + (field.data[0] - '0'));
    else
        return ent_i_fail_at(err, ENT_ERR_INVALID, cow->file, line, 1,
                             "column \"%s\": \"%.*s\" is not a code: 0 to 3, -9 (missing) or -1 (not in the system)",
                             cow->states[state].column, field.length < 60 ? (int)field.length : 60, field.data);
    return ENT_OK;
}

static const char *kept(ent_i_cow *cow, ent_text field)
{
    return ent_i_arena_copy(&cow->texts, field.data, field.length);
}

static ent_status take_organisation(ent_i_cow *cow, const ent_text *fields, uint64_t line, uint32_t *ret, ent_error *err)
{
    ent_text name = field_of(cow, fields, IONAME), longer = field_of(cow, fields, LONGORGNAME);
    if (!name.length)
        return ent_i_fail_at(err, ENT_ERR_INVALID, cow->file, line, 1, "a row without a value in the column \"ioname\"");
    uint64_t at = ent_i_hash_get(&cow->by_name, name.data, name.length, UINT32_MAX);
    if (at == UINT32_MAX) {
        at = cow->organisation_count;
        cow_organisation o = { .short_name = kept(cow, name), .other_name = kept(cow, field_of(cow, fields, ORGNAME)),
                               .number = kept(cow, field_of(cow, fields, IONUM)),
                               .accuracy = kept(cow, field_of(cow, fields, ACCURACY)) };
        o.name = longer.length ? kept(cow, longer) : o.other_name;
        o.key = o.short_name ? slug_of(&cow->texts, o.short_name) : NULL;
        if (!o.short_name || !o.other_name || !o.number || !o.accuracy || !o.name || !o.key)
            return ent_i_nomem(err);
        if (!*o.key)
            return ent_i_fail_at(err, ENT_ERR_INVALID, cow->file, line, 1, "\"%s\" has no letter or digit for a key",
                                 o.short_name);
        ENT_I_TRY(year_of(cow, field_of(cow, fields, SDATE), line, "sdate", &o.founded, err));
        ENT_I_TRY(ENT_I_RESERVE(cow->organisations, cow->organisation_capacity, cow->organisation_count + 1, err));
        ENT_I_TRY(ent_i_hash_put(&cow->by_name, o.short_name, name.length, (uint32_t)at, err));
        cow->organisations[cow->organisation_count++] = o;
    }
    int dissolved = 0;
    ENT_I_TRY(year_of(cow, field_of(cow, fields, DEADDATE), line, "deaddate", &dissolved, err));
    if (dissolved)
        cow->organisations[at].dissolved = dissolved;
    *ret = (uint32_t)at;
    return ENT_OK;
}

ent_status ent_i_cow_row(ent_i_cow *cow, const ent_text *fields, size_t count, uint64_t line, ent_error *err)
{
    if (count != cow->column_count)
        return ent_i_fail_at(err, ENT_ERR_SYNTAX, cow->file, line, 1, "a row of %zu fields under a header row of %zu", count,
                             cow->column_count);
    cow_row row = { .codes = cow->code_count, .line = line };
    ENT_I_TRY(year_of(cow, field_of(cow, fields, YEAR), line, "year", &row.year, err));
    if (!row.year)
        return ent_i_fail_at(err, ENT_ERR_INVALID, cow->file, line, 1, "a row without a value in the column \"year\"");
    ENT_I_TRY(take_organisation(cow, fields, line, &row.organisation, err));
    row.imputed = is_named(field_of(cow, fields, IMPUTED), "1");
    ENT_I_TRY(ENT_I_RESERVE(cow->codes, cow->code_capacity, cow->code_count + cow->state_count, err));
    for (size_t i = 0; i < cow->state_count; i++)
        ENT_I_TRY(code_of(cow, fields[cow->first_state + i], i, line, &cow->codes[row.codes + i], err));
    ENT_I_TRY(ENT_I_RESERVE(cow->rows, cow->row_capacity, cow->row_count + 1, err));
    cow->code_count += cow->state_count;
    cow->rows[cow->row_count++] = row;
    return ENT_OK;
}

ent_status ent_i_cow_finish(ent_i_cow *cow, ent_error *err)
{
    return cow->row_count ? ent_i_cow_add_all(cow, err) : ENT_OK;
}
