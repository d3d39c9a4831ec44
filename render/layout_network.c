/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The network: places by a force-directed engine, opened up to fill the canvas, boxes pushed apart, lines
 * routed around them. Ways between two nodes are placed in columns instead, by steps. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/net.h"

#define HUB 1.35 /* label size of those asked about, or of the two with most ties */

typedef struct weighed {
    uint32_t entity;
    size_t degree, rare;
    int role;
} weighed;

static int by_weight(const void *pa, const void *pb)
{
    const weighed *a = pa, *b = pb;
    if (a->role != b->role)
        return a->role > b->role ? -1 : 1;
    if (a->rare != b->rare)
        return a->rare < b->rare ? -1 : 1;
    if (a->degree != b->degree)
        return a->degree > b->degree ? -1 : 1;
    return a->entity < b->entity ? -1 : a->entity > b->entity;
}

/* How rare the rarest change at each entity is: the one that ended among a hundred that were added is worth its room.
 * Of other questions, and where all is not known, SIZE_MAX. */
static ent_status count_changes(const ent_i_net *it, size_t **ret, ent_error *err)
{
    const ent_i_diagram *diagram = it->diagram;
    ENT_I_TRY(ENT_I_ZEROED(*ret, diagram->entity_count, err));
    memset(*ret, 0xFF, diagram->entity_count * sizeof **ret);
    for (size_t i = 0; i < diagram->line_count && diagram->question == ENT_I_DIFF; i++) {
        const ent_i_line *line = &diagram->lines[i];
        size_t all = diagram->changes[line->change];
        if (line->change == ENT_CHANGE_NOT_KNOWN)
            continue;
        (*ret)[line->from] = all < (*ret)[line->from] ? all : (*ret)[line->from];
        (*ret)[line->to] = all < (*ret)[line->to] ? all : (*ret)[line->to];
    }
    return ENT_OK;
}

static ent_status weigh(ent_i_net *it, ent_error *err)
{
    const ent_i_diagram *diagram = it->diagram;
    ENT_I_AUTOFREE weighed *all = NULL;
    ENT_I_TRY(ENT_I_ZEROED(all, diagram->entity_count, err));
    bool link = diagram->question == ENT_I_LINK;
    ENT_I_AUTOFREE size_t *rare = NULL;
    ENT_I_TRY(count_changes(it, &rare, err));
    for (uint32_t i = 0; i < diagram->entity_count; i++) {
        ent_i_role role = diagram->entities[i].role;
        all[i] = (weighed){ i, diagram->entities[i].degree, 0, link ? (int)role : role == ENT_I_ASKED };
        all[i].rare = rare[i];
        it->told += rare[i] != SIZE_MAX || role == ENT_I_ASKED;
        it->drawable += !link || role != ENT_I_OTHER;
    }
    qsort(all, diagram->entity_count, sizeof *all, by_weight);
    for (size_t i = 0; i < diagram->entity_count; i++)
        it->order[i] = all[i].entity;
    return ENT_OK;
}

/* Keep the most first `most`, without those that lose their last line by that; returns the lines. */
static size_t keep(ent_i_net *it, size_t most)
{
    const ent_i_diagram *diagram = it->diagram;
    size_t lines = 0;
    it->known = diagram->question == ENT_I_DIFF && most < it->drawable && it->told > diagram->asked_count;
    memset(it->kept, 0, diagram->entity_count * sizeof *it->kept);
    for (size_t i = 0; i < most; i++)
        it->kept[it->order[i]] = true;
    memset(it->index, 0, diagram->entity_count * sizeof *it->index);
    for (size_t i = 0; i < diagram->line_count; i++) {
        const ent_i_line *line = &diagram->lines[i];
        if (!ent_i_net_takes(it, line))
            continue;
        it->index[line->from]++;
        it->index[line->to]++;
        lines++;
    }
    it->count = 0;
    for (size_t i = 0; i < diagram->entity_count; i++) {
        const ent_i_entity *entity = &diagram->entities[i];
        bool lost = it->index[i] == 0 && entity->degree > 0;
        it->kept[i] = it->kept[i] && (!lost || entity->role == ENT_I_ASKED || most == it->drawable);
        it->count += it->kept[i];
    }
    return lines;
}

