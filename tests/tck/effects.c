/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Side effects as the kit defines them: the difference between what the graph held before and after. The graph is
 * asked for all it holds; what the engine says that it changed is not believed. */
#include <stdlib.h>
#include <string.h>

#include "result.h"

static void add_fact(ent_i_arena *arena, tck_snapshot *snapshot, const ent_i_buffer *fact)
{
    snapshot->facts = tck_room(arena, snapshot->facts, snapshot->count, sizeof *snapshot->facts);
    snapshot->facts[snapshot->count++] = tck_copy(arena, ent_i_buffer_string(fact), fact->length);
}

/* A fact begins with the digit of its effect. */
static void add_entity(ent_i_arena *arena, tck_snapshot *snapshot, const tck_value *entity)
{
    bool node = entity->kind == TCK_NODE;
    ent_i_buffer fact = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&fact, "%d %llu", node ? TCK_NODES : TCK_RELATIONSHIPS, (unsigned long long)entity->id);
    add_fact(arena, snapshot, &fact);
    for (size_t i = 0; node && i < entity->label_count; i++) {
        ent_i_buffer_reset(&fact);
        ent_i_buffer_printf(&fact, "%d %s", TCK_LABELS, entity->labels[i].text);
        add_fact(arena, snapshot, &fact);
    }
    for (size_t i = 0; i < entity->properties->count; i++) {
        ent_i_buffer_reset(&fact);
        ent_i_buffer_printf(&fact, "%d %s %llu %s = ", TCK_PROPERTIES, node ? "node" : "relationship",
                            (unsigned long long)entity->id, entity->properties->keys[i].text);
        tck_print(&entity->properties->items[i], &fact);
        add_fact(arena, snapshot, &fact);
    }
    ent_i_buffer_clear(&fact);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A label of many nodes is one fact. */
static void sort_and_unify(tck_snapshot *snapshot)
{
    size_t kept = 0;
    if (snapshot->count)
        qsort(snapshot->facts, snapshot->count, sizeof *snapshot->facts, by_text);
    for (size_t i = 0; i < snapshot->count; i++)
        if (!kept || strcmp(snapshot->facts[kept - 1], snapshot->facts[i]) != 0)
            snapshot->facts[kept++] = snapshot->facts[i];
    snapshot->count = kept;
}

bool tck_snapshot_take(ent_i_arena *arena, ent_session *session, tck_snapshot *ret, ent_i_buffer *why)
{
    static const char *const scans[] = { "MATCH (n) RETURN n", "MATCH ()-[r]->() RETURN r" };
    *ret = (tck_snapshot){ 0 };
    for (size_t i = 0; i < 2; i++) {
        tck_result result;
        tck_execute(arena, session, scans[i], NULL, 0, &result);
        if (result.failed || result.column_count != 1) {
            ent_i_buffer_printf(why, "the graph cannot be read by %s: %s", scans[i],
                                result.failed ? result.message : "not one column");
            return false;
        }
        for (size_t j = 0; j < result.row_count; j++) {
            if (result.rows[j][0].kind != (i ? TCK_RELATIONSHIP : TCK_NODE)) {
                ent_i_buffer_printf(why, "%s gives something else", scans[i]);
                return false;
            }
            add_entity(arena, ret, &result.rows[j][0]);
        }
    }
    sort_and_unify(ret);
    return true;
}

tck_effects tck_difference(const tck_snapshot *before, const tck_snapshot *after)
{
    tck_effects effects = { 0 };
    size_t i = 0, j = 0;
    while (i < before->count || j < after->count) {
        int order = i == before->count  ? 1
                    : j == after->count ? -1
                                        : strcmp(before->facts[i], after->facts[j]);
        if (order < 0)
            effects.removed[before->facts[i][0] - '0']++;
        if (order > 0)
            effects.added[after->facts[j][0] - '0']++;
        i += order <= 0;
        j += order >= 0;
    }
    return effects;
}

static const char *const names[] = { "nodes", "relationships", "labels", "properties" };

uint64_t *tck_effect_named(tck_effects *effects, const char *name)
{
    for (size_t i = 0; i < TCK_EFFECTS; i++)
        if ((*name == '+' || *name == '-') && strcmp(name + 1, names[i]) == 0)
            return *name == '+' ? &effects->added[i] : &effects->removed[i];
    return NULL;
}

void tck_effects_print(const tck_effects *effects, ent_i_buffer *ret)
{
    size_t length = ret->length;
    for (size_t i = 0; i < TCK_EFFECTS; i++) {
        if (effects->added[i])
            ent_i_buffer_printf(ret, " +%s %llu", names[i], (unsigned long long)effects->added[i]);
        if (effects->removed[i])
            ent_i_buffer_printf(ret, " -%s %llu", names[i], (unsigned long long)effects->removed[i]);
    }
    if (ret->length == length)
        ent_i_buffer_text(ret, " none");
}
