/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One run of a statement: what expressions and operators share. The frame holds the current row; an operator that
 * makes values makes them in an arena of its own, which it empties when it is asked for its next row, so a
 * row's values live until the operator below is asked again. Who keeps rows longer copies them (rows.h). */
#ifndef ENT_I_RUN_H
#define ENT_I_RUN_H

#include "graph/query/bind/bind.h"
#include "graph/query/overlay/work.h"
#include "graph/query/syntax/parse.h"

typedef struct ent_i_sub ent_i_sub;

/* A parameter that was given but that the statement does not name: CALL without parentheses may ask for it. */
typedef struct ent_i_spare {
    struct ent_i_spare *next;
    const char *name;
    ent_i_value value;
} ent_i_spare;

/* What a part of a plan did, when it is asked (PROFILE). */
typedef struct ent_i_counter {
    uint64_t rows;        /* given */
    uint64_t hits;        /* nodes and relationships looked at */
    uint64_t nanoseconds; /* without what its own parts and those below it took */
} ent_i_counter;

/* The days that AS OF and BETWEEN named so far. */
typedef struct ent_i_days {
    bool asked, several; /* several: not all the same */
    ent_day from, to;
    ent_reading reading;
} ent_i_days;

/* Are matches counted, where they can be, or gone through? Tests compare the two. */
typedef enum ent_i_counting { ENT_I_COUNT_IF_CHEAPER, ENT_I_COUNT_NEVER, ENT_I_COUNT_ALWAYS } ent_i_counting;

typedef struct ent_i_run {
    ent_i_work *work;
    const ent_i_bound *bound;
    const char *text; /* of the statement */
    size_t length;
    const ent_i_value *parameters; /* by index into statement.parameters */
    const bool *parameters_given;
    const ent_i_spare *spares;

    ent_i_value *frame;
    ent_i_arena *arena; /* where expressions make their values now */
    ent_i_arena plan;   /* operators and what they know before they run */
    ent_i_sub **subs;   /* by expr.number: subqueries made ready, or NULL */

    ent_query_limits limits;
    uint64_t deadline; /* nanoseconds of the monotonic clock; 0: none */
    uint32_t ticks;
    ent_i_budget memory; /* arenas, row buffers and other arrays that grow with the data */
    ent_i_days days;

    ent_i_temporal_env clock;
    uint64_t random;
    size_t mark; /* in the log of the work graph: where the statement began */

    bool explained; /* EXPLAIN or PROFILE: worth counting for */
    bool profiled;
    uint64_t plan_seed; /* not 0: choose any order of a pattern, to test that it makes no difference */
    uint64_t spent; /* nanoseconds that are counted already, within what is measured now */
    uint64_t weight;  /* of the row, below an aggregation that asks for it */
    ent_i_counting counting;
    bool counts; /* some matches are counted */

    ent_query_error *fault;
    ent_error *err; /* of the call that runs now */
} ent_i_run;

/* Around what a counter counts, in a run that is profiled. */
typedef struct ent_i_meter {
    uint64_t began, spent;
} ent_i_meter;
void ent_i_meter_begin(ent_i_run *run, ent_i_meter *meter);
void ent_i_meter_end(ent_i_run *run, const ent_i_meter *meter, ent_i_counter *counter);

/* "now and then": limits and interruption. Called for every row, step of a search and element of a loop. */
ENT_CHECK ent_status ent_i_run_check(ent_i_run *run);
static inline ent_status ent_i_run_tick(ent_i_run *run)
{
    return (++run->ticks & 255) ? ENT_OK : ent_i_run_check(run);
}

/* Before something large is made: would it be more than the run may hold? */
ENT_CHECK ent_status ent_i_run_room(ent_i_run *run, size_t bytes);

/* Arrays that grow with the data: their bytes are held by the run, and there must be room for them. */
ENT_CHECK ent_status ent_i_run_reserve(ent_i_run *run, void **array, size_t *capacity, size_t need, size_t size);
#define ENT_I_RUN_RESERVE(run, array, capacity, need) \
    ent_i_run_reserve((run), (void **)&(array), &(capacity), (need), sizeof *(array))
/* Free such an array. */
#define ENT_I_RUN_RELEASE(run, array, capacity)            \
    do {                                                   \
        (run)->memory.held -= (capacity) * sizeof *(array);       \
        free(array);                                       \
        (array) = NULL;                                    \
        (capacity) = 0;                                    \
    } while (0)

/* An error of openCypher at run time: ent_i_run_fail(run, range, "TypeError", "InvalidArgumentType", "...", ...). */
#define ent_i_run_fail(run, range, type, detail, ...)                                                          \
    ent_i_fault((run)->text, (run)->length, (range), ENT_ERR_INVALID, (type), "runtime", (detail), (run)->fault, \
                (run)->err, __VA_ARGS__)

