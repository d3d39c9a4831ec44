/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ego wings: the ego in the middle, its ties in two columns, grouped by subject, the year beside each. */
#include "render/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/text.h"

#define LEAST_PITCH 32.0
#define MOST_PITCH 52.0
#define LEAST_CURVE 60.0

typedef struct row {
    uint32_t line, other;
    ent_subject subject;
    ent_fold fold;
    int64_t order;
    bool dated;
    size_t reach; /* of the other */
    bool left_out;
} row;

typedef struct group {
    ent_subject subject;
    size_t first, count, shown; /* rows */
    int side;                   /* 0 left, 1 right */
} group;

typedef struct wings {
    ent_i_scene *scene;
    const ent_i_diagram *diagram;
    uint32_t ego;
    row *rows;
    size_t row_count;
    group groups[ENT_SUBJECT_COUNT + 1]; /* one may be split over both sides */
    size_t group_count;
    size_t left_out, ended_out;
    ent_i_area area;
    ent_i_placed centre;
    double pitch, size, edges[2];
} wings;

static uint32_t find_ego(const ent_i_diagram *diagram)
{
    uint32_t i = 0;
    while (i < diagram->entity_count && diagram->entities[i].role != ENT_I_ASKED)
        i++;
    return i;
}

#define COMPARE(a, b) \
    if ((a) != (b))   \
    return (a) < (b) ? -1 : 1

static int by_subject(const void *pa, const void *pb)
{
    const row *a = pa, *b = pb;
    COMPARE(a->subject, b->subject);
    COMPARE(a->left_out, b->left_out);
    COMPARE(a->fold, b->fold);
    COMPARE(a->order, b->order);
    COMPARE(a->other, b->other);
    return 0;
}

/* Which to keep when not all fit: dated ties first, then those to the best connected. */
static int by_weight(const void *pa, const void *pb)
{
    const row *a = pa, *b = pb;
    COMPARE(b->dated, a->dated);
    COMPARE(b->reach, a->reach);
    COMPARE(a->order, b->order);
    COMPARE(a->other, b->other);
    return 0;
}

static ent_status collect(wings *it, ent_error *err)
{
    const ent_i_diagram *diagram = it->diagram;
    ENT_I_TRY(ENT_I_ZEROED(it->rows, diagram->line_count, err));
    for (uint32_t i = 0; i < diagram->line_count; i++) {
        const ent_i_line *line = &diagram->lines[i];
        if (line->from != it->ego && line->to != it->ego)
            continue;
        uint32_t other = line->from == it->ego ? line->to : line->from;
        it->rows[it->row_count++] =
            (row){ i, other, line->subject, line->fold, line->order, line->since != NULL,
                   diagram->entities[other].reach, false };
    }
    return ENT_OK;
}

static void make_groups(wings *it)
{
    qsort(it->rows, it->row_count, sizeof *it->rows, by_subject);
    it->group_count = 0;
    for (size_t i = 0; i < it->row_count; i++) {
        if (i == 0 || it->rows[i].subject != it->rows[i - 1].subject)
            it->groups[it->group_count++] = (group){ .subject = it->rows[i].subject, .first = i };
        group *last = &it->groups[it->group_count - 1];
        last->count++;
        last->shown += !it->rows[i].left_out;
    }
    size_t kept = 0;
    for (size_t g = 0; g < it->group_count; g++) {
        if (it->groups[g].shown > 0)
            it->groups[kept++] = it->groups[g];
    }
    it->group_count = kept;
}

static size_t side_height(const wings *it, int side)
{
    size_t rows = 0;
    for (size_t g = 0; g < it->group_count; g++)
        rows += it->groups[g].side == side ? it->groups[g].shown + 1 : 0;
    return rows;
}

