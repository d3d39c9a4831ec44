/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Periods, statuses, ranks, keys and citations that statements write. */
#include "graph/query/evaluate/claim.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "graph/model/exact.h"

static bool is_key(const char *key, size_t length, const char *name)
{
    return length == strlen(name) && memcmp(key, name, length) == 0;
}

static bool has_nul(const char *text, size_t length)
{
    return memchr(text, '\0', length) != NULL;
}

/* --- fields ----------------------------------------------------------------------------------------------- */

static ent_status check_valid(ent_i_run *run, ent_i_range range, ent_i_value value)
{
    ent_error reason = { .code = ENT_OK };
    ent_period period;
    if (value.kind == ENT_I_TEMPORAL)
        return ent_i_run_fail(run, range, "TypeError", "InvalidPropertyType",
                              "a period is written as text, such as '2020-06-01/..' or toString(date): valid is not a %s",
                              ent_i_temporal_kind_name(value.temporal->kind));
    if (value.kind != ENT_I_STRING)
        return ENT_OK;
    ent_status status = ent_period_parse(value.string->text, value.string->length, &period, &reason);
    if (status == ENT_ERR_NOMEM)
        return ent_i_nomem(run->err);
    if (status == ENT_OK && value.string->length)
        return ENT_OK;
    return ent_i_run_fail(run, range, "ArgumentError", "InvalidArgumentValue", "valid is no period: %s",
                          value.string->length ? reason.message : "it is empty");
}

static ent_status check_word(ent_i_run *run, ent_i_range range, ent_i_value value, const char *field,
                             int (*code_of)(const char *, size_t), int count, const char *(*text_of)(int))
{
    if (value.kind != ENT_I_STRING || code_of(value.string->text, value.string->length) >= 0)
        return ENT_OK;
    ENT_I_AUTOBUFFER known = ENT_I_BUFFER_INIT;
    for (int i = 0; i < count; i++)
        ent_i_buffer_printf(&known, "%s%s", i ? ", " : "", text_of(i));
    ENT_I_TRY(ent_i_buffer_status(&known, run->err));
    return ent_i_run_fail(run, range, "ArgumentError", "InvalidArgumentValue", "there is no %s \"%.80s\", only %s", field,
                          value.string->text, known.data);
}

static const char *status_text(int code)
{
    return ent_tie_status_text((ent_tie_status)code);
}

static const char *rank_text(int code)
{
    return ent_rank_text((ent_rank)code);
}

static const char *how_text(int code)
{
    return ent_how_text((ent_how)code);
}

static ent_status check_key(ent_i_run *run, ent_i_range range, ent_i_value value)
{
    if (value.kind != ENT_I_STRING)
        return ENT_OK;
    const ent_i_string *key = value.string;
    if (!key->length || has_nul(key->text, key->length))
        return ent_i_run_fail(run, range, "ArgumentError", "InvalidArgumentValue", "a key is %s",
                              key->length ? "without NUL characters" : "not empty");
    if (ent_i_key_is_blank(key->text))
        return ent_i_run_fail(run, range, "ArgumentError", "InvalidArgumentValue",
                              "keys that begin with \"_:\" are those that Entente makes for nodes without a key");
    return ENT_OK;
}

ent_status ent_i_claim_check(ent_i_run *run, ent_i_range range, ent_i_value entity, const char *key, size_t length,
                             ent_i_value value)
{
    bool rel = entity.kind == ENT_I_RELATIONSHIP;
    if (!run->work->stored)
        return ENT_OK;
    if (has_nul(key, length))
        return ent_i_run_fail(run, range, "ArgumentError", "InvalidArgumentValue",
                              "the name of a property cannot hold a NUL character");
    if (is_key(key, length, "valid"))
        return check_valid(run, range, value);
    if (is_key(key, length, "status"))
        return check_word(run, range, value, "status", ent_i_tie_status_of, ENT_TIE_STATUS_COUNT, status_text);
    if (rel && is_key(key, length, "rank"))
        return check_word(run, range, value, "rank", ent_i_rank_of, ENT_RANK_COUNT, rank_text);
    return !rel && is_key(key, length, "key") ? check_key(run, range, value) : ENT_OK;
}

