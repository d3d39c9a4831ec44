/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups: the canvas cut into a field for each, as large as its members need; in each the group's own network, routed
 * lines within and between. Of each group those with most ties inside are kept when not all fit. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/net.h"
#include "render/text.h"

#define MOST_FIELDS 12
#define FIELD_GAP 14.0
#define LABEL 20.0      /* of a field */
#define LABEL_ROOM 40.0
#define INSET 10.0

typedef struct field {
    uint32_t group;       /* number, or ENT_I_ALONE */
    size_t first, count;  /* its nodes */
    size_t members;       /* drawn or not */
    double weight;
    ent_i_area area;
    const char *label;
} field;

typedef struct grouped {
    ent_i_net net;
    field fields[MOST_FIELDS];
    size_t field_count;
    bool within;   /* only lines within groups: those between are too many */
} grouped;

/* --- what is drawn ------------------------------------------------------------------------------ */

static int by_rank(const void *pa, const void *pb, void *context)
{
    const ent_i_entity *entities = context;
    uint32_t a = entities[*(const uint32_t *)pa].rank, b = entities[*(const uint32_t *)pb].rank;
    return a < b ? -1 : a > b;
}

/* The fields, in the order of the groups, with all their members. */
static void find_fields(grouped *it)
{
    const ent_i_diagram *diagram = it->net.diagram;
    it->field_count = 0;
    for (size_t i = 0; i < diagram->entity_count; i++) {
        uint32_t group = diagram->entities[it->net.order[i]].group;
        field *last = it->field_count > 0 ? &it->fields[it->field_count - 1] : NULL;
        if (last == NULL || last->group != group) {
            if (it->field_count == MOST_FIELDS)
                break;
            last = &it->fields[it->field_count++];
            *last = (field){ .group = group };
        }
        last->members++;
    }
}

/* Of each field its share of so many, at least one; the first ones, which have most ties inside. */
static void choose(grouped *it, size_t most)
{
    const ent_i_diagram *diagram = it->net.diagram;
    size_t all = 0, at = 0;
    for (size_t f = 0; f < it->field_count; f++)
        all += it->fields[f].members;
    memset(it->net.kept, 0, diagram->entity_count * sizeof *it->net.kept);
    it->net.count = 0;
    for (size_t f = 0; f < it->field_count; f++) {
        field *one = &it->fields[f];
        size_t share = all <= most ? one->members : (size_t)fmax(1, floor((double)(one->members * most) / (double)all));
        for (size_t i = 0; i < share && it->net.count < ENT_I_NET_NODES; i++) {
            it->net.kept[it->net.order[at + i]] = true;
            it->net.count++;
        }
        at += one->members;
    }
}

static bool is_within(const grouped *it, const ent_i_line *line)
{
    return it->net.diagram->entities[line->from].group == it->net.diagram->entities[line->to].group;
}

/* True when the lines are few enough to be drawn, without those between groups if need be. */
static bool count_lines(grouped *it)
{
    size_t within = 0, between = 0;
    it->net.within = false;
    for (size_t i = 0; i < it->net.diagram->line_count; i++) {
        const ent_i_line *line = &it->net.diagram->lines[i];
        bool here = is_within(it, line);
        if (ent_i_net_takes(&it->net, line)) {
            within += here;
            between += !here;
        }
    }
    it->within = within + between > ENT_I_NET_LINES;
    return within <= ENT_I_NET_LINES;
}

/* Boxes, field by field. */
static double measure(grouped *it, double size)
{
    ent_i_net *net = &it->net;
    double sum = 0;
    size_t n = 0;
    for (size_t f = 0; f < it->field_count; f++) {
        it->fields[f].first = n;
        it->fields[f].weight = 0;
        for (size_t i = 0; i < net->diagram->entity_count; i++) {
            uint32_t entity = net->order[i];
            if (!net->kept[entity] || net->diagram->entities[entity].group != it->fields[f].group)
                continue;
            ent_i_placed node = { .entity = entity, .size = size, .fold = ent_i_entity_fold(net->diagram, entity) };
            node.sub = net->diagram->entities[entity].also;
            if (net->diagram->entities[entity].others > 4 && node.sub != NULL)
                node.sub = ent_i_scene_printf(net->scene, "%s, ...", node.sub);
            ent_i_scene_measure(net->scene, &node, net->scene->preset->width < 1000 ? 130 : 180, 2);
            node.box.h += 0.7 * size;
            net->index[entity] = (uint32_t)n;
            net->nodes[n++] = node;
            it->fields[f].weight += (node.box.w + 24) * (node.box.h + 24);
            sum += node.box.w * node.box.h;
        }
        it->fields[f].count = n - it->fields[f].first;
        it->fields[f].weight += 14000;
    }
    return sum / ((net->area.right - net->area.left) * (net->area.bottom - net->area.top));
}

/* --- fields ------------------------------------------------------------------------------------- */

