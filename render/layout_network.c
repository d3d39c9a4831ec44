/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The network: places by a force-directed engine, opened up to fill the canvas, boxes pushed apart, lines
 * routed around them. Ways between two nodes are placed in columns instead, by steps. */
#include "render/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/graphviz.h"
#include "render/text.h"

#define MOST_NODES 60
#define MOST_LINES 140 /* more are a thicket, and routing takes time with the square of them */
#define MOST_FILL 0.25
#define HUB 1.35 /* label size of those asked about, or of the two with most ties */
#define SEPARATE_ROUNDS 2000
#define MOST_LABELS 30 /* lines that say what they are; more would be a text with lines in it */

typedef struct net {
    ent_i_scene *scene;
    const ent_i_diagram *diagram;
    ent_i_area area;
    uint32_t *order; /* entities by weight: those to keep come first */
    size_t drawable; /* of these, those that may be drawn: of a link only the asked nodes and the things */
    bool *kept;      /* by entity */
    uint32_t *index; /* entity -> node */
    ent_i_placed *nodes;
    ent_i_box *boxes;
    size_t count;
    ent_i_wire *wires;
    uint32_t *lines; /* wire -> line */
    size_t wire_count;
    bool hubs;
} net;

/* --- what is drawn ------------------------------------------------------------------------------ */

typedef struct weighed {
    uint32_t entity;
    size_t degree;
    int role;
} weighed;

static int by_weight(const void *pa, const void *pb)
{
    const weighed *a = pa, *b = pb;
    if (a->role != b->role)
        return a->role > b->role ? -1 : 1;
    if (a->degree != b->degree)
        return a->degree > b->degree ? -1 : 1;
    return a->entity < b->entity ? -1 : a->entity > b->entity;
}

static ent_status weigh(net *it, ent_error *err)
{
    const ent_i_diagram *diagram = it->diagram;
    ENT_I_AUTOFREE weighed *all = NULL;
    ENT_I_TRY(ENT_I_ZEROED(all, diagram->entity_count, err));
    ENT_I_TRY(ENT_I_ZEROED(it->order, diagram->entity_count, err));
    ENT_I_TRY(ENT_I_ZEROED(it->kept, diagram->entity_count, err));
    ENT_I_TRY(ENT_I_ZEROED(it->index, diagram->entity_count, err));
    ENT_I_TRY(ENT_I_ZEROED(it->nodes, MOST_NODES, err));
    ENT_I_TRY(ENT_I_ZEROED(it->boxes, MOST_NODES, err));
    bool link = diagram->question == ENT_I_LINK;
    for (uint32_t i = 0; i < diagram->entity_count; i++) {
        ent_i_role role = diagram->entities[i].role;
        all[i] = (weighed){ i, diagram->entities[i].degree, link ? (int)role : role == ENT_I_ASKED };
        it->drawable += !link || role != ENT_I_OTHER;
    }
    qsort(all, diagram->entity_count, sizeof *all, by_weight);
    for (size_t i = 0; i < diagram->entity_count; i++)
        it->order[i] = all[i].entity;
    return ENT_OK;
}