/* --- citations -------------------------------------------------------------------------------------------- */

enum { SOURCE, HOW, PARAGRAPH, PAGE, URL, NOTE, MEMBERS };
static const char *const member_names[MEMBERS] = { "source", "how", "paragraph", "page", "url", "note" };

static ent_status bad_citation(ent_i_run *run, ent_i_range range, const char *what)
{
    return ent_i_run_fail(run, range, "ArgumentError", "InvalidArgumentValue",
                          "citations is a list of maps such as {source: 'key of a Source', paragraph: 26, page: '12', url: "
                          "'https://...', how: 'stated', note: '...'}: %s", what);
}

static ent_status find_source(ent_i_run *run, ent_i_range range, ent_i_value *value)
{
    uint64_t node = value->id;
    if (value->kind == ENT_I_STRING) {
        const ent_i_string *key = value->string;
        ENT_I_TRY(ent_i_work_keyed(run->work, key, &node, run->err));
        if (node == ENT_I_NO_NODE)
            return ent_i_run_fail(run, range, "ArgumentError", "InvalidArgumentValue",
                                  "there is no node with the key \"%.200s\" to be cited as a source", key->text);
    } else if (value->kind != ENT_I_NODE) {
        return bad_citation(run, range, "source is no text");
    }
    if (!ent_i_work_has_node(run->work, node) ||
        !ent_i_work_has_label(run->work, node, ent_i_work_find(run->work, "Source", 6)))
        return ent_i_run_fail(run, range, "ArgumentError", "InvalidArgumentValue",
                              "what is cited as a source has the label Source%s%.200s%s",
                              value->kind == ENT_I_STRING ? ", and \"" : "",
                              value->kind == ENT_I_STRING ? value->string->text : "",
                              value->kind == ENT_I_STRING ? "\" has not" : "");
    *value = (ent_i_value){ .kind = ENT_I_NODE, .id = node };
    return ENT_OK;
}

static bool is_paragraph(const ent_i_string *text)
{
    bool good = text->length > 0 && text->length <= 9 && text->text[0] != '0';
    for (size_t i = 0; i < text->length; i++)
        good = good && text->text[i] >= '0' && text->text[i] <= '9';
    return good;
}

static bool is_address(const ent_i_string *text)
{
    return (text->length > 7 && memcmp(text->text, "http://", 7) == 0) ||
           (text->length > 8 && memcmp(text->text, "https://", 8) == 0);
}

static ent_status check_member(ent_i_run *run, ent_i_range range, int member, ent_i_value *value)
{
    if (member == SOURCE)
        return find_source(run, range, value);
    if ((member == PARAGRAPH || member == PAGE) && value->kind == ENT_I_INTEGER) {
        char digits[24];
        snprintf(digits, sizeof digits, "%lld", (long long)value->integer);
        ENT_I_TRY(ent_i_value_string(run->arena, digits, strlen(digits), value, run->err));
    }
    if (value->kind != ENT_I_STRING || has_nul(value->string->text, value->string->length))
        return bad_citation(run, range, "one of them is no text");
    if (member == PARAGRAPH && !is_paragraph(value->string))
        return bad_citation(run, range, "paragraph is a whole number from 1 on");
    if (member == URL && !is_address(value->string))
        return bad_citation(run, range, "url is a web address, http or https");
    if (member == HOW)
        return check_word(run, range, *value, "how", ent_i_how_of, ENT_HOW_COUNT, how_text);
    return ENT_OK;
}

static int member_of(const ent_i_string *key)
{
    int member = 0;
    while (member < MEMBERS && !is_key(key->text, key->length, member_names[member]))
        member++;
    return member;
}