/* Groups to sides so that both are about as high; a group is split only when that saves three rows. */
static void balance(wings *it)
{
    size_t best = SIZE_MAX, choice = 0, total = 0;
    for (size_t g = 0; g < it->group_count; g++)
        total += it->groups[g].shown + 1;
    /* The first group stands on the left. */
    for (size_t set = 0; set < (size_t)1 << it->group_count; set += 2) {
        for (size_t g = 0; g < it->group_count; g++)
            it->groups[g].side = (set >> g) & 1;
        size_t left = side_height(it, 0), right = side_height(it, 1), higher = left > right ? left : right;
        if (higher < best) {
            best = higher;
            choice = set;
        }
    }
    for (size_t g = 0; g < it->group_count; g++)
        it->groups[g].side = (choice >> g) & 1;
    size_t half = (total + 2) / 2;
    if (it->group_count == 0 || it->group_count > ENT_SUBJECT_COUNT || best < half + 3)
        return;
    size_t rows = 0, g = 0;
    while (rows + it->groups[g].shown + 1 <= half) {
        it->groups[g].side = 0;
        rows += it->groups[g++].shown + 1;
    }
    size_t here = half - rows > 1 ? half - rows - 1 : 0;
    for (size_t i = g; i < it->group_count; i++)
        it->groups[i].side = 1;
    if (here < 2 || it->groups[g].shown < here + 2)
        return;
    memmove(&it->groups[g + 1], &it->groups[g], (it->group_count - g) * sizeof *it->groups);
    it->group_count++;
    it->groups[g].side = 0;
    it->groups[g].shown = here;
    it->groups[g + 1].first += here;
    it->groups[g + 1].shown -= here;
}

static size_t higher_side(wings *it)
{
    make_groups(it);
    balance(it);
    size_t left = side_height(it, 0), right = side_height(it, 1);
    return left > right ? left : right;
}

/* How many of each subject to keep when there is room for `total`: one at least, the rest in proportion. */
static void make_quotas(const size_t counts[ENT_SUBJECT_COUNT], size_t total, size_t ret[ENT_SUBJECT_COUNT])
{
    size_t all = 0, kept = 0;
    for (int s = 0; s < ENT_SUBJECT_COUNT; s++) {
        all += counts[s];
        ret[s] = counts[s] > 0;
        kept += ret[s];
    }
    while (kept < total && kept < all) {
        int next = -1;
        for (int s = 0; s < ENT_SUBJECT_COUNT; s++) {
            /* The subject that is farthest behind its share: least ret / counts. */
            if (ret[s] < counts[s] && (next < 0 || ret[s] * counts[next] < ret[next] * counts[s]))
                next = s;
        }
        ret[next]++;
        kept++;
    }
}

/* Keep `total` rows that have not ended: of each subject the first in the order given. */
static void keep(wings *it, const row *order, size_t total)
{
    size_t counts[ENT_SUBJECT_COUNT] = { 0 }, quotas[ENT_SUBJECT_COUNT], taken[ENT_SUBJECT_COUNT] = { 0 };
    for (size_t i = 0; i < it->row_count; i++)
        counts[order[i].subject] += order[i].fold != ENT_FOLD_ENDED;
    make_quotas(counts, total, quotas);
    it->left_out = 0;
    for (size_t i = 0; i < it->row_count; i++) {
        it->rows[i] = order[i];
        bool ended = order[i].fold == ENT_FOLD_ENDED;
        it->rows[i].left_out = ended || taken[order[i].subject] >= quotas[order[i].subject];
        taken[order[i].subject] += !it->rows[i].left_out;
        it->left_out += !ended && it->rows[i].left_out;
    }
}

/* Leave out what does not fit: ended ties first, then undated ones and those to the less connected. */
static ent_status choose(wings *it, ent_error *err)
{
    size_t most = (size_t)floor((it->area.bottom - it->area.top) / LEAST_PITCH);
    if (higher_side(it) <= most)
        return ENT_OK;
    ENT_I_AUTOFREE row *order = NULL;
    ENT_I_TRY(ENT_I_ZEROED(order, it->row_count, err));
    memcpy(order, it->rows, it->row_count * sizeof *order);
    qsort(order, it->row_count, sizeof *order, by_weight);
    for (size_t i = 0; i < it->row_count; i++)
        it->ended_out += order[i].fold == ENT_FOLD_ENDED;
    size_t total = it->row_count - it->ended_out;
    if (total > 2 * most)
        total = 2 * most;
    for (; total > 0; total--) {
        keep(it, order, total);
        if (higher_side(it) <= most)
            return ENT_OK;
    }
    return ENT_DONE;
}

static const char *year_text(ent_i_scene *scene, const ent_i_line *line)
{
    if (line->fold == ENT_FOLD_ENDED && line->until != NULL && scene->preset->width < 1000)
        return ent_i_scene_printf(scene, "\xE2\x80\x93%s", line->until);
    if (line->fold == ENT_FOLD_ENDED)
        return ent_i_scene_text(scene, ent_i_line_when(&scene->arena, line));
    return line->since != NULL ? line->since : "n.d.";
}

