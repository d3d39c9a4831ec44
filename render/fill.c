/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/fill.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/view/view.h"
#include "graph/base/array.h"
#include "graph/base/buffer.h"

#define FEW_SOURCES 8 /* of one tie */

static ent_status copy_text(ent_i_diagram *diagram, const char *text, const char **ret, ent_error *err)
{
    *ret = ent_i_arena_string(&diagram->arena, text);
    return *ret != NULL ? ENT_OK : ent_i_nomem(err);
}

static ent_status fill_frame(ent_i_fill *fill, ent_error *err)
{
    static const char *const readings[ENT_READINGS] = { "certain", NULL, "possible" };
    ent_i_diagram *diagram = fill->diagram;
    ent_day day = ent_view_day(fill->view);
    char text[ENT_DAY_TEXT], words[ENT_DAY_LONG_TEXT];
    diagram->thing = "thing";
    diagram->things = "things";
    diagram->hops = 1;
    if (fill->view->some_statuses) {
        ent_i_buffer statuses = ENT_I_BUFFER_INIT;
        ent_i_view_statuses(fill->view, &statuses);
        ent_status status = ent_i_buffer_status(&statuses, err);
        if (status == ENT_OK)
            status = copy_text(diagram, ent_i_buffer_string(&statuses), &diagram->statuses, err);
        ent_i_buffer_clear(&statuses);
        ENT_I_TRY(status);
    }
    if (ent_view_all_dates(fill->view))
        return ENT_OK;
    diagram->reading = readings[ent_view_reading(fill->view)];
    ENT_I_TRY(copy_text(diagram, ent_day_format(day, text), &diagram->as_of, err));
    return copy_text(diagram, ent_day_format_long(day, words), &diagram->as_of_long, err);
}

ent_status ent_i_fill_init(ent_i_fill *fill, ent_i_diagram *diagram, const ent_view *view, ent_i_question question,
                           ent_error *err)
{
    const ent_graph *graph = ent_view_graph(view);
    size_t count = ent_graph_node_count(graph);
    *fill = (ent_i_fill){ .diagram = diagram, .view = view, .graph = graph };
    ent_i_diagram_init(diagram, question);
    ENT_I_TRY(ENT_I_ZEROED(fill->index, count, err));
    ENT_I_TRY(ENT_I_ZEROED(fill->sources, count, err));
    if (count > 0) {
        memset(fill->index, 0xFF, count * sizeof *fill->index);
        memset(fill->sources, 0xFF, count * sizeof *fill->sources);
    }
    return fill_frame(fill, err);
}

void ent_i_fill_clear(ent_i_fill *fill)
{
    free(fill->index);
    free(fill->sources);
    fill->index = fill->sources = NULL;
}

ent_status ent_i_fill_conclude(ent_i_fill *fill, ent_status status, ent_error *err)
{
    if (status >= 0)
        status = ent_i_diagram_finish(fill->diagram, !fill->diagram->keep_isolates, err);
    if (status < 0)
        ent_i_diagram_clear(fill->diagram);
    ent_i_fill_clear(fill);
    return status;
}

ent_status ent_i_fill_check_size(size_t ties, ent_error *err)
{
    if (ties <= ENT_I_MOST_TIES)
        return ENT_OK;
    return ent_i_fail(err, ENT_ERR_CAPACITY,
                      "%zu ties are more than any drawing holds: draw fewer (--type, --label, --as-of)", ties);
}