/* One citation as it is kept, its members in their order. */
static ent_status make_citation(ent_i_run *run, ent_i_range range, ent_i_value given, ent_i_map **ret)
{
    ent_i_value values[MEMBERS], name;
    ent_i_map *map;
    if (given.kind != ENT_I_MAP)
        return bad_citation(run, range, "an item is no map");
    for (int i = 0; i < MEMBERS; i++)
        values[i] = ent_i_null();
    for (size_t i = 0; i < given.map->count; i++) {
        int member = member_of(given.map->entries[i].key);
        if (member == MEMBERS)
            return bad_citation(run, range, "there is no other member");
        values[member] = given.map->entries[i].value;
        if (values[member].kind != ENT_I_NULL)
            ENT_I_TRY(check_member(run, range, member, &values[member]));
    }
    if (values[SOURCE].kind == ENT_I_NULL)
        return bad_citation(run, range, "source is missing");
    if (values[HOW].kind == ENT_I_NULL)
        ENT_I_TRY(ent_i_value_string(run->arena, how_text(ENT_HOW_STATED), strlen(how_text(ENT_HOW_STATED)),
                                     &values[HOW], run->err));
    ENT_I_TRY(ent_i_value_map(run->arena, MEMBERS + 1, &map, run->err));
    for (int i = 0; i < MEMBERS; i++) {
        if (values[i].kind == ENT_I_NULL)
            continue;
        ENT_I_TRY(ent_i_value_string(run->arena, member_names[i], strlen(member_names[i]), &name, run->err));
        ent_i_map_put(map, name.string, values[i]);
    }
    *ret = map;
    return ENT_OK;
}

static bool same_citation(const ent_i_map *a, const ent_i_map *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->entries[i].value.kind != ENT_I_INTEGER &&
            (strcmp(a->entries[i].key->text, b->entries[i].key->text) != 0 ||
             !ent_i_value_equivalent(a->entries[i].value, b->entries[i].value)))
            return false;
    return true;
}

