/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values with the content of their nodes and ties, as text. */
#include <string.h>

#include "graph/query/session/session.h"

/* One property in braces; nothing when it is absent. */
static void print_property(const ent_i_work *work, bool rel, uint64_t id, const ent_i_string *key, ent_i_arena *arena,
                           ent_i_buffer *ret)
{
    ent_i_value value;
    if (ent_i_work_property(work, rel, id, key->text, key->length, arena, &value, NULL) != ENT_OK) {
        ret->failed = true;
    } else if (value.kind != ENT_I_NULL) {
        ent_i_buffer_text(ret, " {");
        ent_i_name_print(key, ret);
        ent_i_buffer_text(ret, ": ");
        ent_i_value_print(value, true, ret);
        ent_i_buffer_char(ret, '}');
    }
}

static void print_properties(const ent_i_work *work, bool rel, uint64_t id, ent_i_arena *arena, ent_i_buffer *ret)
{
    ent_i_value map;
    if (ent_i_work_properties(work, rel, id, arena, &map, NULL) != ENT_OK) {
        ret->failed = true;
    } else if (map.map->count) {
        ent_i_buffer_char(ret, ' ');
        ent_i_value_print(map, true, ret);
    }
}

static void print_node(const ent_i_work *work, uint64_t id, ent_i_buffer *ret)
{
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    size_t start = ret->length + 1;
    ent_i_buffer_char(ret, '(');
    for (size_t i = 0; i < ent_i_work_label_count(work, id); i++) {
        ent_i_buffer_char(ret, ':');
        ent_i_name_print(ent_i_work_text(work, ent_i_work_label(work, id, i)), ret);
    }
    size_t labelled = ret->length;
    size_t before = ret->length;
    if (work->base)
        print_property(work, false, id, ent_i_work_text(work, work->key), &arena, ret);
    if (ret->length == before)
        print_properties(work, false, id, &arena, ret);
    /* Without labels the braces follow the parenthesis. */
    if (labelled == start && ret->length > labelled && !ret->failed) {
        memmove(ret->data + start, ret->data + start + 1, ret->length - start);
        ret->length--;
    }
    ent_i_buffer_char(ret, ')');
    ent_i_arena_clear(&arena);
}

static void print_rel(const ent_i_work *work, uint64_t id, bool whole, ent_i_buffer *ret)
{
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    ent_i_buffer_text(ret, "[:");
    ent_i_name_print(ent_i_work_text(work, ent_i_work_type(work, id)), ret);
    if (whole)
        print_properties(work, true, id, &arena, ret);
    else
        print_property(work, true, id, ent_i_work_text(work, work->valid), &arena, ret);
    ent_i_buffer_char(ret, ']');
    ent_i_arena_clear(&arena);
}

static void print_path(const ent_i_work *work, const ent_i_path *path, ent_i_buffer *ret)
{
    print_node(work, path->nodes[0], ret);
    for (size_t i = 0; i < path->count; i++) {
        uint64_t source = 0, target = 0;
        ent_i_work_ends(work, path->relationships[i], &source, &target);
        bool forth = source == path->nodes[i];
        ent_i_buffer_text(ret, forth ? "-" : "<-");
        print_rel(work, path->relationships[i], false, ret);
        ent_i_buffer_text(ret, forth ? "->" : "-");
        print_node(work, path->nodes[i + 1], ret);
    }
}

static void print_entity(const void *context, ent_i_value entity, ent_i_buffer *ret)
{
    const ent_i_work *work = context;
    if (entity.kind == ENT_I_NODE)
        print_node(work, entity.id, ret);
    else if (entity.kind == ENT_I_RELATIONSHIP)
        print_rel(work, entity.id, true, ret);
    else
        print_path(work, entity.path, ret);
}

void ent_i_query_print(const ent_i_work *work, ent_i_value value, bool quoted, ent_i_buffer *ret)
{
    ent_i_value_print_with(value, quoted, print_entity, work, ret);
}