static bool is_hub(const ent_i_net *it, uint32_t entity)
{
    if (it->diagram->question == ENT_I_PATH || it->diagram->asked_count > 0)
        return it->diagram->entities[entity].role == ENT_I_ASKED;
    for (size_t i = 0; i < 2 && i < it->diagram->entity_count && it->diagram->question != ENT_I_DIFF; i++) {
        if (it->order[i] == entity)
            return it->diagram->entities[entity].degree >= 6;
    }
    return false;
}

/* Boxes for the kept entities; returns the share of the area that they cover. */
static double measure(ent_i_net *it, double size)
{
    double sum = 0;
    size_t n = 0;
    it->hubs = false;
    for (uint32_t i = 0; i < it->diagram->entity_count; i++) {
        if (!it->kept[i])
            continue;
        bool hub = is_hub(it, i);
        ent_i_placed node = {
            .entity = i, .size = hub ? floor(size * HUB) : size, .bold = hub, .fold = ent_i_entity_fold(it->diagram, i)
        };
        ent_i_scene_measure(it->scene, &node, it->scene->preset->width < 1000 ? 150 : 190, 2);
        node.box.h += (hub ? 0.8 : 0.7) * node.size;
        it->hubs = it->hubs || hub;
        it->index[i] = (uint32_t)n;
        it->nodes[n++] = node;
        sum += node.box.w * node.box.h;
    }
    return sum / ((it->area.right - it->area.left) * (it->area.bottom - it->area.top));
}

/* One attempt with the kept entities: ENT_DONE when boxes overlap or lines pass under boxes. */
static ent_status attempt(ent_i_net *it, double size, double gap, ent_error *err)
{
    bool fits = measure(it, size) <= ENT_I_NET_FILL, clear = false;
    if (!fits)
        return ENT_DONE;
    ent_i_net_free_wires(it);
    ENT_I_TRY(ent_i_net_collect(it, err));
    ENT_I_TRY(it->diagram->question == ENT_I_PATH ? ent_i_net_place_columns(it, gap, &fits, err)
                                                : ent_i_net_place(it, 0, it->count, it->area, gap, &fits, err));
    if (!fits)
        return ENT_DONE;
    ENT_I_TRY(ent_i_net_route(it, &clear, err));
    return clear ? ENT_OK : ENT_DONE;
}

/* Fewer. Of changes, what is not known goes as a whole: a few of it would look like all that is not known. */
static size_t fewer(const ent_i_net *it, size_t most)
{
    bool unknown =
        it->diagram->question == ENT_I_DIFF && it->told > it->diagram->asked_count && most > it->told;
    return unknown ? it->told : most - (most / 12 + 1);
}

static ent_status run(ent_i_net *it, ent_error *err)
{
    static const double sizes[] = { 26, 24, 22, 20, 18 };
    static const double gaps[] = { 22, 30, 16 };
    ENT_I_TRY(weigh(it, err));
    size_t most = it->drawable;
    while (most > ENT_I_NET_NODES)
        most = most > it->told && fewer(it, most) == it->told ? it->told : most - 1;
    for (; most > 0 || it->drawable == 0; most = fewer(it, most)) {
        if (keep(it, most) > ENT_I_NET_LINES)
            continue;
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            if ((sizes[s] > 24 && it->count > 14) || (sizes[s] > 22 && it->count > 22) ||
                (sizes[s] > 20 && it->count > 45))
                continue;
            for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++) {
                ent_status status = attempt(it, sizes[s], gaps[g], err);
                if (status < 0)
                    return status;
                if (status == ENT_OK) {
                    ENT_I_TRY(ent_i_net_draw(it, err));
                    ent_i_net_describe(it);
                    return ENT_OK;
                }
            }
        }
        if (most <= 2)
            break;
    }
    return ENT_DONE;
}

ent_status ent_i_layout_network(ent_i_scene *scene, ent_error *err)
{
    scene->signs = scene->diagram->question == ENT_I_DIFF ? ENT_I_SIGNS_CHANGES : ENT_I_SIGNS_LINES;
    ent_i_net it;
    ent_status status = ent_i_net_open(&it, scene, err);
    if (status >= 0)
        status = run(&it, err);
    ent_i_net_clear(&it);
    return status;
}
