/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From what was added in any order to a diagram that depends on nothing but the data. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/base/hash.h"
#include "render/diagram.h"
#include "render/text.h"

#define NAMED_TIES 12 /* of those that a line stands for */

typedef struct keyed {
    const char *key;
    uint32_t index;
} keyed;

static int by_key(const void *a, const void *b)
{
    return strcmp(((const keyed *)a)->key, ((const keyed *)b)->key);
}

static ent_status sort_entities(ent_i_diagram *diagram, bool drop_isolates, ent_error *err)
{
    size_t count = diagram->entity_count;
    ENT_I_AUTOFREE keyed *order = NULL;
    ENT_I_AUTOFREE uint32_t *place = NULL;
    ENT_I_AUTOFREE ent_i_entity *old = NULL;
    ENT_I_TRY(ENT_I_ZEROED(order, count, err));
    ENT_I_TRY(ENT_I_ZEROED(place, count, err));
    ENT_I_TRY(ENT_I_ZEROED(old, count, err));
    for (size_t i = 0; i < diagram->line_count; i++) {
        diagram->entities[diagram->lines[i].from].degree++;
        diagram->entities[diagram->lines[i].to].degree++;
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        ent_i_entity *entity = &diagram->entities[i];
        old[i] = *entity;
        if (entity->degree > 0 || entity->role == ENT_I_ASKED || !drop_isolates)
            order[kept++] = (keyed){ entity->key, (uint32_t)i };
        entity->degree = 0;
    }
    diagram->isolates += count - kept;
    diagram->entity_count = kept;
    qsort(order, kept, sizeof *order, by_key);
    for (size_t i = 0; i < kept; i++) {
        place[order[i].index] = (uint32_t)i;
        diagram->entities[i] = old[order[i].index];
        diagram->entities[i].degree = 0;
        diagram->entities[i].id = ent_i_text_slug(&diagram->arena, diagram->entities[i].key);
        if (diagram->entities[i].id == NULL)
            return ent_i_nomem(err);
    }
    for (size_t i = 0; i < diagram->line_count; i++) {
        diagram->lines[i].from = place[diagram->lines[i].from];
        diagram->lines[i].to = place[diagram->lines[i].to];
    }
    return ENT_OK;
}

#define COMPARE(a, b) \
    if ((a) != (b))   \
    return (a) < (b) ? -1 : 1
#define COMPARE_TEXT(a, b)                \
    do {                                  \
        int compared_ = strcmp((a), (b)); \
        if (compared_ != 0)               \
            return compared_;             \
    } while (0)

static uint32_t low_end(const ent_i_line *line)
{
    return line->from < line->to ? line->from : line->to;
}

static uint32_t high_end(const ent_i_line *line)
{
    return line->from < line->to ? line->to : line->from;
}

/* Ties between the same two come together, the strongest first; of changes, the weightiest. */
static int by_pair(const void *pa, const void *pb)
{
    const ent_i_line *a = pa, *b = pb;
    COMPARE(low_end(a), low_end(b));
    COMPARE(high_end(a), high_end(b));
    COMPARE(a->change, b->change);
    COMPARE(a->fold, b->fold);
    COMPARE(a->event, b->event);
    COMPARE(a->order, b->order);
    COMPARE(a->subject, b->subject);
    COMPARE_TEXT(a->type, b->type);
    COMPARE(a->from, b->from);
    COMPARE_TEXT(a->valid, b->valid);
    COMPARE_TEXT(a->status, b->status);
    return 0;
}

static int by_ends(const void *pa, const void *pb)
{
    const ent_i_line *a = pa, *b = pb;
    COMPARE(a->from, b->from);
    COMPARE_TEXT(a->type, b->type);
    COMPARE(a->to, b->to);
    return 0;
}

static int by_rank(const void *pa, const void *pb)
{
    COMPARE(((const ent_i_line *)pa)->rank, ((const ent_i_line *)pb)->rank);
    return 0;
}

static int by_source(const void *a, const void *b)
{
    COMPARE(*(const uint32_t *)a, *(const uint32_t *)b);
    return 0;
}

/* Names in alphabetical order, whatever order the ties came in. */
static ent_status sort_sources(ent_i_diagram *diagram, ent_error *err)
{
    size_t count = diagram->source_count;
    ENT_I_AUTOFREE keyed *order = NULL;
    ENT_I_AUTOFREE uint32_t *place = NULL;
    ENT_I_TRY(ENT_I_ZEROED(order, count, err));
    ENT_I_TRY(ENT_I_ZEROED(place, count, err));
    for (size_t i = 0; i < count; i++)
        order[i] = (keyed){ diagram->sources[i], (uint32_t)i };
    qsort(order, count, sizeof *order, by_key);
    for (size_t i = 0; i < count; i++) {
        place[order[i].index] = (uint32_t)i;
        diagram->sources[i] = order[i].key;
    }
    for (size_t i = 0; i < diagram->line_count; i++) {
        ent_i_line *line = &diagram->lines[i];
        for (size_t s = 0; s < line->source_count; s++)
            line->sources[s] = place[line->sources[s]];
        if (line->source_count > 1)
            qsort(line->sources, line->source_count, sizeof *line->sources, by_source);
    }
    return ENT_OK;
}

