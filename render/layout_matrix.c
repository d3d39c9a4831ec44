/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The matrix: a row for each thing, a column for each asked node and for the others that share most of the
 * things. A pill with a year is a tie, a dot is none, a bar joins asked neighbours that are both in. */
#include "render/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/text.h"

#define LEAST_PITCH 32.0 /* of rows */
#define MOST_PITCH 60.0
#define LEAST_COLUMN 84.0
#define WANTED_COLUMN 117.0
#define MOST_COLUMN 150.0
#define LABEL_ROOM 340.0

typedef struct matrix {
    ent_i_scene *scene;
    const ent_i_diagram *diagram;
    uint32_t *rows, *columns; /* entities */
    size_t row_total, row_count, column_count, asked, all, all_total;
    size_t other_total;                         /* others with a tie in force to a row */
    size_t *held;                               /* by row: asked nodes with a tie in force */
    uint32_t *row_of, *column_of;               /* by entity; UINT32_MAX: none */
    uint32_t *cells;                            /* line of (row, column), or UINT32_MAX */
    double top, pitch, size, left, first, step; /* of rows; first: x of the first column */
    bool marks;                                 /* the things are of several classes */
    bool any_year;
} matrix;

static uint32_t *cell(const matrix *it, size_t row, size_t column)
{
    return &it->cells[row * it->column_count + column];
}

typedef struct ranked {
    uint32_t rank, entity;
} ranked;

static int by_rank(const void *pa, const void *pb)
{
    const ranked *a = pa, *b = pb;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->entity < b->entity ? -1 : a->entity > b->entity;
}

/* Entities of a role in the order of the answer. */
static ent_status by_role(const ent_i_diagram *diagram, ent_i_role role, uint32_t **ret, size_t *ret_count,
                          ent_error *err)
{
    ENT_I_AUTOFREE ranked *order = NULL;
    uint32_t *found = NULL;
    size_t count = 0;
    ENT_I_TRY(ENT_I_ZEROED(order, diagram->entity_count, err));
    ENT_I_TRY(ENT_I_ZEROED(found, diagram->entity_count, err));
    for (uint32_t i = 0; i < diagram->entity_count; i++) {
        if (diagram->entities[i].role == role)
            order[count++] = (ranked){ diagram->entities[i].rank, i };
    }
    qsort(order, count, sizeof *order, by_rank);
    for (size_t i = 0; i < count; i++)
        found[i] = order[i].entity;
    *ret = found;
    *ret_count = count;
    return ENT_OK;
}

/* Each entity's place in a list, UINT32_MAX where it is not in it. */
static ent_status index_list(const matrix *it, const uint32_t *list, size_t count, uint32_t **ret, ent_error *err)
{
    uint32_t *index = *ret;
    if (index == NULL)
        ENT_I_TRY(ENT_I_ZEROED(index, it->diagram->entity_count, err));
    memset(index, 0xFF, it->diagram->entity_count * sizeof *index);
    for (size_t i = 0; i < count; i++)
        index[list[i]] = (uint32_t)i;
    *ret = index;
    return ENT_OK;
}

/* The row that a line belongs to, and the entity at its other end; UINT32_MAX: none. */
static uint32_t row_of_line(const matrix *it, const ent_i_line *line, uint32_t *ret_node)
{
    uint32_t row = it->row_of[line->to];
    *ret_node = line->from;
    if (row == UINT32_MAX) {
        row = it->row_of[line->from];
        *ret_node = line->to;
    }
    return row;
}

typedef struct sharer {
    uint32_t entity;
    size_t share;
} sharer;

static int by_share(const void *pa, const void *pb)
{
    const sharer *a = pa, *b = pb;
    if (a->share != b->share)
        return a->share > b->share ? -1 : 1;
    return a->entity < b->entity ? -1 : a->entity > b->entity;
}