ent_status ent_i_fill_node(ent_i_fill *fill, ent_node node, ent_i_role role, uint32_t rank, ent_error *err)
{
    if (fill->index[node] != UINT32_MAX)
        return ENT_OK;
    ent_node_view seen;
    ent_graph_node(fill->graph, node, &seen);
    ent_i_entity entity = { .key = seen.key,
                            .name = seen.name,
                            .label = seen.short_name,
                            .class_ = seen.class_,
                            .fold = -1,
                            .role = role,
                            .rank = rank };
    ent_span span = ent_graph_node_span(fill->graph, node, ent_view_reading(fill->view));
    if (seen.status >= 0)
        entity.fold = ent_tie_status_fold((ent_tie_status)seen.status);
    else if (!ent_view_all_dates(fill->view) && span.until <= ent_view_day(fill->view))
        entity.fold = ENT_FOLD_ENDED; /* it no longer exists */
    ent_hops hops = { NULL, 0, 0 };
    ENT_I_TRY(ent_view_expand(fill->view, &node, 1, ENT_BOTH, &hops, err));
    entity.reach = hops.count;
    ent_hops_clear(&hops);
    return ent_i_diagram_add_entity(fill->diagram, &entity, &fill->index[node], err);
}

/* --- names of sources --------------------------------------------------------------------------- */

/* The last word of one author's name. */
static void put_surname(ent_i_buffer *out, const char *name, size_t length)
{
    while (length > 0 && name[length - 1] == ' ')
        length--;
    size_t start = length;
    while (start > 0 && name[start - 1] != ' ')
        start--;
    ent_i_buffer_add(out, name + start, length - start);
}

/* "Indrani Talukdar and Monish Tourangbam": "Talukdar & Tourangbam"; "Alam, Mohammed": "Alam"; three or
 * more: the first and "et al.". */
static void put_authors(ent_i_buffer *out, const char *author)
{
    const char *comma = strchr(author, ','), *blank = strchr(author, ' ');
    if (comma != NULL && (blank == NULL || blank > comma) && strstr(author, " and ") == NULL) {
        ent_i_buffer_add(out, author, (size_t)(comma - author));
        return;
    }
    const char *starts[3];
    size_t lengths[3], count = 0;
    for (const char *at = author; *at != '\0' && count < 3;) {
        const char *end = strpbrk(at, ",;"), *and = strstr(at, " and ");
        size_t step = 1;
        if (and != NULL && (end == NULL || and < end)) {
            end = and;
            step = 5;
        }
        starts[count] = at;
        lengths[count++] = end != NULL ? (size_t)(end - at) : strlen(at);
        at = end != NULL ? end + step : "";
        at += strspn(at, " ");
    }
    put_surname(out, starts[0], lengths[0]);
    if (count == 2) {
        ent_i_buffer_text(out, " & ");
        put_surname(out, starts[1], lengths[1]);
    } else if (count > 2) {
        ent_i_buffer_text(out, " et al.");
    }
}

/* Author and year where the data has them, else the source's short name. */
static ent_status source_name(ent_i_fill *fill, ent_node source, uint32_t *ret, ent_error *err)
{
    ent_node_view seen;
    ent_graph_node(fill->graph, source, &seen);
    const char *author = ent_graph_source_field(fill->graph, source, "author");
    const char *date = ent_graph_source_field(fill->graph, source, "date");
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    if (author != NULL && author[0] != '\0') {
        put_authors(&text, author);
        if (date != NULL && strspn(date, "0123456789") == 4)
            ent_i_buffer_printf(&text, " %.4s", date);
    } else {
        ent_i_buffer_text(&text, seen.short_name);
    }
    ent_status status = ent_i_buffer_status(&text, err);
    if (status == ENT_OK)
        status = ent_i_diagram_add_source(fill->diagram, ent_i_buffer_string(&text), ret, err);
    ent_i_buffer_clear(&text);
    return status;
}

static ent_status cite(ent_i_fill *fill, ent_tie tie, uint32_t *sources, size_t *ret_count, ent_error *err)
{
    size_t citations = ent_graph_tie_citation_count(fill->graph, tie), count = 0;
    for (size_t i = 0; i < citations && count < FEW_SOURCES; i++) {
        ent_citation_view citation;
        ent_graph_tie_citation(fill->graph, tie, i, &citation);
        uint32_t *known = &fill->sources[citation.source];
        if (*known == UINT32_MAX)
            ENT_I_TRY(source_name(fill, citation.source, known, err));
        bool there = false;
        for (size_t k = 0; k < count; k++)
            there = there || sources[k] == *known;
        if (!there)
            sources[count++] = *known;
    }
    *ret_count = count;
    return ENT_OK;
}

