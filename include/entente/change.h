/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The questions about time: what changed between two days, and a node's ties in the order of their dates.
 * Results borrow the views and their graph; every one has a _free that is safe on NULL. */
#ifndef ENTENTE_CHANGE_H
#define ENTENTE_CHANGE_H

#include <entente/answer.h>
#include <entente/question.h>
#include <entente/view.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- diff: what changed between two days -------------------------------------------------------- */

/* X(name, text, heading) in the order in which they are listed. */
#define ENT_CHANGE_LIST(X)                                                        \
    X(ENT_CHANGE_ADDED, "added", "Added")                                         \
    X(ENT_CHANGE_ENDED, "ended", "Ended")                                         \
    X(ENT_CHANGE_STATUS, "changed", "Changed")                                    \
    X(ENT_CHANGE_PLANNED, "planned", "Newly planned, signed or sought")           \
    X(ENT_CHANGE_HALTED, "halted", "Newly suspended or stalled")                  \
    X(ENT_CHANGE_DROPPED, "dropped", "No longer planned, suspended or stalled")   \
    X(ENT_CHANGE_PASSED, "passed", "Began and ended in between")                  \
    X(ENT_CHANGE_NOT_KNOWN, "not-known", "Not known")                             \
    X(ENT_CHANGE_EVENT, "event", "Events in between")
typedef enum ent_change {
#define ENT_X(name, text, heading) name,
    ENT_CHANGE_LIST(ENT_X)
#undef ENT_X
        ENT_CHANGE_COUNT
} ent_change;
ENT_API const char *ent_change_text(ent_change change);
ENT_API const char *ent_change_heading(ent_change change);

/* What is said of two nodes with one type of tie (or with types that fall short of it, as an observer's do of
 * a member's) is one relation, however many ties and statuses it went through. */
typedef struct ent_diff_row {
    ent_change change;
    ent_tie before, after; /* what stands for the relation on each day; ENT_NONE: nothing ever did */
    ent_standing standing_before, standing_after;
    bool uncertain;        /* the certain and the possible reading differ on one of the days */
} ent_diff_row;
typedef struct ent_diff {
    const ent_view *before, *after;
    const ent_node *asked; /* none: the whole network */
    size_t asked_count;
    ent_diff_row *rows; /* by change, then by date and names */
    size_t row_count;
    size_t counts[ENT_CHANGE_COUNT];
    size_t unchanged;   /* relations that stand on both days as they did */
    size_t undated;     /* ties of the rows and of what is unchanged */
    size_t never_known; /* relations without any date, not known on either day: no rows */
} ent_diff;
/* Two views of one graph that differ in their day; before's comes first, else ENT_ERR_USAGE. With nodes
 * asked about, only ties that touch one of them. */
ENT_API ENT_CHECK ent_status ent_diff_ask(const ent_view *before, const ent_view *after, const ent_node *asked,
                                          size_t count, ent_diff **ret, ent_error *err);
ENT_API void ent_diff_free(ent_diff *diff);
ENT_API ENT_CHECK ent_status ent_diff_answer(const ent_diff *diff, ent_answer **ret, ent_error *err);

/* --- timeline: periods as rows ------------------------------------------------------------------ */

typedef struct ent_timeline_row {
    ent_node node;  /* the one asked about */
    ent_node other;
    ent_tie tie;
    bool forward;   /* node is the tie's source */
    bool event;
    bool exact;     /* the three readings agree on every day */
    ent_standing standing; /* on the view's day; of a claim that a preferred one outranks, FILTERED */
    bool dated;     /* a start is known, or known to be open */
    ent_day since, until; /* in the view's reading; the infinities when open or not known */
    ent_span spans[ENT_READINGS];
    ent_day unknown_from;  /* from here on nobody knows; ENT_DAY_MAX: never */
} ent_timeline_row;
typedef struct ent_timeline {
    const ent_view *view;
    const ent_node *asked;
    size_t asked_count;
    ent_timeline_row *rows; /* states by the label of the other node, then events; each by start, end and
                               names, without a known start last */
    size_t row_count, event_count, undated, not_exact;
} ent_timeline;
/* Every claim about the nodes that the view's filters let through, whenever it held. */
ENT_API ENT_CHECK ent_status ent_timeline_ask(const ent_view *view, const ent_node *asked, size_t count,
                                              ent_timeline **ret, ent_error *err);
ENT_API void ent_timeline_free(ent_timeline *timeline);
ENT_API ENT_CHECK ent_status ent_timeline_answer(const ent_timeline *timeline, ent_answer **ret, ent_error *err);

/* --- temporal: who can be reached as time goes on ------------------------------------------------ */

/* Something passes along ties in force and events, each on a day on which it is there, on days that never go back; it
 * may wait, and passing takes no time. Ties are walked both ways. */
typedef struct ent_arrival {
    ent_node node;
    ent_day day;     /* the earliest on which it can be there */
    ent_hop hop;     /* the last tie on the way, used on that day; tie ENT_NONE: the start */
    uint32_t before; /* the row of the node it came from */
    uint32_t ties;   /* on the way; the fewest for that day */
} ent_arrival;
typedef struct ent_temporal {
    const ent_view *view;
    ent_node from;
    ent_day start, end;  /* ENT_DAY_MIN: from the beginning of time; the last day that counts: the view's */
    ent_arrival *rows;   /* the start, then by day, ties and key */
    size_t row_count;
    size_t others;       /* nodes that might have been reached */
    double closeness;    /* the mean over them of 1 over the days it takes, the first counting one; 0 without a start */
} ent_temporal;
/* In the reading of the view. control may be NULL. O(ties log ties). */
ENT_API ENT_CHECK ent_status ent_temporal_ask(const ent_view *view, ent_node from, ent_day start,
                                              const ent_control *control, ent_temporal **ret, ent_error *err);
ENT_API void ent_temporal_free(ent_temporal *temporal);
/* to: the way there; ENT_NONE: everything that can be reached. */
ENT_API ENT_CHECK ent_status ent_temporal_answer(const ent_temporal *temporal, ent_node to, ent_answer **ret, ent_error *err);

/* --- series: a measure over time ---------------------------------------------------------------- */

/* Days from one to another, each a step after the one before: "1Y", "6M", "2W", "1D". A first day at the end of its
 * month gives days at the ends of theirs. *ret_days is freed with free(). ENT_ERR_USAGE, ENT_ERR_LIMIT: more than
 * 10000. */
ENT_API ENT_CHECK ent_status ent_series_days(ent_day from, ent_day to, const char *step, ent_day **ret_days,
                                             size_t *ret_count, ent_error *err);
typedef struct ent_series_options {
    ent_rank_options rank; /* one measure; rows are ordered by the last day that has a number for one of them */
    const ent_day *days;   /* ascending */
    size_t day_count;
    bool long_rows;        /* a row a day and node, for programs; else a row a node and a column a day */
} ent_series_options;
/* The measure as of each day, in the place of the view's own. Rows about the network as a whole: its nodes, its tied
 * pairs of nodes, and how many of these formed and dissolved since the day before in the series. */
ENT_API ENT_CHECK ent_status ent_series_ask(const ent_view *view, const ent_series_options *options, ent_answer **ret,
                                            ent_error *err);

/* --- compare: two networks on the same nodes ---------------------------------------------------- */

typedef struct ent_compare_options {
    ent_rank_options measures; /* measures of two networks; none: qap */
    const char *one, *other;   /* what the networks are called */
} ent_compare_options;
ENT_API ENT_CHECK ent_status ent_compare_ask(const ent_view *one, const ent_view *other, const ent_compare_options *options,
                                             ent_answer **ret, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
