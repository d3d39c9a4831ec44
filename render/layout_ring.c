/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ego ring: chips on a superellipse around the ego, each with what ties it and since when on its second
 * line, thick lines from the ego, thin chords between neighbours. */
#include "render/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/text.h"

#define SAMPLES 2880
#define ROUNDS 40
#define GAP 26.0
#define MOST_FILL 0.90
#define FEW 14
#define MOST_CHORDS 45 /* more are a thicket */

typedef struct ring {
    uint32_t ego;
    uint32_t *lines; /* the ego's own, in order around the ring */
    size_t count;
    ent_i_placed *chips; /* one a line */
    ent_i_point curve[SAMPLES + 1];
    double along[SAMPLES + 1];
} ring;

static uint32_t other_end(const ent_i_line *line, uint32_t entity)
{
    return line->from == entity ? line->to : line->from;
}

static uint32_t find_ego(const ent_i_diagram *diagram)
{
    uint32_t i = 0;
    while (i < diagram->entity_count && diagram->entities[i].role != ENT_I_ASKED)
        i++;
    return i;
}

typedef struct spoke {
    uint32_t line, other;
    ent_subject subject;
    int64_t order;
} spoke;

static int by_subject(const void *pa, const void *pb)
{
    const spoke *a = pa, *b = pb;
    if (a->subject != b->subject)
        return a->subject < b->subject ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return a->other < b->other ? -1 : a->other > b->other;
}

static ent_status collect(ring *it, const ent_i_diagram *diagram, ent_error *err)
{
    ENT_I_AUTOFREE spoke *spokes = NULL;
    ENT_I_TRY(ENT_I_ZEROED(spokes, diagram->line_count, err));
    for (uint32_t i = 0; i < diagram->line_count; i++) {
        const ent_i_line *line = &diagram->lines[i];
        if (line->from == it->ego || line->to == it->ego)
            spokes[it->count++] = (spoke){ i, other_end(line, it->ego), line->subject, line->order };
    }
    qsort(spokes, it->count, sizeof *spokes, by_subject);
    ENT_I_TRY(ENT_I_ZEROED(it->lines, it->count, err));
    ENT_I_TRY(ENT_I_ZEROED(it->chips, it->count, err));
    for (size_t i = 0; i < it->count; i++)
        it->lines[i] = spokes[i].line;
    return ENT_OK;
}

static ent_fold chip_fold(const ent_i_diagram *diagram, uint32_t entity, ent_fold tie)
{
    const ent_i_entity *it = &diagram->entities[entity];
    if (it->fold >= 0)
        return (ent_fold)it->fold;
    return it->class_ == ENT_CLASS_STATE ? ENT_FOLD_IN_FORCE : tie;
}

static void measure_chips(ring *it, ent_i_scene *scene, double size, bool two_lines)
{
    const ent_i_diagram *diagram = scene->diagram;
    for (size_t i = 0; i < it->count; i++) {
        const ent_i_line *line = &diagram->lines[it->lines[i]];
        uint32_t other = other_end(line, it->ego);
        ent_i_placed chip = { .entity = other, .size = size, .fold = chip_fold(diagram, other, line->fold) };
        if (two_lines)
            chip.sub = ent_i_scene_text(scene, ent_i_line_brief(&scene->arena, line));
        ent_i_scene_measure(scene, &chip, scene->preset->width < 1000 ? 170 : 230, 2);
        chip.box.h += 0.8 * size;
        if (chip.box.w < 96)
            chip.box.w = 96;
        it->chips[i] = chip;
    }
}

static double power(double base, double exponent)
{
    return base <= 0 ? 0 : pow(base, exponent);
}

static void make_curve(ring *it, ent_i_point centre, double rx, double ry)
{
    const double pi = 3.14159265358979323846, n = 2.6;
    it->along[0] = 0;
    for (int i = 0; i <= SAMPLES; i++) {
        double t = -pi / 2 + 2 * pi * i / SAMPLES, c = cos(t), s = sin(t);
        it->curve[i].x = centre.x + rx * copysign(power(fabs(c), 2 / n), c);
        it->curve[i].y = centre.y + ry * copysign(power(fabs(s), 2 / n), s);
        if (i > 0)
            it->along[i] =
                it->along[i - 1] + hypot(it->curve[i].x - it->curve[i - 1].x, it->curve[i].y - it->curve[i - 1].y);
    }
}