/* Keep the most first `most`, without those that lose their last line by that; returns the lines. */
static size_t keep(net *it, size_t most)
{
    const ent_i_diagram *diagram = it->diagram;
    size_t lines = 0;
    memset(it->kept, 0, diagram->entity_count * sizeof *it->kept);
    for (size_t i = 0; i < most; i++)
        it->kept[it->order[i]] = true;
    memset(it->index, 0, diagram->entity_count * sizeof *it->index);
    for (size_t i = 0; i < diagram->line_count; i++) {
        const ent_i_line *line = &diagram->lines[i];
        if (!it->kept[line->from] || !it->kept[line->to])
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

static bool is_hub(const net *it, uint32_t entity)
{
    if (it->diagram->question == ENT_I_PATH || it->diagram->asked_count > 0)
        return it->diagram->entities[entity].role == ENT_I_ASKED;
    for (size_t i = 0; i < 2 && i < it->diagram->entity_count; i++) {
        if (it->order[i] == entity)
            return it->diagram->entities[entity].degree >= 6;
    }
    return false;
}

/* Boxes for the kept entities; returns the share of the area that they cover. */
static double measure(net *it, double size)
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

static ent_status collect_wires(net *it, ent_error *err)
{
    it->wire_count = 0;
    ENT_I_TRY(ENT_I_ZEROED(it->wires, it->diagram->line_count, err));
    ENT_I_TRY(ENT_I_ZEROED(it->lines, it->diagram->line_count, err));
    for (uint32_t i = 0; i < it->diagram->line_count; i++) {
        const ent_i_line *line = &it->diagram->lines[i];
        if (!it->kept[line->from] || !it->kept[line->to])
            continue;
        it->lines[it->wire_count] = i;
        it->wires[it->wire_count++] = (ent_i_wire){ .from = it->index[line->from], .to = it->index[line->to] };
    }
    return ENT_OK;
}

static void free_wires(net *it)
{
    for (size_t i = 0; i < it->wire_count; i++)
        free(it->wires[i].points);
    free(it->wires);
    free(it->lines);
    it->wires = NULL;
    it->lines = NULL;
    it->wire_count = 0;
}

/* --- places ------------------------------------------------------------------------------------- */

/* Map one coordinate of all boxes into the room, then blend it half and half with its rank, which opens
 * the knot around the hubs. */
static void spread(ent_i_box *boxes, size_t count, bool down, double low, double high)
{
    double least = INFINITY, most = -INFINITY;
    double mapped[MOST_NODES];
    for (size_t i = 0; i < count; i++) {
        mapped[i] = down ? boxes[i].y : boxes[i].x;
        least = fmin(least, mapped[i]);
        most = fmax(most, mapped[i]);
    }
    for (size_t i = 0; i < count; i++) {
        size_t rank = 0;
        for (size_t k = 0; k < count; k++)
            rank += mapped[k] < mapped[i] || (mapped[k] == mapped[i] && k < i);
        double even = count > 1 ? (double)rank / (double)(count - 1) : 0.5;
        double share = most > least ? (mapped[i] - least) / (most - least) : 0.5;
        double place = low + (0.5 * share + 0.5 * even) * (high - low);
        if (down)
            boxes[i].y = place;
        else
            boxes[i].x = place;
    }
}

static void clamp(const net *it, ent_i_box *box)
{
    box->x = fmax(it->area.left + box->w / 2 + 4, fmin(it->area.right - box->w / 2 - 4, box->x));
    box->y = fmax(it->area.top + box->h / 2 + 4, fmin(it->area.bottom - box->h / 2 - 4, box->y));
}

/* Push overlapping boxes apart along the axis of least overlap. True when none is left. */
static bool separate(const net *it, double gap)
{
    for (int round = 0; round < SEPARATE_ROUNDS; round++) {
        bool moved = false;
        for (size_t i = 0; i < it->count; i++) {
            for (size_t k = i + 1; k < it->count; k++) {
                ent_i_box *a = &it->boxes[i], *b = &it->boxes[k];
                double x = (a->w + b->w) / 2 + gap - fabs(a->x - b->x);
                double y = (a->h + b->h) / 2 + gap - fabs(a->y - b->y);
                if (x <= 0.01 || y <= 0.01)
                    continue;
                moved = true;
                double step = 0.3 * fmin(x, y) + 0.05;
                if (x < y) {
                    double way = a->x < b->x || (a->x == b->x && i < k) ? 1 : -1;
                    a->x -= way * step;
                    b->x += way * step;
                } else {
                    double way = a->y < b->y || (a->y == b->y && i < k) ? 1 : -1;
                    a->y -= way * step;
                    b->y += way * step;
                }
                clamp(it, a);
                clamp(it, b);
            }
        }
        if (!moved)
            return true;
    }
    return false;
}

/* Columns by steps from the first node asked about. */
static void place_columns(net *it)
{
    size_t steps = it->diagram->path_length == SIZE_MAX ? 1 : it->diagram->path_length;
    double width = it->area.right - it->area.left - 240, height = it->area.bottom - it->area.top;
    for (size_t i = 0; i < it->count; i++) {
        uint32_t column = it->diagram->entities[it->nodes[i].entity].rank;
        size_t before = 0, all = 0;
        for (size_t k = 0; k < it->count; k++) {
            bool same = it->diagram->entities[it->nodes[k].entity].rank == column;
            all += same;
            before += same && k < i;
        }
        it->boxes[i].x = it->area.left + 120 + width * (double)column / (double)(steps > 0 ? steps : 1);
        it->boxes[i].y = it->area.top + height * ((double)before + 0.5) / (double)all;
    }
}

static ent_status place(net *it, double gap, bool *ret_fits, ent_error *err)
{
    for (size_t i = 0; i < it->count; i++)
        it->boxes[i] = it->nodes[i].box;
    if (it->diagram->question == ENT_I_PATH) {
        place_columns(it);
    } else {
        ENT_I_TRY(ent_i_graphviz_places(it->boxes, it->count, it->wires, it->wire_count, err));
        double w = 0, h = 0;
        for (size_t i = 0; i < it->count; i++) {
            w = fmax(w, it->boxes[i].w);
            h = fmax(h, it->boxes[i].h);
        }
        spread(it->boxes, it->count, false, it->area.left + w / 2, it->area.right - w / 2);
        spread(it->boxes, it->count, true, it->area.top + h / 2, it->area.bottom - h / 2);
    }
    for (size_t i = 0; i < it->count; i++)
        clamp(it, &it->boxes[i]);
    *ret_fits = separate(it, gap);
    /* The router takes whole numbers. */
    for (size_t i = 0; i < it->count; i++) {
        it->boxes[i].x = floor(it->boxes[i].x + 0.5);
        it->boxes[i].y = floor(it->boxes[i].y + 0.5);
    }
    return ENT_OK;
}

/* --- lines -------------------------------------------------------------------------------------- */

static bool is_clear(const net *it, const ent_i_wire *wire)
{
    for (size_t b = 0; b < it->count; b++) {
        if (b != wire->from && b != wire->to && ent_i_wire_hits(wire, it->boxes[b], 1))
            return false;
    }
    return true;
}

/* Where the router found nothing better than a line under a box: a bow around it. */
static ent_status repair(const net *it, ent_i_wire *wire, bool *ret_clear, ent_error *err)
{
    static const double bows[] = { 0, .08, -.08, .15, -.15, .23, -.23, .32, -.32, .42, -.42, .55, -.55 };
    *ret_clear = wire->point_count >= 4 && is_clear(it, wire);
    if (*ret_clear)
        return ENT_OK;
    const ent_i_box *a = &it->boxes[wire->from], *b = &it->boxes[wire->to];
    for (size_t i = 0; i < sizeof bows / sizeof *bows && !*ret_clear; i++) {
        ent_i_point control = ent_i_bow((ent_i_point){ a->x, a->y }, (ent_i_point){ b->x, b->y }, bows[i]);
        ent_i_point from = ent_i_shape_edge(ENT_CLASS_OTHER, *a, control, 0),
                    to = ent_i_shape_edge(ENT_CLASS_OTHER, *b, control, 0);
        free(wire->points);
        wire->point_count = 0;
        ENT_I_TRY(ENT_I_ZEROED(wire->points, 4, err));
        wire->point_count = 4;
        wire->points[0] = from;
        wire->points[1] = (ent_i_point){ (from.x + 2 * control.x) / 3, (from.y + 2 * control.y) / 3 };
        wire->points[2] = (ent_i_point){ (to.x + 2 * control.x) / 3, (to.y + 2 * control.y) / 3 };
        wire->points[3] = to;
        *ret_clear = is_clear(it, wire);
    }
    return ENT_OK;
}

static ent_status route(net *it, bool *ret_clear, ent_error *err)
{
    *ret_clear = true;
    ENT_I_TRY(ent_i_graphviz_routes(it->boxes, it->count, it->wires, it->wire_count, err));
    for (size_t i = 0; i < it->wire_count; i++) {
        bool clear;
        ENT_I_TRY(repair(it, &it->wires[i], &clear, err));
        *ret_clear = *ret_clear && clear;
    }
    return ENT_OK;
}

/* What a wire's label covers, and its place on the wire. */
typedef struct label {
    ent_i_box box;
    double place, enter, leave;
    const char *text;
} label;

static bool has_room(const net *it, size_t wire, const label *labels, const ent_i_box *box)
{
    ent_i_box inside = { (it->area.left + it->area.right) / 2, (it->area.top + it->area.bottom) / 2,
                         it->area.right - it->area.left, it->area.bottom - it->area.top };
    if (fabs(box->x - inside.x) > (inside.w - box->w) / 2 || fabs(box->y - inside.y) > (inside.h - box->h) / 2)
        return false;
    for (size_t b = 0; b < it->count; b++) {
        if (ent_i_boxes_overlap(*box, it->boxes[b], 6))
            return false;
    }
    for (size_t w = 0; w < it->wire_count; w++) {
        if ((w < wire && labels[w].text != NULL && ent_i_boxes_overlap(*box, labels[w].box, 4)) ||
            (w != wire && ent_i_wire_hits(&it->wires[w], *box, -3)))
            return false;
    }
    return true;
}

/* What the tie is and since when, in a gap of its line, where there is room for it. */
static void place_label(const net *it, size_t wire, label *labels)
{
    static const double shares[] = { 0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78 };
    label *mine = &labels[wire];
    const ent_i_wire *on = &it->wires[wire];
    const char *text =
        ent_i_scene_text(it->scene, ent_i_line_brief(&it->scene->arena, &it->diagram->lines[it->lines[wire]]));
    double width = ent_i_text_width(text, 18, false) * 1.08 + 12, curves = (double)ent_i_wire_curves(on);
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        label tried = { .place = shares[i] * curves, .text = text };
        ent_i_point at = ent_i_wire_at(on, tried.place);
        tried.box = (ent_i_box){ at.x, at.y, width, 24 };
        if (!has_room(it, wire, labels, &tried.box) ||
            !ent_i_wire_gap(on, tried.box, tried.place, &tried.enter, &tried.leave))
            continue;
        *mine = tried;
        return;
    }
}

static void draw_wire(net *it, size_t wire, double width, const label *at)
{
    ent_i_scene *scene = it->scene;
    const ent_i_line *line = &it->diagram->lines[it->lines[wire]];
    const ent_i_wire *on = &it->wires[wire];
    double end = (double)ent_i_wire_curves(on);
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    if (at->text != NULL) {
        ent_i_wire_path(&path, on, 0, at->enter);
        ent_i_wire_path(&path, on, at->leave, end);
        ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_LABELS,
                                                     .x = at->box.x,
                                                     .y = at->box.y + 6.3,
                                                     .size = 18,
                                                     .fill = scene->theme->muted,
                                                     .text = at->text });
    } else {
        ent_i_wire_path(&path, on, 0, end);
    }
    ent_i_scene_stroke(
        scene, &(ent_i_stroke){ .line = it->lines[wire],
                                .path = ent_i_scene_take(scene, &path),
                                .color = line->fold == ENT_FOLD_ENDED ? scene->theme->ended : scene->theme->soft,
                                .dash = ent_i_dash(line->fold),
                                .width = width });
    ent_i_buffer_clear(&path);
}