/* --- expressions (eval*.c) -------------------------------------------------------------------------------- */

ENT_CHECK ent_status ent_i_eval(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret);
/* Is a condition true (not false, not null)? */
ENT_CHECK ent_status ent_i_eval_test(ent_i_run *run, const ent_i_expr *expr, bool *ret);

/* Parts of ent_i_eval, by kind of expression. */
ENT_CHECK ent_status ent_i_eval_comparison(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret);
ENT_CHECK ent_status ent_i_eval_arithmetic(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret);
ENT_CHECK ent_status ent_i_eval_sign(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret);
ENT_CHECK ent_status ent_i_eval_in(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret);
ENT_CHECK ent_status ent_i_eval_text_test(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret);
ENT_CHECK ent_status ent_i_eval_access(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret);
ENT_CHECK ent_status ent_i_eval_loop(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret);
ENT_CHECK ent_status ent_i_eval_sub(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret);
ENT_CHECK ent_status ent_i_eval_call(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret);
void ent_i_sub_free(ent_i_sub *sub);

/* Sums without an expression around them: of aggregates and reduce. range: what to blame. */
ENT_CHECK ent_status ent_i_add(ent_i_run *run, ent_i_range range, ent_i_value a, ent_i_value b, ent_i_value *ret);
ENT_CHECK ent_status ent_i_divide(ent_i_run *run, ent_i_range range, ent_i_value a, ent_i_value b, ent_i_value *ret);

/* subject.key for any subject. */
ENT_CHECK ent_status ent_i_get_member(ent_i_run *run, ent_i_range range, ent_i_value subject, const char *key,
                                      size_t length, ent_i_value *ret);
/* All properties of a node, relationship or map, as a map; null of null. */
ENT_CHECK ent_status ent_i_get_members(ent_i_run *run, ent_i_range range, ent_i_value subject, ent_i_value *ret);
/* EntityNotFound when a node or relationship is deleted. */
ENT_CHECK ent_status ent_i_check_alive(ent_i_run *run, ent_i_range range, ent_i_value entity);

static inline ent_i_value ent_i_from_ternary(ent_i_ternary ternary)
{
    return ternary == ENT_I_UNKNOWN ? ent_i_null() : ent_i_boolean(ternary == ENT_I_TRUE);
}

/* --- functions (function_*.c) ----------------------------------------------------------------------------- */

typedef struct ent_i_call {
    ent_i_run *run;
    const ent_i_function *function;
    ent_i_range range;
    const ent_i_value *args;
    size_t count;
} ent_i_call;

/* Called only when no argument is null, unless the table in functions.c says otherwise. */
typedef ent_status ent_i_implementation(const ent_i_call *call, ent_i_value *ret);

/* The numbers of range(), not made yet: next and more times more, step apart. */
typedef struct ent_i_range_values {
    int64_t next, step;
    uint64_t more;
    bool any;
} ent_i_range_values;
ENT_CHECK ent_status ent_i_range_of(const ent_i_call *call, ent_i_range_values *ret);
/* Of an expression that is a call of range(): any is false when an argument is null. */
ENT_CHECK ent_status ent_i_eval_range(ent_i_run *run, const ent_i_expr *expr, ent_i_range_values *ret);

/* TypeError, because argument i is none of what the function takes ("a LIST or STRING"). */
ENT_CHECK ent_status ent_i_bad_argument(const ent_i_call *call, size_t i, const char *detail, const char *expected);

#define ENT_I_IMPLEMENTATIONS(X)                                                                    \
    X(id) X(element_id) X(labels) X(type) X(start_node) X(end_node) X(properties) X(keys) X(nodes)  \
    X(relationships) X(length) X(exists) X(coalesce) X(size) X(is_empty) X(head) X(last) X(tail)    \
    X(reverse) X(range) X(to_boolean) X(to_integer) X(to_float) X(to_string) X(change_case) X(trim) \
    X(left) X(right) X(substring) X(replace) X(split) X(abs) X(sign) X(ceil) X(floor) X(round)      \
    X(real) X(atan2) X(is_nan) X(constant) X(rand) X(random_uuid) X(timestamp) X(instant)           \
    X(truncate) X(from_epoch) X(from_epoch_millis) X(duration) X(between) X(validity) X(holds)      \
    X(status) X(citations) X(sources)
#define ENT_X(name) ent_i_implementation ent_i_fn_##name;
ENT_I_IMPLEMENTATIONS(ENT_X)
#undef ENT_X

/* 53 random bits as [0, 1). */
double ent_i_random(ent_i_run *run);

#endif