static size_t sample_at(const ring *it, double share)
{
    double want = (share - floor(share)) * it->along[SAMPLES];
    size_t low = 0, high = SAMPLES;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (it->along[middle] < want)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How much of the curve a chip wants where it stands: its extent along the curve, and a gap. */
static double wanted(const ring *it, const ent_i_box *box, size_t place)
{
    const ent_i_point *before = &it->curve[place > 0 ? place - 1 : SAMPLES - 1];
    const ent_i_point *after = &it->curve[place < SAMPLES ? place + 1 : 1];
    double tx = fabs(after->x - before->x), ty = fabs(after->y - before->y), d = hypot(tx, ty);
    double across = tx > 1e-3 * d ? box->w * d / tx : INFINITY, down = ty > 1e-3 * d ? box->h * d / ty : INFINITY;
    return fmin(across, down) + GAP;
}

/* Each chip gets the share of the curve that it wants; equal shares would collide at top and bottom.
 * What a chip wants depends on where it stands, so go round until it settles. */
static ent_status place_chips(ring *it, double *ret_fill, ent_error *err)
{
    ENT_I_AUTOFREE double *share = NULL;
    ENT_I_AUTOFREE double *want = NULL;
    ENT_I_TRY(ENT_I_ZEROED(share, it->count, err));
    ENT_I_TRY(ENT_I_ZEROED(want, it->count, err));
    *ret_fill = 0;
    for (size_t i = 0; i < it->count; i++)
        share[i] = 1.0 / (double)it->count;
    for (int round = 0; round < ROUNDS; round++) {
        double at = it->count > 0 ? -share[0] / 2 : 0, sum = 0;
        for (size_t i = 0; i < it->count; i++) {
            size_t place = sample_at(it, at + share[i] / 2);
            at += share[i];
            it->chips[i].box.x = it->curve[place].x;
            it->chips[i].box.y = it->curve[place].y;
            want[i] = wanted(it, &it->chips[i].box, place);
            sum += want[i];
        }
        for (size_t i = 0; i < it->count; i++)
            share[i] = 0.5 * share[i] + 0.5 * want[i] / sum;
        *ret_fill = sum / it->along[SAMPLES];
    }
    return ENT_OK;
}

static ent_i_placed make_ego(const ring *it, ent_i_scene *scene, ent_i_point centre)
{
    double width = scene->preset->width;
    double size = width >= 1400 ? 38 : width >= 1000 ? 34 : 28;
    ent_i_placed ego = {
        .entity = it->ego, .size = size, .bold = true, .fold = ent_i_entity_fold(scene->diagram, it->ego)
    };
    ent_i_scene_measure(scene, &ego, 8 * size, 2);
    ego.box = (ent_i_box){ centre.x, centre.y, ego.box.w + size, ego.box.h + 1.55 * size };
    return ego;
}

static bool clear_of_each_other(const ring *it, const ent_i_placed *ego)
{
    for (size_t i = 0; i < it->count; i++) {
        if (ent_i_boxes_overlap(it->chips[i].box, ego->box, 30))
            return false;
        for (size_t k = 0; k < i; k++) {
            if (ent_i_boxes_overlap(it->chips[i].box, it->chips[k].box, 6))
                return false;
        }
    }
    return true;
}

/* Try from the largest to the smallest writing. */
static ent_status arrange(ring *it, ent_i_scene *scene, bool careful, ent_i_placed *ret_ego, ent_error *err)
{
    static const struct {
        double size;
        bool two_lines;
    } tries[] = { { 26, true }, { 24, true }, { 22, true }, { 24, false }, { 22, false } };
    ent_i_area area = ent_i_frame_area(scene);
    ent_i_point centre = { (area.left + area.right) / 2, (area.top + area.bottom) / 2 };
    for (size_t t = 0; t < sizeof tries / sizeof *tries; t++) {
        if (tries[t].size > 24 && scene->preset->width < 1400)
            continue;
        /* Many without their dates: another kind says more. */
        if (careful && !tries[t].two_lines && it->count > FEW)
            return ENT_DONE;
        measure_chips(it, scene, tries[t].size, tries[t].two_lines);
        double w = 0, h = 0, fill;
        for (size_t i = 0; i < it->count; i++) {
            w = fmax(w, it->chips[i].box.w);
            h = fmax(h, it->chips[i].box.h);
        }
        double rx = (area.right - area.left) / 2 - w / 2 - 8, ry = (area.bottom - area.top) / 2 - h / 2 - 14;
        if (rx > 0.39 * scene->preset->width)
            rx = 0.39 * scene->preset->width;
        make_curve(it, centre, rx, ry);
        ENT_I_TRY(place_chips(it, &fill, err));
        *ret_ego = make_ego(it, scene, centre);
        if (fill <= MOST_FILL && clear_of_each_other(it, ret_ego))
            return ENT_OK;
    }
    return ENT_DONE;
}

/* --- lines -------------------------------------------------------------------------------------- */

typedef struct field {
    ent_i_box *boxes; /* the chips, then the ego */
    size_t count;
    ent_i_area area;
} field;

/* A curve between two boxes that touches no other; false when there is none. */
static bool route(const field *it, ent_class ca, size_t a, ent_class cb, size_t b, ent_i_point ret[3])
{
    static const double bows[] = { 0, .08, -.08, .15, -.15, .23, -.23, .32, -.32, .42, -.42, .55, -.55, .7, -.7 };
    ent_i_point from = { it->boxes[a].x, it->boxes[a].y }, to = { it->boxes[b].x, it->boxes[b].y };
    static const double pads[] = { 8, 3 };
    for (size_t p = 0; p < 2; p++) {
        for (size_t i = 0; i < sizeof bows / sizeof *bows; i++) {
            ent_i_point control = ent_i_bow(from, to, bows[i]);
            ent_i_point start = ent_i_shape_edge(ca, it->boxes[a], control, 4);
            ent_i_point end = ent_i_shape_edge(cb, it->boxes[b], control, 4);
            ent_i_point middle = { (start.x + 2 * control.x + end.x) / 4, (start.y + 2 * control.y + end.y) / 4 };
            bool inside = middle.x > it->area.left && middle.x < it->area.right && middle.y > it->area.top &&
                          middle.y < it->area.bottom;
            if (!inside || ent_i_curve_hits(start, control, end, it->boxes, it->count, a, b, pads[p]) > 0)
                continue;
            ret[0] = start;
            ret[1] = control;
            ret[2] = end;
            return true;
        }
    }
    return false;
}

static const char *curve_path(ent_i_scene *scene, const ent_i_point points[3], const char **ret_arrow, bool arrow)
{
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    ent_i_point end = points[2];
    *ret_arrow = NULL;
    if (arrow) {
        end = ent_i_arrowhead(&path, points[1], points[2], 20, 16);
        *ret_arrow = ent_i_scene_take(scene, &path);
    }
    ent_i_point straight = { (points[0].x + points[2].x) / 2, (points[0].y + points[2].y) / 2 };
    ent_i_path_move(&path, points[0].x, points[0].y);
    if (hypot(points[1].x - straight.x, points[1].y - straight.y) < 12)
        ent_i_path_line(&path, end.x, end.y);
    else
        ent_i_path_quad(&path, points[1], end);
    const char *result = ent_i_scene_take(scene, &path);
    ent_i_buffer_clear(&path);
    return result;
}

/* The direction needs an arrow where the shapes do not tell it. */
static bool wants_arrow(const ent_i_diagram *diagram, const ent_i_line *line)
{
    return line->directed && diagram->entities[line->from].class_ == diagram->entities[line->to].class_;
}

static size_t draw_spokes(ring *it, ent_i_scene *scene, const field *field_)
{
    const ent_i_diagram *diagram = scene->diagram;
    const ent_i_theme *theme = scene->theme;
    double width = scene->preset->width < 1000 ? 3 : 4;
    size_t missing = 0;
    for (size_t i = 0; i < it->count; i++) {
        const ent_i_line *line = &diagram->lines[it->lines[i]];
        ent_class mine = diagram->entities[it->ego].class_, theirs = diagram->entities[it->chips[i].entity].class_;
        ent_i_point points[3];
        bool found = line->from == it->ego ? route(field_, mine, it->count, theirs, i, points)
                                           : route(field_, theirs, i, mine, it->count, points);
        missing += !found;
        if (!found)
            continue;
        ent_i_stroke stroke = { .line = it->lines[i], .color = theme->line, .width = width };
        if (line->fold == ENT_FOLD_PLANNED)
            stroke.dash = "14 9";
        if (line->fold == ENT_FOLD_ENDED) {
            stroke.dash = "3 8";
            stroke.width = 3;
            stroke.color = theme->ended;
        }
        stroke.path = curve_path(scene, points, &stroke.arrow, wants_arrow(diagram, line));
        ent_i_scene_stroke(scene, &stroke);
    }
    return missing;
}

static size_t chip_of(const ring *it, uint32_t entity)
{
    size_t i = 0;
    while (i < it->count && it->chips[i].entity != entity)
        i++;
    return i;
}

/* Returns how many ties among neighbours found no way between the chips. */
static size_t draw_chords(ring *it, ent_i_scene *scene, const field *field_)
{
    const ent_i_diagram *diagram = scene->diagram;
    size_t missing = 0;
    for (uint32_t i = 0; i < diagram->line_count; i++) {
        const ent_i_line *line = &diagram->lines[i];
        size_t a = chip_of(it, line->from), b = chip_of(it, line->to);
        if (a == it->count || b == it->count)
            continue;
        ent_i_point points[3];
        if (!route(field_, diagram->entities[line->from].class_, a, diagram->entities[line->to].class_, b, points)) {
            missing++;
            continue;
        }
        ent_i_stroke stroke = { .line = i,
                                .color = line->fold == ENT_FOLD_ENDED ? scene->theme->ended : scene->theme->soft,
                                .dash = ent_i_dash(line->fold),
                                .width = 1.8,
                                .chord = true };
        stroke.path = curve_path(scene, points, &stroke.arrow, false);
        ent_i_scene_stroke(scene, &stroke);
    }
    return missing;
}

/* --- words -------------------------------------------------------------------------------------- */

static void describe(ring *it, ent_i_scene *scene, size_t undrawn)
{
    const char *name = scene->diagram->entities[it->ego].label;
    ent_i_counts own = ent_i_frame_count(scene, false), among = ent_i_frame_count(scene, true);
    const char *date = ent_i_frame_date(scene), *folds = ent_i_frame_folds(scene, &own);
    if (own.lines == 0)
        scene->title = ent_i_scene_printf(scene, "No ties of %s%s", name, date);
    else if (own.ties == own.lines)
        scene->title = ent_i_scene_printf(scene, "%s %zu direct tie%s%s", ent_i_possessive(scene, name), own.lines,
                                          own.lines == 1 ? "" : "s", date);
    else
        scene->title =
            ent_i_scene_printf(scene, "%s direct ties to %zu others%s", ent_i_possessive(scene, name), own.lines, date);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    if (own.ties == own.lines)
        ent_i_buffer_printf(&text, "Thick: the %zu tie%s of %s (%s).", own.lines, own.lines == 1 ? "" : "s", name,
                            folds);
    else
        ent_i_buffer_printf(&text, "Thick: the %zu ties of %s on %zu lines (%s).", own.ties, name, own.lines, folds);
    if (own.lines == 0) {
        ent_i_buffer_reset(&text);
        ent_i_buffer_printf(&text, "Nothing is tied to %s under the filters given.", name);
    }
    if (among.lines > 0)
        ent_i_buffer_printf(&text, " Thin: %zu tie%s among its neighbours.", among.ties, among.ties == 1 ? "" : "s");
    if (undrawn > 0)
        ent_i_buffer_printf(&text, " %zu more among them found no room.", undrawn);
    scene->partial = undrawn > 0;
    scene->subtitle = ent_i_scene_take(scene, &text);
    ent_i_buffer_clear(&text);
    scene->note = ent_i_layout_note(scene, "");
}

static ent_status draw(ring *it, ent_i_scene *scene, bool careful, ent_error *err)
{
    ent_i_placed ego;
    ENT_I_TRY(collect(it, scene->diagram, err));
    ent_status fits = arrange(it, scene, careful, &ego, err);
    if (fits != ENT_OK)
        return fits;
    field around = { .count = it->count + 1, .area = ent_i_frame_area(scene) };
    ENT_I_AUTOFREE ent_i_box *boxes = NULL;
    ENT_I_TRY(ENT_I_ZEROED(boxes, around.count, err));
    for (size_t i = 0; i < it->count; i++)
        boxes[i] = it->chips[i].box;
    boxes[it->count] = ego.box;
    around.boxes = boxes;
    if (draw_spokes(it, scene, &around) > 0)
        return ENT_DONE;
    size_t undrawn = draw_chords(it, scene, &around);
    if (careful && (scene->stroke_count - it->count > MOST_CHORDS || undrawn > 0))
        return ENT_DONE;
    ent_i_scene_node(scene, &ego);
    for (size_t i = 0; i < it->count; i++)
        ent_i_scene_node(scene, &it->chips[i]);
    describe(it, scene, undrawn);
    return ENT_OK;
}

ent_status ent_i_layout_ring(ent_i_scene *scene, bool careful, ent_error *err)
{
    ring *it = NULL;
    ENT_I_TRY(ENT_I_ZEROED(it, 1, err));
    it->ego = find_ego(scene->diagram);
    ent_status status = draw(it, scene, careful, err);
    free(it->lines);
    free(it->chips);
    free(it);
    return status;
}