static ent_status draw(net *it, ent_error *err)
{
    double width = it->wire_count > 120 ? 1.2 : it->wire_count > 30 ? 1.8 : 2.4;
    ENT_I_AUTOFREE label *labels = NULL;
    ENT_I_TRY(ENT_I_ZEROED(labels, it->wire_count, err));
    size_t labelled = 0;
    for (size_t i = 0; i < it->wire_count && it->wire_count <= MOST_LABELS; i++) {
        place_label(it, i, labels);
        labelled += labels[i].text != NULL;
    }
    /* A few here and there would look like the only ones with something to say. */
    if (5 * labelled < 3 * it->wire_count && it->wire_count > 0)
        memset(labels, 0, it->wire_count * sizeof *labels);
    for (size_t i = 0; i < it->wire_count; i++)
        draw_wire(it, i, width, &labels[i]);
    for (size_t i = 0; i < it->count; i++) {
        it->nodes[i].box = it->boxes[i];
        ent_i_scene_node(it->scene, &it->nodes[i]);
    }
    return ENT_OK;
}

/* --- words -------------------------------------------------------------------------------------- */

static void title_path(net *it)
{
    ent_i_scene *scene = it->scene;
    const ent_i_diagram *diagram = it->diagram;
    const char *ends = ent_i_frame_asked(scene, 2), *date = ent_i_frame_date(scene);
    if (diagram->path_length == SIZE_MAX)
        scene->title = ent_i_scene_printf(scene, "No connection between %s%s", ends, date);
    else
        scene->title = ent_i_scene_printf(scene, "%s are %zu step%s apart%s", ends, diagram->path_length,
                                          diagram->path_length == 1 ? "" : "s", date);
}