/* The others that share most rows, as many as there is room for. */
static ent_status choose_others(matrix *it, size_t room, ent_error *err)
{
    ENT_I_AUTOFREE uint32_t *others = NULL;
    ENT_I_AUTOFREE sharer *sharers = NULL;
    ENT_I_AUTOFREE size_t *shares = NULL;
    size_t count, kept = 0;
    ENT_I_TRY(by_role(it->diagram, ENT_I_OTHER, &others, &count, err));
    ENT_I_TRY(ENT_I_ZEROED(sharers, count, err));
    ENT_I_TRY(ENT_I_ZEROED(shares, it->diagram->entity_count, err));
    for (size_t i = 0; i < it->diagram->line_count; i++) {
        const ent_i_line *line = &it->diagram->lines[i];
        uint32_t node, row = row_of_line(it, line, &node);
        shares[node] += row < it->row_count && line->fold == ENT_FOLD_IN_FORCE;
    }
    size_t least = it->row_count > 3 ? 2 : 1;
    for (size_t i = 0; i < count; i++) {
        it->other_total += shares[others[i]] > 0;
        if (shares[others[i]] >= least)
            sharers[kept++] = (sharer){ others[i], shares[others[i]] };
    }
    qsort(sharers, kept, sizeof *sharers, by_share);
    uint32_t *columns = realloc(it->columns, (it->asked + room + 1) * sizeof *columns);
    if (columns == NULL)
        return ent_i_nomem(err);
    it->columns = columns;
    for (size_t i = 0; i < kept && i < room; i++)
        it->columns[it->column_count++] = sharers[i].entity;
    return ENT_OK;
}

static ent_status fill_cells(matrix *it, ent_error *err)
{
    ENT_I_TRY(index_list(it, it->columns, it->column_count, &it->column_of, err));
    ENT_I_TRY(ENT_I_ZEROED(it->cells, it->row_count * it->column_count, err));
    memset(it->cells, 0xFF, it->row_count * it->column_count * sizeof *it->cells);
    for (uint32_t i = 0; i < it->diagram->line_count; i++) {
        const ent_i_line *line = &it->diagram->lines[i];
        uint32_t node, row = row_of_line(it, line, &node);
        if (row >= it->row_count || it->column_of[node] == UINT32_MAX)
            continue;
        *cell(it, row, it->column_of[node]) = i;
        it->any_year = it->any_year || line->since != NULL;
    }
    return ENT_OK;
}

static ent_status count_rows(matrix *it, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(it->held, it->row_total, err));
    ENT_I_TRY(index_list(it, it->rows, it->row_total, &it->row_of, err));
    for (size_t i = 0; i < it->diagram->line_count; i++) {
        const ent_i_line *line = &it->diagram->lines[i];
        uint32_t node, row = row_of_line(it, line, &node);
        if (row != UINT32_MAX && it->diagram->entities[node].role == ENT_I_ASKED)
            it->held[row] += line->fold == ENT_FOLD_IN_FORCE;
    }
    /* Those that hold all come first, whatever else the answer puts first; otherwise its order stays. */
    for (size_t i = 0; i < it->row_total; i++) {
        if (it->held[i] != it->asked)
            continue;
        uint32_t row = it->rows[i];
        size_t at = it->all_total++;
        memmove(&it->rows[at + 1], &it->rows[at], (i - at) * sizeof *it->rows);
        memmove(&it->held[at + 1], &it->held[at], (i - at) * sizeof *it->held);
        it->rows[at] = row;
        it->held[at] = it->asked;
    }
    return index_list(it, it->rows, it->row_total, &it->row_of, err);
}

/* Heights and widths; ENT_DONE when the asked nodes alone do not fit. */
static ent_status measure(matrix *it, ent_error *err)
{
    ent_i_area area = ent_i_frame_area(it->scene);
    double head = 60;
    size_t most = (size_t)fmax(1, floor((area.bottom - area.top - head) / LEAST_PITCH));
    it->row_count = it->row_total;
    if (it->row_count > most)
        it->row_count = it->all_total > 0 && it->all_total < most ? it->all_total : most;
    it->pitch = fmin(MOST_PITCH, (area.bottom - area.top - head) / (double)(it->row_count > 0 ? it->row_count : 1));
    it->size = it->pitch >= 56 ? 24 : it->pitch >= 46 ? 22 : it->pitch >= 36 ? 20 : 18;
    it->top = area.top + head;
    it->left = area.left;
    double label = 120, total = area.right - area.left;
    for (size_t i = 0; i < it->row_count; i++) {
        const ent_i_entity *row = &it->diagram->entities[it->rows[i]];
        it->marks = it->marks || row->class_ != it->diagram->entities[it->rows[0]].class_;
        label = fmax(label, ent_i_text_width(row->label, it->size, it->held[i] == it->asked));
    }
    label = fmin(label, fmin(LABEL_ROOM, 0.42 * total)) + (it->marks ? 44 : 0) + 24;
    double room = total - label;
    if ((double)it->asked * LEAST_COLUMN > room)
        return ENT_DONE;
    size_t columns = (size_t)floor(room / WANTED_COLUMN);
    ENT_I_TRY(choose_others(it, columns > it->asked ? columns - it->asked : 0, err));
    it->step = fmin(MOST_COLUMN, room / (double)it->column_count);
    it->first = area.left + label + it->step / 2;
    return ENT_OK;
}