ent_status ent_i_claim_citations(ent_i_run *run, ent_i_range range, ent_i_value value, ent_i_value *ret)
{
    ent_i_list *list;
    ent_i_value row;
    size_t count = 0;
    *ret = ent_i_null();
    if (value.kind == ENT_I_NULL)
        return ENT_OK;
    if (value.kind != ENT_I_LIST)
        return bad_citation(run, range, "this is no list");
    ENT_I_TRY(ent_i_value_list(run->arena, value.list->count, &list, run->err));
    ENT_I_TRY(ent_i_value_string(run->arena, "row", 3, &row, run->err));
    for (size_t i = 0; i < value.list->count; i++) {
        ent_i_map *map = NULL;
        ENT_I_TRY(make_citation(run, range, value.list->items[i], &map));
        ent_i_map_put(map, row.string, ent_i_integer(0));
        size_t same = 0;
        while (same < count && !same_citation(list->items[same].map, map))
            same++;
        if (same < count)
            continue;
        ent_i_map_put(map, row.string, ent_i_integer((int64_t)run->work->next_citation++));
        list->items[count++] = (ent_i_value){ .kind = ENT_I_MAP, .map = map };
    }
    list->count = count;
    if (count)
        *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

/* --- sources ---------------------------------------------------------------------------------------------- */

static bool is_source(const ent_i_work *work, uint64_t node)
{
    return ent_i_work_has_node(work, node) && ent_i_work_has_label(work, node, ent_i_work_find(work, "Source", 6));
}

/* Is one of the kept citations of a node that is no source any more? */
static bool cites_lost(const ent_i_work *work, ent_i_value citations)
{
    for (size_t i = 0; citations.kind == ENT_I_LIST && i < citations.list->count; i++) {
        const ent_i_map *map = citations.list->items[i].map;
        for (size_t k = 0; k < map->count; k++)
            if (map->entries[k].value.kind == ENT_I_NODE && !is_source(work, map->entries[k].value.id))
                return true;
    }
    return false;
}

static ent_status fail_cited(ent_i_run *run)
{
    return ent_i_run_fail(run, run->bound->statement->query->range, "ConstraintVerificationFailed", "CitedSource",
                          "a source that is cited cannot be deleted or lose its label Source: change the "
                          "citations of what cites it first");
}

/* Citations that statements gave. */
static ent_status check_own(ent_i_run *run, bool rel, uint64_t end)
{
    const ent_i_work *work = run->work;
    ent_i_arena arena;
    ent_status status = ENT_OK;
    ent_i_arena_init(&arena);
    for (uint64_t id = 0; id < end && status == ENT_OK; id++) {
        ent_i_value citations;
        if (!ent_i_work_is_own(work, rel, id) || (rel ? !ent_i_work_has_rel(work, id) : !ent_i_work_has_node(work, id)))
            continue;
        ent_i_arena_reset(&arena);
        status = ent_i_work_citations(work, rel, id, &arena, &citations, run->err);
        if (status == ENT_OK && cites_lost(work, citations))
            status = fail_cited(run);
    }
    ent_i_arena_clear(&arena);
    return status;
}

static int compare_ids(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Those of the base, which may be many: only whether one is of a node that is no source any more. */
static ent_status check_base(ent_i_run *run)
{
    const ent_i_work *work = run->work;
    ENT_I_AUTOFREE uint64_t *lost = NULL;
    size_t count = 0;
    ENT_I_TRY(ENT_I_ZEROED(lost, work->log_count - run->mark, run->err));
    for (size_t i = run->mark; i < work->log_count; i++) {
        const ent_i_change *change = &work->log[i];
        bool node = change->kind == ENT_I_LABEL_REMOVED && change->id < work->base_nodes;
        if (node && !is_source(work, change->id) && (!count || lost[count - 1] != change->id))
            lost[count++] = change->id;
    }
    if (count)
        qsort(lost, count, sizeof *lost, compare_ids);
    bool cited = ent_i_work_base_cites(work, false, lost, count) || ent_i_work_base_cites(work, true, lost, count);
    return cited ? fail_cited(run) : ENT_OK;
}

/* The moment that a source speaks from: what the statement made of it can be read again. */
static ent_status check_as_of(ent_i_run *run, uint64_t node)
{
    ent_i_value as_of;
    ent_period period;
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    ent_status status = ent_i_work_property(run->work, false, node, "as_of", 5, &arena, &as_of, run->err);
    bool good = as_of.kind != ENT_I_TEMPORAL;
    if (status == ENT_OK && as_of.kind == ENT_I_STRING) {
        ent_status parsed = ent_period_parse(as_of.string->text, as_of.string->length, &period, NULL);
        good = parsed == ENT_OK && period.form == ENT_PERIOD_DATE && !has_nul(as_of.string->text, as_of.string->length);
    }
    ent_i_arena_clear(&arena);
    if (status != ENT_OK || good)
        return status;
    return ent_i_run_fail(run, run->bound->statement->query->range, "ArgumentError", "InvalidArgumentValue",
                          "as_of of a Source is a single date, as text: '2025-12-05', '2025-12' or '2025'");
}

ent_status ent_i_claim_sources(ent_i_run *run)
{
    const ent_i_work *work = run->work;
    bool lost = false;
    for (size_t i = run->mark; i < work->log_count; i++) {
        const ent_i_change *change = &work->log[i];
        bool node = change->kind == ENT_I_NODE_PROPERTY || change->kind == ENT_I_LABEL_ADDED;
        if (change->kind == ENT_I_LABEL_REMOVED) {
            ent_i_symbol up = change->name, source = ent_i_work_find(work, "Source", 6);
            for (size_t steps = 0; up != ENT_I_NO_SYMBOL && up != source && steps <= work->name_count; steps++)
                up = work->name_parents[up];
            lost = lost || up != ENT_I_NO_SYMBOL;
        } else if (work->stored && node && is_source(work, change->id)) {
            ENT_I_TRY(check_as_of(run, change->id));
        }
    }
    if (!lost || !work->cites)
        return ENT_OK;
    ENT_I_TRY(check_base(run));
    ENT_I_TRY(check_own(run, false, ent_i_work_node_end(work)));
    return check_own(run, true, ent_i_work_rel_end(work));
}