static void title_network(net *it)
{
    ent_i_scene *scene = it->scene;
    const ent_i_diagram *diagram = it->diagram;
    const char *date = ent_i_frame_date(scene);
    ent_i_counts counts = ent_i_frame_count(scene, false);
    const char *what = counts.ties == counts.lines ? "tie" : "connection";
    size_t all = it->drawable;
    if (diagram->question == ENT_I_LINK)
        scene->title = ent_i_scene_printf(scene, "What joins %s%s", ent_i_frame_asked(scene, 5), date);
    else if (diagram->question == ENT_I_EGO)
        scene->title =
            ent_i_scene_printf(scene, "%s entities within %u step%s of %s%s",
                               it->count < all ? ent_i_scene_printf(scene, "%zu of %zu", it->count - 1, all - 1)
                                               : ent_i_scene_printf(scene, "%zu", it->count - 1),
                               diagram->hops, diagram->hops == 1 ? "" : "s", ent_i_frame_asked(scene, 2), date);
    else if (it->count < all)
        scene->title = ent_i_scene_printf(scene, "%zu of %zu entities, those with most ties%s", it->count, all, date);
    else if (it->count > 3 && it->hubs)
        scene->title =
            ent_i_scene_printf(scene, "%s, %s and %zu others: %zu %ss%s", diagram->entities[it->order[0]].label,
                               diagram->entities[it->order[1]].label, it->count - 2, counts.lines, what, date);
    else
        scene->title = ent_i_scene_printf(scene, "%zu entit%s, %zu %s%s%s", it->count, it->count == 1 ? "y" : "ies",
                                          counts.lines, what, counts.lines == 1 ? "" : "s", date);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void title_query(net *it)
{
    ent_i_scene *scene = it->scene;
    const ent_i_diagram *diagram = it->diagram;
    ent_i_counts counts = ent_i_frame_count(scene, false);
    const char *date = diagram->span != NULL ? ent_i_scene_printf(scene, ", %s", diagram->span) : ent_i_frame_date(scene);
    const char *nodes = it->count < it->drawable
                            ? ent_i_scene_printf(scene, "%zu of %zu nodes", it->count, it->drawable)
                            : ent_i_scene_printf(scene, "%zu node%s", it->count, plural(it->count));
    if (counts.ties == 0)
        scene->title = ent_i_scene_printf(scene, "%s%s", nodes, date);
    else
        scene->title = ent_i_scene_printf(scene, "%s, %zu tie%s%s", nodes, counts.ties, plural(counts.ties), date);
}

/* Where it all comes from, last, so that a long query is what is cut. */
static void describe_query(const net *it, ent_i_buffer *text)
{
    const ent_i_diagram *diagram = it->diagram;
    if (diagram->loops > 0)
        ent_i_buffer_printf(text, " Not drawn: %zu tie%s of a node to itself.", diagram->loops, plural(diagram->loops));
    if (diagram->deprecated > 0 && diagram->all_deprecated)
        ent_i_buffer_text(text, " All are deprecated claims.");
    else if (diagram->deprecated > 0)
        ent_i_buffer_printf(text, " Left out: %zu deprecated claim%s.", diagram->deprecated, plural(diagram->deprecated));
    if (diagram->rows > 0)
        ent_i_buffer_printf(text, " From the first %zu row%s of: ", diagram->rows, plural(diagram->rows));
    else
        ent_i_buffer_text(text, " From: ");
    ent_i_buffer_text(text, ent_i_scene_text(it->scene, ent_i_text_clean(&it->scene->arena, diagram->query)));
    ent_i_buffer_char(text, '.');
}

static void describe(net *it)
{
    ent_i_scene *scene = it->scene;
    const ent_i_diagram *diagram = it->diagram;
    ent_i_counts counts = ent_i_frame_count(scene, false);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    bool path = diagram->question == ENT_I_PATH, query = diagram->question == ENT_I_QUERY;
    if (path)
        title_path(it);
    else if (query)
        title_query(it);
    else
        title_network(it);
    if (counts.lines == 0 && query)
        ent_i_buffer_text(&text, "The result holds no tie to draw.");
    else if (counts.lines == 0)
        ent_i_buffer_text(&text, "Nothing ties them under the filters given.");
    else if (counts.ties == counts.lines)
        ent_i_buffer_printf(&text, "%zu tie%s (%s).", counts.lines, counts.lines == 1 ? "" : "s",
                            ent_i_frame_folds(scene, &counts));
    else
        ent_i_buffer_printf(&text, "%zu ties on %zu lines (%s).", counts.ties, counts.lines,
                            ent_i_frame_folds(scene, &counts));
    if (path && diagram->path_count < diagram->path_total)
        ent_i_buffer_printf(&text, " %zu of %llu shortest ways.", diagram->path_count,
                            (unsigned long long)diagram->path_total);
    else if (path && diagram->path_count > 1)
        ent_i_buffer_printf(&text, " All %zu shortest ways.", diagram->path_count);
    scene->partial = it->count < it->drawable;
    if (scene->partial)
        ent_i_buffer_printf(&text, " Left out: %zu with %s ties.", it->drawable - it->count,
                            diagram->line_count > 0 ? "fewer" : "no");
    if (!path && it->hubs && diagram->asked_count == 0)
        ent_i_buffer_text(&text, " Larger name: most ties.");
    if (query)
        describe_query(it, &text);
    else if (!path && counts.lines > 0)
        ent_i_buffer_text(&text, " Nearness follows shared ties; distance is not measured.");
    scene->subtitle = ent_i_scene_take(scene, &text);
    ent_i_buffer_clear(&text);
    scene->note = ent_i_layout_note(scene, "");
}

/* One attempt with the kept entities: ENT_DONE when boxes overlap or lines pass under boxes. */
static ent_status attempt(net *it, double size, double gap, ent_error *err)
{
    bool fits = measure(it, size) <= MOST_FILL, clear = false;
    if (!fits)
        return ENT_DONE;
    free_wires(it);
    ENT_I_TRY(collect_wires(it, err));
    ENT_I_TRY(place(it, gap, &fits, err));
    if (!fits)
        return ENT_DONE;
    ENT_I_TRY(route(it, &clear, err));
    return clear ? ENT_OK : ENT_DONE;
}

static ent_status run(net *it, ent_error *err)
{
    static const double sizes[] = { 26, 24, 22, 20, 18 };
    static const double gaps[] = { 22, 30, 16 };
    it->area = ent_i_frame_area(it->scene);
    ENT_I_TRY(weigh(it, err));
    size_t most = it->drawable < MOST_NODES ? it->drawable : MOST_NODES;
    for (; most > 0 || it->drawable == 0; most -= most / 12 + 1) {
        if (keep(it, most) > MOST_LINES)
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
                    ENT_I_TRY(draw(it, err));
                    describe(it);
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
    net it = { .scene = scene, .diagram = scene->diagram };
    ent_status status = run(&it, err);
    free_wires(&it);
    free(it.order);
    free(it.kept);
    free(it.index);
    free(it.nodes);
    free(it.boxes);
    return status;
}