static double column_x(const matrix *it, size_t column)
{
    return it->first + it->step * (double)column;
}

static double row_y(const matrix *it, size_t row)
{
    return it->top + it->pitch * ((double)row + 0.5);
}

static void draw_ground(matrix *it)
{
    ent_i_scene *scene = it->scene;
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    double right = column_x(it, it->column_count - 1) + it->step / 2;
    if (it->all > 0) {
        double w = it->step * (double)it->asked, h = it->pitch * (double)it->all;
        ent_i_shape_path(&path, ENT_CLASS_FORUM,
                         (ent_i_box){ it->first - it->step / 2 + w / 2, it->top + h / 2, w, h });
        ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_REGIONS,
                                               .path = ent_i_scene_take(scene, &path),
                                               .fill = scene->theme->panel });
    }
    for (size_t i = 0; i < it->row_count; i++) {
        double y = it->top + it->pitch * (double)(i + 1);
        ent_i_path_move(&path, it->left, y);
        ent_i_path_line(&path, right, y);
    }
    if (it->row_count > 0)
        ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_REGIONS,
                                               .path = ent_i_scene_take(scene, &path),
                                               .color = scene->theme->rule,
                                               .width = 1.5 });
    ent_i_buffer_clear(&path);
}

static bool in_force(const matrix *it, size_t row, size_t column)
{
    uint32_t line = *cell(it, row, column);
    return line != UINT32_MAX && it->diagram->lines[line].fold == ENT_FOLD_IN_FORCE;
}

static void draw_bars(matrix *it, size_t row)
{
    ent_i_scene *scene = it->scene;
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    for (size_t c = 0; c + 1 < it->asked; c++) {
        if (!in_force(it, row, c) || !in_force(it, row, c + 1))
            continue;
        ent_i_path_move(&path, column_x(it, c) + 20, row_y(it, row));
        ent_i_path_line(&path, column_x(it, c + 1) - 20, row_y(it, row));
    }
    if (path.length > 0 || path.failed)
        ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_REGIONS,
                                               .path = ent_i_scene_take(scene, &path),
                                               .color = scene->theme->pill,
                                               .width = 4 });
    ent_i_buffer_clear(&path);
}

static const char *pill_text(const matrix *it, const ent_i_line *line)
{
    if (line->fold == ENT_FOLD_PLANNED)
        return line->word;
    if (line->fold == ENT_FOLD_ENDED)
        return line->until != NULL ? ent_i_scene_printf(it->scene, "\xE2\x80\x93%s", line->until) : line->word;
    return line->since != NULL ? line->since : it->any_year ? "n.d." : "yes";
}

static void draw_cell(matrix *it, size_t row, size_t column)
{
    ent_i_scene *scene = it->scene;
    const ent_i_theme *theme = scene->theme;
    double x = column_x(it, column), y = row_y(it, row), size = it->pitch >= 46 ? 20 : 18;
    uint32_t index = *cell(it, row, column);
    bool asked = column < it->asked;
    if (index == UINT32_MAX) {
        ent_i_scene_mark(scene,
                         &(ent_i_mark){ .layer = ENT_I_REGIONS, .fill = theme->soft, .at = { x, y }, .radius = 3 });
        return;
    }
    const ent_i_line *line = &it->diagram->lines[index];
    const char *fill = asked ? theme->pill : theme->other_pill;
    ent_i_stroke stroke = { .line = index,
                            .fill = fill,
                            .color = fill,
                            .width = 2,
                            .size = size,
                            .text_fill = asked ? theme->pill_text : theme->other_pill_text,
                            .text_bold = asked };
    if (line->fold != ENT_FOLD_IN_FORCE) {
        bool planned = line->fold == ENT_FOLD_PLANNED;
        stroke.fill = planned ? theme->canvas : theme->panel;
        stroke.color = planned ? fill : theme->ended;
        stroke.dash = planned ? "7 5" : NULL;
        stroke.text_fill = planned ? theme->ink : theme->muted;
        stroke.text_bold = false;
        stroke.size = 18;
    }
    double room = it->step - 22;
    stroke.text = ent_i_scene_text(
        scene, ent_i_text_cut(&scene->arena, pill_text(it, line), room, stroke.size, stroke.text_bold));
    double width = fmax(64, ent_i_text_width(stroke.text, stroke.size, stroke.text_bold) + 18);
    double height = fmin(32, it->pitch - 6);
    stroke.at = (ent_i_point){ x, y + 0.35 * stroke.size };
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    ent_i_shape_path(&path, ENT_CLASS_STATE, (ent_i_box){ x, y, width, height });
    stroke.path = ent_i_scene_take(scene, &path);
    ent_i_buffer_clear(&path);
    ent_i_scene_stroke(scene, &stroke);
}