/* How far from a square the worst field is, when these stand in one strip along the shorter side. */
static double worst(const field *fields, size_t count, double weight, double along, double across)
{
    double sum = 0, bad = 1;
    for (size_t i = 0; i < count; i++)
        sum += fields[i].weight;
    double depth = across * sum / weight;
    for (size_t i = 0; i < count; i++) {
        double length = along * fields[i].weight / sum;
        bad = fmax(bad, fmax(length / depth, depth / length));
    }
    return bad;
}

/* Cut an area into fields of the sizes they want, as square as can be: strip after strip along the shorter side. */
static void cut(field *fields, size_t count, ent_i_area area)
{
    double weight = 0, sum = 0;
    for (size_t i = 0; i < count; i++)
        weight += fields[i].weight;
    if (count == 0)
        return;
    double width = area.right - area.left, height = area.bottom - area.top;
    bool upright = width > 1.1 * height; /* the strip stands at the left */
    double along = upright ? height : width, across = upright ? width : height;
    size_t strip = 1;
    while (strip < count && worst(fields, strip + 1, weight, along, across) <= worst(fields, strip, weight, along, across))
        strip++;
    for (size_t i = 0; i < strip; i++)
        sum += fields[i].weight;
    double depth = across * sum / weight, at = upright ? area.top : area.left;
    for (size_t i = 0; i < strip; i++) {
        double length = along * fields[i].weight / sum;
        fields[i].area = upright ? (ent_i_area){ area.left, at, area.left + depth, at + length }
                                 : (ent_i_area){ at, area.top, at + length, area.top + depth };
        at += length;
    }
    if (upright)
        area.left += depth;
    else
        area.top += depth;
    cut(fields + strip, count - strip, area);
}

static const char *label_of(grouped *it, const field *one)
{
    const ent_i_diagram *diagram = it->net.diagram;
    ent_i_scene *scene = it->net.scene;
    size_t all = one->members;
    const char *name = "Alone";
    if (one->group != ENT_I_ALONE) {
        const ent_i_group *group = &diagram->groups[one->group - 1];
        name = ent_i_scene_printf(scene, "%s %zu", diagram->group_word, group->number);
        all = group->count;
    }
    /* Of a clique the others stand elsewhere. */
    if (one->count < all && one->members == all)
        return ent_i_scene_printf(scene, "%s: %zu of %zu nodes", name, one->count, all);
    return ent_i_scene_printf(scene, "%s: %zu node%s", name, all, all == 1 ? "" : "s");
}

/* A field for each group, with its label as something that lines keep away from. */
static void cut_fields(grouped *it)
{
    ent_i_net *net = &it->net;
    cut(it->fields, it->field_count, net->area);
    net->obstacles = 0;
    for (size_t f = 0; f < it->field_count; f++) {
        field *one = &it->fields[f];
        one->area = (ent_i_area){ one->area.left + FIELD_GAP / 2, one->area.top + FIELD_GAP / 2,
                                  one->area.right - FIELD_GAP / 2, one->area.bottom - FIELD_GAP / 2 };
        double room = one->area.right - one->area.left - 24;
        const char *label = label_of(it, one);
        const char *nodes = strstr(label, " node");
        if (nodes != NULL && ent_i_text_width(label, LABEL, true) > room) /* the numbers alone */
            label = ent_i_scene_printf(net->scene, "%.*s", (int)(nodes - label), label);
        one->label = ent_i_text_cut(&net->scene->arena, label, room, LABEL, true);
        one->label = ent_i_scene_text(net->scene, one->label);
        double width = ent_i_text_width(one->label, LABEL, true) * 1.05;
        net->boxes[net->count + net->obstacles++] = (ent_i_box){ floor(one->area.left + 14 + width / 2), floor(one->area.top + 22),
                                                                 width, 24 };
    }
}

static void draw_fields(const grouped *it)
{
    ent_i_scene *scene = it->net.scene;
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    for (size_t f = 0; f < it->field_count; f++) {
        const field *one = &it->fields[f];
        double w = one->area.right - one->area.left, h = one->area.bottom - one->area.top;
        ent_i_shape_path(&path, ENT_CLASS_FORUM, (ent_i_box){ one->area.left + w / 2, one->area.top + h / 2, w, h });
        ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_REGIONS,
                                               .path = ent_i_scene_take(scene, &path),
                                               .fill = scene->theme->panel,
                                               .color = scene->theme->soft,
                                               .width = 1.5 });
        ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_LABELS,
                                                     .x = one->area.left + 14,
                                                     .y = one->area.top + 29,
                                                     .size = LABEL,
                                                     .anchor = -1,
                                                     .bold = true,
                                                     .fill = scene->theme->ink,
                                                     .text = one->label });
    }
    ent_i_buffer_clear(&path);
}

/* --- words -------------------------------------------------------------------------------------- */

static const char *s_of(size_t count)
{
    return count == 1 ? "" : "s";
}

