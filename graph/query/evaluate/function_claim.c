/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ours: what the graph says of a node or relationship beyond its properties: when it holds, and who says so. */
#include <string.h>

#include "graph/query/evaluate/run.h"

static ent_status entity_of(const ent_i_call *call, bool *ret_rel, uint64_t *ret_id)
{
    ent_i_value value = call->args[0];
    if (value.kind != ENT_I_NODE && value.kind != ENT_I_RELATIONSHIP)
        return ent_i_bad_argument(call, 0, "InvalidArgumentType", "a NODE or RELATIONSHIP");
    *ret_rel = value.kind == ENT_I_RELATIONSHIP;
    *ret_id = value.id;
    return ent_i_check_alive(call->run, call->range, value);
}

static ent_status own_property(const ent_i_call *call, const char *key, ent_i_value *ret)
{
    bool rel = false;
    uint64_t id = 0;
    ENT_I_TRY(entity_of(call, &rel, &id));
    return ent_i_work_property(call->run->work, rel, id, key, strlen(key), call->run->arena, ret, call->run->err);
}

/* The period as EDTF text; null when there is none. */
ent_status ent_i_fn_validity(const ent_i_call *call, ent_i_value *ret)
{
    return own_property(call, "valid", ret);
}

/* A relationship of which nobody said otherwise is in force. */
ent_status ent_i_fn_status(const ent_i_call *call, ent_i_value *ret)
{
    ENT_I_TRY(own_property(call, "status", ret));
    if (ret->kind != ENT_I_NULL || call->args[0].kind != ENT_I_RELATIONSHIP)
        return ENT_OK;
    const char *status = ent_tie_status_text(ENT_TIE_IN_FORCE);
    return ent_i_value_string(call->run->arena, status, strlen(status), ret, call->run->err);
}

/* --- holds(entity, day, reading) -------------------------------------------------------------------------- */

static bool is_word(ent_i_value value, const char *word)
{
    return value.kind == ENT_I_STRING && value.string->length == strlen(word) &&
           strncasecmp(value.string->text, word, value.string->length) == 0;
}

static ent_status reading_of(const ent_i_call *call, ent_reading *ret)
{
    *ret = ENT_NOMINAL;
    if (call->count < 3 || is_word(call->args[2], "nominal"))
        return ENT_OK;
    if (is_word(call->args[2], "certain"))
        *ret = ENT_CERTAIN;
    else if (is_word(call->args[2], "possible"))
        *ret = ENT_POSSIBLE;
    else
        return ent_i_run_fail(call->run, call->range, "ArgumentError", "InvalidArgumentValue",
                              "holds() reads a date as 'certain', 'nominal' or 'possible'");
    return ENT_OK;
}

static ent_status day_of(const ent_i_call *call, ent_day *ret)
{
    ent_i_value value = call->args[1];
    if (value.kind == ENT_I_TEMPORAL && value.temporal->kind != ENT_I_DURATION && value.temporal->kind != ENT_I_TIME &&
        value.temporal->kind != ENT_I_LOCAL_TIME) {
        int64_t day = value.temporal->days;
        *ret = day <= ENT_DAY_MIN ? ENT_DAY_MIN + 1 : day >= ENT_DAY_MAX ? ENT_DAY_MAX - 1 : (ent_day)day;
        return ENT_OK;
    }
    if (value.kind != ENT_I_STRING)
        return ent_i_bad_argument(call, 1, "InvalidArgumentType", "a date");
    ent_error reason = { .code = ENT_OK };
    ent_status status = ent_day_parse(value.string->text, value.string->length, ret, &reason);
    if (status == ENT_ERR_NOMEM)
        return ent_i_nomem(call->run->err);
    return status == ENT_OK ? ENT_OK
                            : ent_i_run_fail(call->run, call->range, "ArgumentError", "InvalidArgumentValue", "%s",
                                             reason.message);
}

static bool within(ent_span span, ent_day day)
{
    return span.from <= day && day < span.until;
}

