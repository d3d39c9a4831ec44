/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/lanes.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"

#define TRIED 64

void ent_i_lanes_clear(ent_i_lanes *lanes)
{
    for (size_t i = 0; i < lanes->count; i++)
        free(lanes->items[i].lines);
    free(lanes->items);
    *lanes = (ent_i_lanes){ NULL, 0, 0 };
}

/* The days of the middle reading, which hands over from one period to the next without overlap. */
static ent_span span_of(const ent_i_line *line)
{
    return line->spans[ENT_NOMINAL];
}

/* The lane for a line: of the same two nodes, with room after its last period. Of very many only the last are tried. */
static ent_i_lane *find(ent_i_lanes *lanes, uint32_t other, uint32_t asked, const ent_i_line *line)
{
    for (size_t i = lanes->count; i > 0 && i + TRIED > lanes->count; i--) {
        ent_i_lane *lane = &lanes->items[i - 1];
        if (lane->other != other || lane->asked != asked)
            break;
        if (line->event || (!lane->events && line->since != NULL && lane->end <= span_of(line).from))
            return lane;
    }
    return NULL;
}

static ent_status add(ent_i_lane *lane, uint32_t index, const ent_i_line *line, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(lane->lines, lane->capacity, lane->count + 1, err));
    lane->lines[lane->count++] = index;
    lane->dated = lane->dated || line->since != NULL || line->until != NULL;
    if (!line->event)
        lane->end = span_of(line).until;
    return ENT_OK;
}

static int by_weight(const void *pa, const void *pb, void *context)
{
    const ent_i_lane *a = pa, *b = pb;
    const ent_i_diagram *diagram = context;
    if (a->dated != b->dated)
        return a->dated ? -1 : 1;
    if (a->events != b->events)
        return a->events ? 1 : -1;
    size_t left = diagram->entities[a->other].reach, right = diagram->entities[b->other].reach;
    if (left != right)
        return left > right ? -1 : 1;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static int by_place(const void *pa, const void *pb)
{
    const ent_i_lane *a = pa, *b = pb;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

/* A line by the two nodes whose lane it wants. */
typedef struct wish {
    uint32_t line, other, asked, rank;
    bool event;
} wish;

#define COMPARE(a, b)                  \
    do {                               \
        if ((a) != (b))                \
            return (a) < (b) ? -1 : 1; \
    } while (0)

static int by_wish(const void *pa, const void *pb)
{
    const wish *a = pa, *b = pb;
    COMPARE(a->other, b->other);
    COMPARE(a->asked, b->asked);
    COMPARE(a->event, b->event);
    COMPARE(a->rank, b->rank);
    return 0;
}

/* The lanes from `first` on are those of one node: each section of them stands where its first line does. */
static void place(ent_i_lanes *lanes, size_t first)
{
    uint32_t places[2] = { UINT32_MAX, UINT32_MAX };
    for (size_t i = first; i < lanes->count; i++) {
        uint32_t *at = &places[lanes->items[i].events];
        *at = lanes->items[i].rank < *at ? lanes->items[i].rank : *at;
    }
    for (size_t i = first; i < lanes->count; i++)
        lanes->items[i].place = places[lanes->items[i].events];
}

static ent_status put(const ent_i_diagram *diagram, ent_i_lanes *lanes, const wish *it, ent_error *err)
{
    const ent_i_line *line = &diagram->lines[it->line];
    ent_i_lane *lane = find(lanes, it->other, it->asked, line);
    if (lane == NULL) {
        const char *section = diagram->entities[it->other].section;
        ENT_I_TRY(ENT_I_RESERVE(lanes->items, lanes->capacity, lanes->count + 1, err));
        lane = &lanes->items[lanes->count++];
        *lane = (ent_i_lane){ .other = it->other, .asked = it->asked, .rank = line->rank, .events = line->event };
        lane->section = line->event ? "Events" : section != NULL ? section : "Other";
    }
    return add(lane, it->line, line, err);
}

ent_status ent_i_lanes_make(const ent_i_diagram *diagram, ent_i_lanes *ret, ent_error *err)
{
    size_t count = diagram->line_count, first = 0;
    ENT_I_AUTOFREE wish *wishes = NULL;
    ENT_I_TRY(ENT_I_ZEROED(wishes, count, err));
    for (uint32_t i = 0; i < count; i++) {
        const ent_i_line *line = &diagram->lines[i];
        wishes[i] = (wish){ .line = i, .rank = line->rank, .event = line->event };
        wishes[i].other = line->forward ? line->to : line->from;
        wishes[i].asked = line->forward ? line->from : line->to;
    }
    if (count > 0)
        qsort(wishes, count, sizeof *wishes, by_wish);
    for (size_t i = 0; i < count; i++) {
        ENT_I_TRY(put(diagram, ret, &wishes[i], err));
        if (i + 1 < count && wishes[i + 1].other == wishes[i].other)
            continue;
        place(ret, first);
        first = ret->count;
    }
    if (ret->count > 0)
        qsort(ret->items, ret->count, sizeof *ret->items, by_place);
    return ENT_OK;
}

void ent_i_lanes_keep(const ent_i_diagram *diagram, ent_i_lanes *lanes, size_t most)
{
    if (lanes->count <= most)
        return;
    qsort_r(lanes->items, lanes->count, sizeof *lanes->items, by_weight, (void *)(uintptr_t)diagram);
    for (size_t i = most; i < lanes->count; i++)
        free(lanes->items[i].lines);
    lanes->count = most;
    qsort(lanes->items, lanes->count, sizeof *lanes->items, by_place);
}

size_t ent_i_lanes_sections(const ent_i_lanes *lanes)
{
    size_t count = lanes->count > 0;
    for (size_t i = 1; i < lanes->count; i++)
        count += strcmp(lanes->items[i].section, lanes->items[i - 1].section) != 0;
    return count;
}