static void draw_row_label(matrix *it, size_t row)
{
    ent_i_scene *scene = it->scene;
    uint32_t entity = it->rows[row];
    ent_class class_ = it->diagram->entities[entity].class_;
    bool bold = it->held[row] == it->asked;
    double start = it->left, y = row_y(it, row), end = it->first - it->step / 2 - 12;
    if (it->marks) {
        ent_i_paint paint = scene->theme->classes[class_];
        ent_i_buffer path = ENT_I_BUFFER_INIT;
        ent_i_shape_path(&path, class_, (ent_i_box){ start + 16, y, 32, 20 });
        ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_REGIONS,
                                               .path = ent_i_scene_take(scene, &path),
                                               .fill = paint.fill,
                                               .color = paint.outline,
                                               .width = 2 });
        if (scene->theme->double_forums && class_ == ENT_CLASS_FORUM) {
            ent_i_shape_path(&path, class_, (ent_i_box){ start + 16, y, 25, 13 });
            ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_REGIONS,
                                                   .path = ent_i_scene_take(scene, &path),
                                                   .color = paint.outline,
                                                   .width = 1.2 });
        }
        ent_i_buffer_clear(&path);
        start += 44;
    }
    const char *text = ent_i_text_cut(&scene->arena, it->diagram->entities[entity].label, end - start, it->size, bold);
    ent_i_placed label = { .entity = entity,
                           .box = { (start + end) / 2, y, end - start, 1.18 * it->size },
                           .lines = { ent_i_scene_text(scene, text), NULL },
                           .line_count = 1,
                           .size = it->size,
                           .bold = bold,
                           .bare = true,
                           .anchor = -1 };
    ent_i_scene_node(scene, &label);
}

static void draw_column_label(matrix *it, size_t column)
{
    ent_i_scene *scene = it->scene;
    uint32_t entity = it->columns[column];
    ent_i_placed label = { .entity = entity, .size = 20, .bold = column < it->asked, .bare = true };
    const char *text = it->diagram->entities[entity].label;
    if (ent_i_text_width(text, 20, label.bold) > it->step - 6 && strchr(text, ' ') == NULL)
        label.size = 18;
    label.line_count = ent_i_text_wrap(&scene->arena, text, it->step - 6, label.size, label.bold, label.lines);
    scene->failed = scene->failed || label.line_count == 0;
    double height = 1.18 * label.size * label.line_count;
    label.box = (ent_i_box){ column_x(it, column), it->top - 10 - height / 2, it->step - 4, height };
    ent_i_scene_node(scene, &label);
}

/* --- words -------------------------------------------------------------------------------------- */

static const char *number_word(size_t number)
{
    static const char *const words[] = {
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
    };
    return number < sizeof words / sizeof *words ? words[number] : "all";
}

static void make_title(matrix *it)
{
    ent_i_scene *scene = it->scene;
    const ent_i_diagram *diagram = it->diagram;
    const char *asked = ent_i_frame_asked(scene, 5), *date = ent_i_frame_date(scene);
    const char *verb = diagram->members ? "hold" : "join", *s = diagram->members ? "holds" : "joins";
    const char *together = diagram->members ? " together" : "";
    if (it->all_total == 0) {
        scene->title = ent_i_scene_printf(scene, "No %s %s %s%s%s", diagram->thing, s, asked, together, date);
        return;
    }
    const char *count = it->all_total == 1 ? ent_i_scene_printf(scene, "1 %s", diagram->thing)
                                           : ent_i_scene_printf(scene, "%zu %s", it->all_total, diagram->things);
    if (it->all < it->all_total)
        count = ent_i_scene_printf(scene, "%zu of the %zu %s that", it->all, it->all_total, diagram->things);
    else if (it->all < it->row_count)
        count = ent_i_scene_printf(scene, "%zu of %zu %s", it->all, it->row_count, diagram->things);
    scene->title =
        ent_i_scene_printf(scene, "%s %s %s%s%s", count, it->all_total == 1 ? s : verb, asked, together, date);
}