static ent_i_placed measure_row(wings *it, const row *what, double room)
{
    ent_i_scene *scene = it->scene;
    const ent_i_entity *other = &it->diagram->entities[what->other];
    ent_i_placed chip = { .entity = what->other, .size = it->size };
    chip.fold = other->fold >= 0                   ? (ent_fold)other->fold
                : other->class_ == ENT_CLASS_STATE ? ENT_FOLD_IN_FORCE
                                                   : what->fold;
    double year = ent_i_text_width(year_text(scene, &it->diagram->lines[what->line]), 18, false) + 12;
    double label = fmin((room - year) / 1.16, room - year - 2 * ent_i_shape_pad(other->class_));
    ent_i_scene_measure(scene, &chip, fmax(60, label), 1);
    chip.box.w = fmax(chip.box.w, 64);
    chip.box.h = it->pitch - 6 < 40 ? it->pitch - 5 : 40;
    return chip;
}

static void measure(wings *it)
{
    size_t left = side_height(it, 0), right = side_height(it, 1), rows = left > right ? left : right;
    it->pitch = fmin(MOST_PITCH, (it->area.bottom - it->area.top) / (double)(rows > 0 ? rows : 1));
    it->size = it->pitch >= 45 ? 22 : it->pitch >= 36 ? 20 : 18;
    double width = it->area.right - it->area.left, ego = it->centre.box.w;
    double most = (width - ego) / 2 - (width > 1000 ? 220 : LEAST_CURVE), need = 0;
    for (size_t i = 0; i < it->row_count; i++) {
        if (it->rows[i].left_out)
            continue;
        ent_i_placed chip = measure_row(it, &it->rows[i], most);
        const char *year = year_text(it->scene, &it->diagram->lines[it->rows[i].line]);
        need = fmax(need, chip.box.w + 12 + ent_i_text_width(year, 18, false));
    }
    double room = fmin(most, fmax(need, fmin(366, most)));
    it->edges[0] = it->area.left + room;
    it->edges[1] = it->area.right - room;
}

/* --- drawing ------------------------------------------------------------------------------------ */

static void draw_row(wings *it, const row *what, int side, double y, double start)
{
    ent_i_scene *scene = it->scene;
    const ent_i_line *line = &it->diagram->lines[what->line];
    double edge = it->edges[side], out = side == 0 ? -1 : 1;
    ent_i_placed chip = measure_row(it, what, fabs(edge - (side == 0 ? it->area.left : it->area.right)));
    chip.box.x = edge + out * chip.box.w / 2;
    chip.box.y = y;
    ent_i_scene_node(scene, &chip);
    ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_LABELS,
                                                 .x = edge + out * (chip.box.w + 12),
                                                 .y = y + 6.5,
                                                 .size = 18,
                                                 .anchor = side == 0 ? 1 : -1,
                                                 .fill = scene->theme->muted,
                                                 .text = year_text(scene, line) });
    double from = it->centre.box.x + out * (it->centre.box.w / 2 + 4), to = edge - out * 5, middle = (from + to) / 2;
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    ent_i_path_move(&path, from, start);
    ent_i_path_cubic(&path, (ent_i_point){ middle, start }, (ent_i_point){ middle, y }, (ent_i_point){ to, y });
    bool ended = line->fold == ENT_FOLD_ENDED;
    ent_i_scene_stroke(scene,
                       &(ent_i_stroke){ .line = what->line,
                                        .path = ent_i_scene_take(scene, &path),
                                        .width = 2.6,
                                        .color = ended ? scene->theme->ended : scene->theme->subjects[line->subject],
                                        .dash = ent_i_dash(line->fold) });
    ent_i_buffer_clear(&path);
}

static void draw_heading(wings *it, const group *what, bool again, double y)
{
    static const char *const names[ENT_SUBJECT_COUNT] = { "Diplomacy", "Defence", "Energy", "Trade",
                                                          "Transport", "Science", "People", "Other" };
    ent_i_scene *scene = it->scene;
    const char *text;
    if (again)
        text = ent_i_scene_printf(scene, "%s, continued", names[what->subject]);
    else {
        size_t shown = 0;
        for (size_t i = 0; i < it->row_count; i++)
            shown += it->rows[i].subject == what->subject && !it->rows[i].left_out;
        text = shown == what->count
                   ? ent_i_scene_printf(scene, "%s \xC2\xB7 %zu", names[what->subject], shown)
                   : ent_i_scene_printf(scene, "%s \xC2\xB7 %zu of %zu", names[what->subject], shown, what->count);
    }
    ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_LABELS,
                                                 .x = it->edges[what->side],
                                                 .y = y + 7,
                                                 .size = 20,
                                                 .anchor = what->side == 0 ? 1 : -1,
                                                 .bold = true,
                                                 .class_ = "heading",
                                                 .fill = scene->theme->headings[what->subject],
                                                 .text = text });
}

