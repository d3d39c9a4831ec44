/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a view, for the questions. */
#ifndef ENT_I_VIEW_H
#define ENT_I_VIEW_H

#include <entente/view.h>

#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "graph/base/error.h"

struct ent_view {
    const ent_graph *graph;
    ent_day day;
    ent_reading reading;
    bool all_dates, events;
    bool has_preferred;    /* some claim outranks others */
    ent_day coverage_end;  /* ENT_DAY_MIN when the data set names none */
    bool *types;           /* by type: taken; NULL: all */
    bool *labels;          /* by label, closed downwards: taken; NULL: all */
    bool *sources;         /* by node: a source that is asked for; NULL: all */
    bool *event, *symmetric; /* by type */
    bool statuses[ENT_TIE_STATUS_COUNT]; /* taken, if some were asked for */
    bool some_statuses;
};

/* Why a tie is ENT_STANDING_FILTERED. */
typedef enum ent_i_reason {
    ENT_I_REASON_NONE,
    ENT_I_REASON_TYPE,
    ENT_I_REASON_LABEL,
    ENT_I_REASON_SOURCE,
    ENT_I_REASON_STATUS,
    ENT_I_REASON_DEPRECATED,
    ENT_I_REASON_OUTRANKED
} ent_i_reason;

/* The standing of a tie for a question about some nodes, to which the label filter does not apply.
 * ret_reason may be NULL. */
ent_standing ent_i_view_standing(const ent_view *view, ent_tie tie, const ent_node *asked, size_t count,
                                 ent_i_reason *ret_reason);
/* The days on which a tie holds, its ends' among them, whatever the view's own day; false: the view lets it through on
 * none, by type, label, source or rank. contested: on those days another claim may outrank it, which only its standing
 * tells. */
bool ent_i_view_spell(const ent_view *view, ent_tie tie, const ent_tie_view *seen, ent_span *ret_days, bool *ret_contested);
/* The days of a tie as the view's sources tell them. */
void ent_i_view_spans(const ent_view *view, ent_tie tie, ent_span ret[ENT_READINGS], ent_day *ret_unknown_from);
/* In the view's reading. */
ent_span ent_i_view_span(const ent_view *view, ent_tie tie);
/* Since when and until when, as far as anybody knows: the infinities where a bound is open or not known. */
typedef struct ent_i_dates {
    ent_day since, until;
    bool dated;   /* a start is known, or known to be open */
    bool undated; /* there is no period at all */
} ent_i_dates;
ent_i_dates ent_i_view_dates(const ent_view *view, ent_tie tie);
/* "planned", "signed or ratified", "in force or ended": the statuses asked for, groups by their names. */
void ent_i_view_statuses(const ent_view *view, ent_i_buffer *text);
bool ent_i_view_allows_source(const ent_view *view, ent_node source);
/* Does a label filter let the node in? */
bool ent_i_view_allows_node(const ent_view *view, ent_node node);

/* How ent_i_view_expand goes. */
typedef struct ent_i_expansion {
    ent_direction direction;
    bool events;
    const ent_node *asked; /* nodes to which the label filter does not apply; the frontier never needs to be among them */
    size_t asked_count;
    const bool *skip; /* by node: not gone to, before anything is asked about its ties; NULL: none */
} ent_i_expansion;
ENT_CHECK ent_status ent_i_view_expand(const ent_view *view, const ent_node *frontier, size_t count,
                                       const ent_i_expansion *how, ent_hops *ret, ent_error *err);

static inline bool ent_i_span_holds(ent_span span, ent_day day)
{
    return span.from <= day && day < span.until;
}

#endif