static void make_subtitle(matrix *it)
{
    ent_i_scene *scene = it->scene;
    const ent_i_diagram *diagram = it->diagram;
    ent_i_counts counts = ent_i_frame_count(scene, false);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    const char *verb = diagram->members ? "hold" : "join";
    size_t partly = it->row_total - it->all_total;
    if (it->any_year)
        ent_i_buffer_printf(&text, "Years: %s since%s. ", diagram->members ? "member" : "tied",
                            counts.undated > 0 ? "; n.d.: date unknown" : "");
    if (it->row_count > it->all && it->all > 0 && it->asked == 2)
        ent_i_buffer_printf(&text, "First the %s that %s both, then those that not yet do. ", diagram->things, verb);
    else if (it->row_count > it->all && it->all > 0)
        ent_i_buffer_printf(&text, "First the %s that %s all %s, then those that %s %s. ", diagram->things, verb,
                            number_word(it->asked), verb, it->asked > 3 ? "at least two" : "two");
    else if (it->row_count == it->all && partly > 0)
        ent_i_buffer_printf(&text, "%zu more %s some of them. ", partly, verb);
    if (it->all < it->all_total)
        ent_i_buffer_text(&text, "Drawn: the smallest. ");
    else if (it->row_count < it->row_total && it->row_count > it->all)
        ent_i_buffer_printf(&text, "%zu more left out. ", it->row_total - it->row_count);
    size_t others = it->column_count - it->asked;
    /* Of the asked ones' class only: the African Union is in the G20, but no state. */
    const char *share = diagram->members ? "other members like them" : "others like them";
    if (others == 0 && it->other_total > 0)
        ent_i_buffer_printf(&text, "Not drawn: %zu %s. ", it->other_total, share);
    else if (others < it->other_total)
        ent_i_buffer_printf(&text, "Drawn: %zu of %zu %s. ", others, it->other_total, share);
    if (it->row_total == 0)
        ent_i_buffer_text(&text, "Nothing ties two of them under the filters given. ");
    scene->partial = it->row_count < it->row_total;
    if (text.length > 0)
        text.data[--text.length] = '\0';
    scene->subtitle = ent_i_scene_take(scene, &text);
    ent_i_buffer_clear(&text);
    scene->note = ent_i_layout_note(scene, "");
}

static ent_status draw(matrix *it, ent_error *err)
{
    ENT_I_TRY(by_role(it->diagram, ENT_I_ASKED, &it->columns, &it->asked, err));
    ENT_I_TRY(by_role(it->diagram, ENT_I_THING, &it->rows, &it->row_total, err));
    it->column_count = it->asked;
    ENT_I_TRY(count_rows(it, err));
    ent_status fits = measure(it, err);
    if (fits != ENT_OK)
        return fits;
    for (size_t i = 0; i < it->row_count; i++)
        it->all += it->held[i] == it->asked;
    ENT_I_TRY(fill_cells(it, err));
    if (it->column_count > 0)
        draw_ground(it);
    for (size_t r = 0; r < it->row_count; r++) {
        draw_bars(it, r);
        draw_row_label(it, r);
        for (size_t c = 0; c < it->column_count; c++)
            draw_cell(it, r, c);
    }
    for (size_t c = 0; c < it->column_count; c++)
        draw_column_label(it, c);
    make_title(it);
    make_subtitle(it);
    return ENT_OK;
}

ent_status ent_i_layout_matrix(ent_i_scene *scene, ent_error *err)
{
    matrix it = { .scene = scene, .diagram = scene->diagram };
    scene->signs = ENT_I_SIGNS_PILLS;
    ent_status status = draw(&it, err);
    free(it.rows);
    free(it.columns);
    free(it.held);
    free(it.cells);
    free(it.row_of);
    free(it.column_of);
    return status;
}