/* A relationship holds only while both of its nodes do. */
ent_status ent_i_fn_holds(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_work *work = call->run->work;
    bool rel = false;
    uint64_t id = 0, ends[2];
    ent_reading reading;
    ent_day day;
    ent_span span;
    ENT_I_TRY(entity_of(call, &rel, &id));
    ENT_I_TRY(reading_of(call, &reading));
    ENT_I_TRY(day_of(call, &day));
    ENT_I_TRY(ent_i_work_span(work, rel, id, reading, &span, call->run->err));
    bool result = within(span, day);
    if (rel)
        ent_i_work_ends(work, id, &ends[0], &ends[1]);
    for (size_t i = 0; rel && i < 2; i++) {
        ENT_I_TRY(ent_i_work_span(work, false, ends[i], reading, &span, call->run->err));
        result = result && within(span, day);
    }
    *ret = ent_i_boolean(result);
    return ENT_OK;
}

/* --- citations -------------------------------------------------------------------------------------------- */

static ent_status put_member(const ent_i_call *call, ent_i_map *map, const char *key, ent_i_value value)
{
    ent_i_value name;
    ENT_I_TRY(ent_i_value_string(call->run->arena, key, strlen(key), &name, call->run->err));
    ent_i_map_put(map, name.string, value);
    return ENT_OK;
}

static ent_status key_of(const ent_i_call *call, uint64_t node, ent_i_value *ret)
{
    return ent_i_work_property(call->run->work, false, node, "key", 3, call->run->arena, ret, call->run->err);
}

/* A citation as it is kept, as a query sees it: the source by its key, and without its number in the file. */
static ent_status show_citation(const ent_i_call *call, const ent_i_map *kept, ent_i_value *ret)
{
    ent_i_map *map;
    ENT_I_TRY(ent_i_value_map(call->run->arena, kept->count, &map, call->run->err));
    for (size_t i = 0; i < kept->count; i++) {
        const ent_i_entry *entry = &kept->entries[i];
        ent_i_value value = entry->value;
        if (value.kind == ENT_I_INTEGER)
            continue;
        if (value.kind == ENT_I_NODE)
            ENT_I_TRY(key_of(call, value.id, &value));
        ENT_I_TRY(put_member(call, map, entry->key->text, value));
    }
    *ret = (ent_i_value){ .kind = ENT_I_MAP, .map = map };
    return ENT_OK;
}

/* The kept citations of the argument, as a new list of as many items. */
static ent_status kept_citations(const ent_i_call *call, const ent_i_list **ret_kept, ent_i_list **ret)
{
    bool rel = false;
    uint64_t id = 0;
    ent_i_value kept;
    ENT_I_TRY(entity_of(call, &rel, &id));
    ENT_I_TRY(ent_i_work_citations(call->run->work, rel, id, call->run->arena, &kept, call->run->err));
    *ret_kept = kept.kind == ENT_I_LIST ? kept.list : NULL;
    return ent_i_value_list(call->run->arena, *ret_kept ? (*ret_kept)->count : 0, ret, call->run->err);
}

ent_status ent_i_fn_citations(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_list *kept;
    ent_i_list *list;
    ENT_I_TRY(kept_citations(call, &kept, &list));
    for (size_t i = 0; i < list->count; i++)
        ENT_I_TRY(show_citation(call, kept->items[i].map, &list->items[i]));
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

/* The keys of the sources that say so, each once, in the order of the citations. */
ent_status ent_i_fn_sources(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_list *kept;
    ent_i_list *list;
    size_t count = 0;
    ENT_I_TRY(kept_citations(call, &kept, &list));
    for (size_t i = 0; i < list->count; i++) {
        const ent_i_map *map = kept->items[i].map;
        ent_i_value key = ent_i_null();
        for (size_t k = 0; k < map->count; k++)
            if (map->entries[k].value.kind == ENT_I_NODE)
                ENT_I_TRY(key_of(call, map->entries[k].value.id, &key));
        bool known = false;
        for (size_t j = 0; j < count && !known; j++)
            known = ent_i_value_equivalent(list->items[j], key);
        if (!known)
            list->items[count++] = key;
    }
    list->count = count;
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}