static void draw_side(wings *it, int side)
{
    size_t rows = side_height(it, side), lines = 0, drawn = 0;
    for (size_t g = 0; g < it->group_count; g++)
        lines += it->groups[g].side == side ? it->groups[g].shown : 0;
    double y = (it->area.top + it->area.bottom - (double)rows * it->pitch) / 2 + it->pitch / 2;
    double spread = fmin(0.66 * it->centre.box.h, 7.0 * (double)lines);
    for (size_t g = 0; g < it->group_count; g++) {
        const group *what = &it->groups[g];
        if (what->side != side)
            continue;
        draw_heading(it, what, g > 0 && it->groups[g - 1].subject == what->subject, y);
        y += it->pitch;
        for (size_t i = 0; i < what->shown; i++, y += it->pitch, drawn++) {
            double share = lines > 1 ? (double)drawn / (double)(lines - 1) - 0.5 : 0;
            draw_row(it, &it->rows[what->first + i], side, y, it->centre.box.y + share * spread);
        }
    }
}

static void describe(wings *it)
{
    ent_i_scene *scene = it->scene;
    const char *name = it->diagram->entities[it->ego].label, *whose = ent_i_possessive(scene, name);
    const char *date = ent_i_frame_date(scene);
    ent_i_counts own = ent_i_frame_count(scene, false);
    size_t out = it->left_out + it->ended_out;
    scene->partial = out > 0;
    const char *what = own.ties == own.lines ? "direct ties" : "neighbours";
    if (out > 0)
        scene->title = ent_i_scene_printf(scene, "%zu of %s %zu %s%s", own.lines, whose, it->row_count, what, date);
    else
        scene->title = ent_i_scene_printf(scene, "%s %zu %s%s", whose, own.lines, what, date);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    if (own.ties > own.lines)
        ent_i_buffer_printf(&text, "By subject and year: %zu ties on %zu lines (%s).", own.ties, own.lines,
                            ent_i_frame_folds(scene, &own));
    else
        ent_i_buffer_printf(&text, "By subject and year: %s.", ent_i_frame_folds(scene, &own));
    if (it->ended_out > 0)
        ent_i_buffer_printf(&text, " Left out: %zu ended%s", it->ended_out, it->left_out > 0 ? "" : ".");
    if (it->left_out > 0)
        ent_i_buffer_printf(&text, "%s%zu, the undated and the less connected.",
                            it->ended_out > 0 ? " and " : " Left out: ", it->left_out);
    if (own.undated > 0)
        ent_i_buffer_text(&text, " n.d.: date unknown.");
    scene->subtitle = ent_i_scene_take(scene, &text);
    ent_i_buffer_clear(&text);
    scene->note = ent_i_layout_note(scene, "");
}

static ent_status draw(wings *it, ent_error *err)
{
    ent_i_scene *scene = it->scene;
    it->area = ent_i_frame_area(scene);
    ENT_I_TRY(collect(it, err));
    ent_status fits = choose(it, err);
    if (fits != ENT_OK)
        return fits;
    double width = scene->preset->width, size = width >= 1400 ? 38 : width >= 1000 ? 32 : 26;
    it->centre = (ent_i_placed){
        .entity = it->ego, .size = size, .bold = true, .fold = ent_i_entity_fold(it->diagram, it->ego)
    };
    ent_i_scene_measure(scene, &it->centre, (width < 1000 ? 4 : 7) * size, 2);
    it->centre.box = (ent_i_box){ (it->area.left + it->area.right) / 2, (it->area.top + it->area.bottom) / 2,
                                  it->centre.box.w + size, it->centre.box.h + 1.5 * size };
    measure(it);
    if (it->edges[0] + LEAST_CURVE / 2 > it->centre.box.x - it->centre.box.w / 2)
        return ENT_DONE;
    draw_side(it, 0);
    draw_side(it, 1);
    ent_i_scene_node(scene, &it->centre);
    describe(it);
    return ENT_OK;
}

ent_status ent_i_layout_wings(ent_i_scene *scene, ent_error *err)
{
    wings it = { .scene = scene, .diagram = scene->diagram, .ego = find_ego(scene->diagram) };
    ent_status status = draw(&it, err);
    free(it.rows);
    return status;
}