static ent_status absorb(ent_i_diagram *diagram, ent_i_line *into, const ent_i_line *line, ent_error *err)
{
    if (into->ties < NAMED_TIES)
        into->title = ent_i_arena_printf(&diagram->arena, "%s; %s", into->title, line->title);
    size_t count = into->source_count + line->source_count;
    uint32_t *sources = ent_i_arena_alloc(&diagram->arena, (count + 1) * sizeof *sources);
    if (into->title == NULL || sources == NULL)
        return ent_i_nomem(err);
    size_t a = 0, b = 0, n = 0;
    while (a < into->source_count || b < line->source_count) {
        uint32_t next = b >= line->source_count || (a < into->source_count && into->sources[a] <= line->sources[b])
                            ? into->sources[a++]
                            : line->sources[b++];
        if (n == 0 || sources[n - 1] != next)
            sources[n++] = next;
    }
    into->sources = sources;
    into->source_count = n;
    into->ties += line->ties;
    for (int f = 0; f < 3; f++)
        into->folds[f] += line->folds[f];
    into->events += line->events;
    for (int c = 0; c < ENT_CHANGE_COUNT; c++)
        into->changes[c] += line->changes[c];
    into->undated += line->undated;
    into->uncertain = into->uncertain || line->uncertain;
    return ENT_OK;
}

static ent_status merge_lines(ent_i_diagram *diagram, ent_error *err)
{
    if (diagram->line_count == 0)
        return ENT_OK;
    qsort(diagram->lines, diagram->line_count, sizeof *diagram->lines, by_pair);
    size_t kept = 0;
    for (size_t i = 0; i < diagram->line_count; i++) {
        ent_i_line *line = &diagram->lines[i];
        line->title = ent_i_line_title(diagram, line);
        if (line->title == NULL)
            return ent_i_nomem(err);
        ent_i_line *last = kept > 0 ? &diagram->lines[kept - 1] : NULL;
        if (!diagram->apart && last != NULL && low_end(last) == low_end(line) && high_end(last) == high_end(line)) {
            ENT_I_TRY(absorb(diagram, last, line, err));
            continue;
        }
        diagram->lines[kept++] = *line;
    }
    diagram->line_count = kept;
    for (size_t i = 0; i < kept; i++) {
        ent_i_line *line = &diagram->lines[i];
        if (line->ties > NAMED_TIES)
            line->title =
                ent_i_arena_printf(&diagram->arena, "%s; and %zu more ties", line->title, line->ties - NAMED_TIES);
        if (line->title == NULL)
            return ent_i_nomem(err);
    }
    qsort(diagram->lines, kept, sizeof *diagram->lines, diagram->apart ? by_rank : by_ends);
    return ENT_OK;
}

/* FNV-1a over the texts that tell a tie from others, so that an id depends on data alone. */
static uint32_t fingerprint(const ent_i_diagram *diagram, const ent_i_line *line)
{
    const char *texts[] = { diagram->entities[line->from].key, line->type, diagram->entities[line->to].key, line->valid,
                            line->status };
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (const char *c = texts[i];; c++) {
            hash = (hash ^ (unsigned char)*c) * 16777619u;
            if (*c == '\0')
                break;
        }
    }
    return hash;
}

static ent_status make_line_ids(ent_i_diagram *diagram, ent_error *err)
{
    ent_i_hash seen = ENT_I_HASH_INIT;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < diagram->line_count && status == ENT_OK; i++) {
        ent_i_line *line = &diagram->lines[i];
        diagram->entities[line->from].degree++;
        diagram->entities[line->to].degree++;
        const char *type = ent_i_text_slug(&diagram->arena, line->type);
        const char *id = type == NULL
                             ? NULL
                             : ent_i_arena_printf(&diagram->arena, "%s-%s-%s", diagram->entities[line->from].id, type,
                                                  diagram->entities[line->to].id);
        /* "a-T" T "b" and "a" T "T-b" read alike: rare, and told apart by a fingerprint. */
        if (id != NULL && ent_i_hash_get(&seen, id, strlen(id), UINT32_MAX) != UINT32_MAX)
            id = ent_i_arena_printf(&diagram->arena, "%s-%08" PRIx32, id, fingerprint(diagram, line));
        /* Two claims alike in all of that. */
        if (id != NULL && ent_i_hash_get(&seen, id, strlen(id), UINT32_MAX) != UINT32_MAX)
            id = ent_i_arena_printf(&diagram->arena, "%s-%zu", id, i);
        line->id = id;
        status = id == NULL ? ent_i_nomem(err) : ent_i_hash_put(&seen, id, strlen(id), (uint32_t)i, err);
    }
    ent_i_hash_clear(&seen);
    return status;
}

ent_status ent_i_diagram_finish(ent_i_diagram *diagram, bool drop_isolates, ent_error *err)
{
    ENT_I_TRY(sort_entities(diagram, drop_isolates, err));
    ENT_I_TRY(sort_sources(diagram, err));
    ENT_I_TRY(merge_lines(diagram, err));
    return make_line_ids(diagram, err);
}

ent_fold ent_i_entity_fold(const ent_i_diagram *diagram, uint32_t entity)
{
    const ent_i_entity *it = &diagram->entities[entity];
    if (it->fold >= 0)
        return (ent_fold)it->fold;
    if (it->class_ == ENT_CLASS_STATE || it->role == ENT_I_ASKED || it->degree == 0)
        return ENT_FOLD_IN_FORCE;
    ent_fold best = ENT_FOLD_ENDED;
    for (size_t i = 0; i < diagram->line_count; i++) {
        const ent_i_line *line = &diagram->lines[i];
        if ((line->from == entity || line->to == entity) && line->fold < best)
            best = line->fold;
    }
    return best;
}