static void describe(grouped *it)
{
    ent_i_scene *scene = it->net.scene;
    const ent_i_diagram *diagram = it->net.diagram;
    ent_i_counts counts = ent_i_frame_count(scene, false);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    const char *word = strcmp(diagram->group_word, "Clique") == 0  ? "clique"
                       : strcmp(diagram->group_word, "Group") == 0 ? "group"
                                                                   : "shell";
    size_t groups = 0, single = 0;
    for (size_t f = 0; f < it->field_count; f++) {
        groups += it->fields[f].group != ENT_I_ALONE;
        single += it->fields[f].group == ENT_I_ALONE ? it->fields[f].members : 0;
    }
    size_t all = diagram->group_count - single;
    if (groups < all)
        ent_i_buffer_printf(&text, "%zu of %zu %ss", groups, all, word);
    else
        ent_i_buffer_printf(&text, "%zu %s%s", groups, word, s_of(groups));
    if (it->net.count < diagram->entity_count)
        ent_i_buffer_printf(&text, ", %zu of %zu nodes", it->net.count, diagram->entity_count);
    else
        ent_i_buffer_printf(&text, ", %zu node%s", it->net.count, s_of(it->net.count));
    ent_i_buffer_text(&text, ent_i_frame_date(scene));
    scene->title = ent_i_scene_take(scene, &text);
    ent_i_buffer_text(&text, diagram->method);
    if (it->field_count == 0)
        ent_i_buffer_text(&text, " None under the filters given.");
    if (counts.ties > 0)
        ent_i_buffer_printf(&text, " %zu tie%s%s.", counts.ties, s_of(counts.ties),
                            it->within ? ent_i_scene_printf(scene, " within %ss; those between them are too many to draw", word)
                                       : ent_i_scene_printf(scene, ", thick within a %s", word));
    if (it->net.count < diagram->entity_count)
        ent_i_buffer_printf(&text, " Left out: %zu node%s with fewer ties.", diagram->entity_count - it->net.count,
                            s_of(diagram->entity_count - it->net.count));
    if (diagram->smaller_groups > 0)
        ent_i_buffer_printf(&text, " %zu smaller %s%s not drawn.", diagram->smaller_groups, word, s_of(diagram->smaller_groups));
    scene->partial = it->net.count < diagram->entity_count || it->within;
    scene->subtitle = ent_i_scene_take(scene, &text);
    ent_i_buffer_clear(&text);
    scene->note = ent_i_layout_note(scene, "");
}

/* --- attempts ----------------------------------------------------------------------------------- */

static ent_status attempt(grouped *it, double size, double gap, ent_error *err)
{
    ent_i_net *net = &it->net;
    bool fits = measure(it, size) <= 0.3, clear = false;
    if (!fits)
        return ENT_DONE;
    cut_fields(it);
    ent_i_net_free_wires(net);
    net->within = it->within;
    ENT_I_TRY(ent_i_net_collect(net, err));
    for (size_t f = 0; f < it->field_count; f++) {
        const field *one = &it->fields[f];
        ent_i_area inner = { one->area.left + INSET, one->area.top + LABEL_ROOM, one->area.right - INSET,
                             one->area.bottom - INSET };
        ENT_I_TRY(ent_i_net_place(net, one->first, one->count, inner, gap, &fits, err));
        for (size_t i = one->first; fits && i < one->first + one->count; i++)
            fits = net->boxes[i].w <= inner.right - inner.left && net->boxes[i].h <= inner.bottom - inner.top;
        if (!fits)
            return ENT_DONE;
    }
    ENT_I_TRY(ent_i_net_route(net, &clear, err));
    return clear ? ENT_OK : ENT_DONE;
}

static ent_status run(grouped *it, ent_error *err)
{
    static const double sizes[] = { 24, 22, 20, 18 };
    static const double gaps[] = { 22, 16, 12 };
    size_t all = it->net.diagram->entity_count;
    for (size_t i = 0; i < all; i++)
        it->net.order[i] = (uint32_t)i;
    if (all > 0)
        qsort_r(it->net.order, all, sizeof *it->net.order, by_rank, it->net.diagram->entities);
    find_fields(it);
    for (size_t most = all < ENT_I_NET_NODES ? all : ENT_I_NET_NODES; most > 0 || all == 0; most -= most / 12 + 1) {
        choose(it, most);
        for (size_t s = 0; count_lines(it) && s < sizeof sizes / sizeof *sizes; s++) {
            if ((sizes[s] > 22 && it->net.count > 16) || (sizes[s] > 20 && it->net.count > 30))
                continue;
            for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++) {
                ent_status status = attempt(it, sizes[s], gaps[g], err);
                if (status < 0)
                    return status;
                if (status == ENT_OK) {
                    draw_fields(it);
                    ENT_I_TRY(ent_i_net_draw(&it->net, err));
                    describe(it);
                    return ENT_OK;
                }
            }
        }
        if (most < 2)
            break;
    }
    return ENT_DONE;
}

ent_status ent_i_layout_groups(ent_i_scene *scene, ent_error *err)
{
    grouped *it = NULL;
    ENT_I_TRY(ENT_I_ZEROED(it, 1, err));
    ent_status status = ent_i_net_open(&it->net, scene, err);
    if (status >= 0)
        status = run(it, err);
    ent_i_net_clear(&it->net);
    free(it);
    return status;
}