/* --- dates -------------------------------------------------------------------------------------- */

#define YEAR_TEXT 40

/* "2017", "c. 1998", "1998?", "1990s", "500 BC"; NULL without a date. */
static const char *year_text(const ent_bound *bound, char buffer[YEAR_TEXT])
{
    if (bound->kind != ENT_BOUND_DATE || bound->first == ENT_DAY_MIN || bound->last == ENT_DAY_MAX)
        return NULL;
    int64_t first, last;
    int month, day;
    ent_day_to_civil(bound->first, &first, &month, &day);
    ent_day_to_civil(bound->last, &last, &month, &day);
    bool common = first > 0; /* there is no year 0: it is 1 BC */
    bool decade = common && first % 10 == 0 && last == first + 9, century = common && first % 100 == 0 && last == first + 99;
    bool about = (bound->qualifiers & ENT_APPROXIMATE) != 0 || (first != last && !decade && !century);
    snprintf(buffer, YEAR_TEXT, "%s%" PRId64 "%s%s%s", about ? "c. " : "", common ? first : 1 - first,
             common ? "" : " BC", decade || century ? "s" : "", (bound->qualifiers & ENT_UNCERTAIN) != 0 ? "?" : "");
    return buffer;
}

ent_status ent_i_fill_tie(ent_i_fill *fill, ent_tie tie, int fold, const char *word, ent_error *err)
{
    return ent_i_fill_tie_with(fill, tie, fold, word, NULL, NULL, err);
}

ent_status ent_i_fill_tie_with(ent_i_fill *fill, ent_tie tie, int fold, const char *word,
                               void (*more)(ent_i_line *line, const void *context), const void *context, ent_error *err)
{
    ent_tie_view seen;
    ent_type_view type;
    ent_period period;
    char valid[ENT_VALID_TEXT], since[YEAR_TEXT], until[YEAR_TEXT];
    uint32_t sources[FEW_SOURCES];
    ent_graph_tie(fill->graph, tie, &seen);
    ent_graph_type(fill->graph, seen.type, &type);
    ent_graph_tie_period(fill->graph, tie, &period);
    ENT_I_TRY(ent_i_fill_node(fill, seen.source, ENT_I_OTHER, 0, err));
    ENT_I_TRY(ent_i_fill_node(fill, seen.target, ENT_I_OTHER, 0, err));
    ent_i_line line = { .from = fill->index[seen.source],
                        .to = fill->index[seen.target],
                        .type = type.name,
                        .phrase = type.phrase,
                        .brief = type.brief,
                        .valid = ent_graph_tie_valid(fill->graph, tie, valid),
                        .status = ent_tie_status_text(seen.status),
                        .word = word != NULL ? word : ent_tie_status_word(seen.status),
                        .fold = fold >= 0 ? (ent_fold)fold : ent_tie_status_fold(seen.status),
                        .subject = type.subject,
                        .directed = !type.symmetric,
                        .event = type.event,
                        .order = INT64_MAX,
                        .uncertain = ent_view_tie_uncertain(fill->view, tie),
                        .sources = sources };
    if (period.form != ENT_PERIOD_NONE) {
        line.since = year_text(&period.start, since);
        if (line.since != NULL)
            line.order = period.start.first;
        if (line.fold == ENT_FOLD_ENDED || fill->diagram->apart)
            line.until = year_text(&period.end, until);
    }
    if (more != NULL)
        more(&line, context);
    ENT_I_TRY(cite(fill, tie, sources, &line.source_count, err));
    return ent_i_diagram_add_line(fill->diagram, &line, err);
}
