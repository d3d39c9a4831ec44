/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Working out sums of products of blocks. Numbers do not wrap: they stop at ENT_I_COUNT_FULL. When something fails,
 * plan->status says so, and all numbers are 0 from there on. */
#include "graph/query/count/count_plan.h"

/* --- conditions ------------------------------------------------------------------------------------------- */

static ent_status test_one(ent_i_count_plan *plan, const ent_i_count_test *test, ent_i_value entity, bool *ret)
{
    ent_i_run *run = plan->run;
    ent_i_value map;
    if (test->kind == ENT_I_TEST_WHERE)
        return ent_i_eval_test(run, test->expr, ret);
    if (test->kind == ENT_I_TEST_PERIOD)
        return ent_i_match_period(test->clock, entity, ret);
    ENT_I_TRY(ent_i_eval(run, test->expr, &map));
    ent_i_matcher reader = { .run = run };
    return ent_i_match_properties(&reader, entity, map, ret);
}

bool ent_i_count_tests(ent_i_count_plan *plan, const ent_i_count_test *tests, uint32_t slot, ent_i_value entity)
{
    ent_i_run *run = plan->run;
    ent_i_arena *outer = run->arena;
    ent_i_value before = run->frame[slot];
    bool passes = true;
    run->arena = &plan->arena;
    run->frame[slot] = entity;
    for (; tests && passes && plan->status == ENT_OK; tests = tests->next) {
        ent_i_arena_reset(&plan->arena);
        plan->status = test_one(plan, tests, entity, &passes);
    }
    run->frame[slot] = before;
    run->arena = outer;
    return passes && plan->status == ENT_OK;
}

static bool passes_tests(ent_i_count_plan *plan, ent_i_count_filter *filter, uint32_t node)
{
    uint64_t mask = (uint64_t)1 << (node & 63);
    if (!(filter->known[node >> 6] & mask)) {
        if (ent_i_count_tests(plan, filter->tests, filter->slot, ent_i_node_value(node)))
            filter->passing[node >> 6] |= mask;
        filter->known[node >> 6] |= mask;
    }
    return filter->passing[node >> 6] & mask;
}

bool ent_i_count_passes(ent_i_count_plan *plan, ent_i_count_filter *filter, uint32_t node)
{
    if (filter->bits && !ent_i_bit(filter->bits, node))
        return false;
    return !filter->tests || passes_tests(plan, filter, node);
}

/* --- ties ------------------------------------------------------------------------------------------------- */

/* The first of items[low .. end - 1] that is not below x, near low. */
static inline size_t seek(const uint32_t *items, size_t low, size_t end, uint32_t x)
{
    size_t step = 1, high = low;
    while (high < end && items[high] < x) {
        low = high + 1;
        high += step;
        step *= 2;
    }
    high = high < end ? high : end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (items[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static inline uint64_t repeats(const uint32_t *items, size_t at, size_t end)
{
    size_t next = at + 1;
    while (next < end && items[next] == items[at])
        next++;
    return next - at;
}

uint64_t ent_i_count_between(const ent_i_count_bond *bond, uint32_t from, uint32_t to)
{
    const ent_i_relation *relation = bond->relation;
    size_t end = relation->starts[from + 1], at = seek(relation->others, relation->starts[from], end, to);
    if (at >= end || relation->others[at] != to)
        return 0;
    return bond->some ? 1 : repeats(relation->others, at, end);
}

/* --- blocks ----------------------------------------------------------------------------------------------- */

static uint64_t count_sum(ent_i_count_plan *plan, const ent_i_count_sum *sum);
static uint64_t count_block(ent_i_count_plan *plan, const ent_i_count_block *block);

static inline uint64_t count_factors(ent_i_count_plan *plan, const ent_i_count_factors *factors, uint64_t number)
{
    for (size_t i = 0; i < factors->block_count && number; i++)
        number = ent_i_count_times(number, count_block(plan, factors->blocks[i]));
    for (size_t i = 0; i < factors->sum_count && number; i++)
        number = ent_i_count_times(number, count_sum(plan, factors->sums[i]));
    return number;
}

/* A candidate that is tied so many times. */
static inline uint64_t count_candidate(ent_i_count_plan *plan, const ent_i_count_block *block, uint32_t x,
                                       uint64_t number)
{
    for (size_t i = 0; i < block->filter_count; i++)
        if (!ent_i_count_passes(plan, block->filters[i], x))
            return 0;
    for (size_t i = 0; i < block->loop_count && number; i++)
        number = ent_i_count_times(number, ent_i_count_between(&block->loops[i], x, x));
    if (!number)
        return 0;
    plan->values[block->var] = x;
    return count_factors(plan, &block->inner, number);
}

static inline bool may_go_on(ent_i_count_plan *plan)
{
    if (!(++plan->run->ticks & 255) && plan->status == ENT_OK)
        plan->status = ent_i_run_check(plan->run);
    return plan->status == ENT_OK;
}

static uint64_t scan_block(ent_i_count_plan *plan, const ent_i_count_block *block)
{
    uint64_t total = 0;
    for (uint64_t word = 0; word <= plan->node_end / 64; word++)
        for (uint64_t bits = block->scan[word]; bits && may_go_on(plan); bits &= bits - 1)
            total = ent_i_count_plus(
                total, count_candidate(plan, block, (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(bits), 1));
    return total;
}

static uint64_t follow_block(ent_i_count_plan *plan, const ent_i_count_block *block)
{
    const ent_i_count_bond *bond = &block->bonds[0];
    const uint32_t *others = bond->relation->others;
    uint32_t from = plan->values[bond->from];
    size_t end = bond->relation->starts[from + 1];
    uint64_t total = 0;
    for (size_t at = bond->relation->starts[from]; at < end && may_go_on(plan);) {
        uint64_t count = repeats(others, at, end);
        total = ent_i_count_plus(total, count_candidate(plan, block, others[at], bond->some ? 1 : count));
        at += count;
    }
    return total;
}

/* Those that all bonds lead to: along the shortest list, the others sought in step. */
static uint64_t intersect_block(ent_i_count_plan *plan, const ent_i_count_block *block)
{
    size_t at[ENT_I_COUNT_MOST], end[ENT_I_COUNT_MOST], least = 0;
    uint64_t total = 0;
    at[0] = end[0] = 0;
    for (size_t i = 0; i < block->bond_count; i++) {
        uint32_t from = plan->values[block->bonds[i].from];
        at[i] = block->bonds[i].relation->starts[from];
        end[i] = block->bonds[i].relation->starts[from + 1];
        least = end[i] - at[i] < end[least] - at[least] ? i : least;
    }
    const uint32_t *others = block->bonds[least].relation->others;
    while (at[least] < end[least] && may_go_on(plan)) {
        uint32_t x = others[at[least]];
        uint64_t number = repeats(others, at[least], end[least]);
        at[least] += number;
        number = block->bonds[least].some ? 1 : number;
        for (size_t i = 0; i < block->bond_count && number; i++) {
            if (i == least)
                continue;
            const uint32_t *items = block->bonds[i].relation->others;
            at[i] = seek(items, at[i], end[i], x);
            if (at[i] == end[i])
                return total;
            if (items[at[i]] != x)
                number = 0;
            else if (!block->bonds[i].some)
                number = ent_i_count_times(number, repeats(items, at[i], end[i]));
        }
        if (number)
            total = ent_i_count_plus(total, count_candidate(plan, block, x, number));
    }
    return total;
}

static uint64_t *memo_place(const ent_i_count_plan *plan, const ent_i_count_memo *memo)
{
    return memo->used ? &memo->values[memo->alone ? 0 : plan->values[memo->var]] : NULL;
}

static uint64_t count_block(ent_i_count_plan *plan, const ent_i_count_block *block)
{
    if (block->plain) {
        const ent_i_count_bond *bond = &block->bonds[0];
        uint32_t from = plan->values[bond->from];
        return bond->relation->starts[from + 1] - bond->relation->starts[from];
    }
    uint64_t *memo = memo_place(plan, &block->memo);
    if (memo && *memo)
        return *memo - 1;
    uint64_t total = !block->bond_count      ? scan_block(plan, block)
                     : block->bond_count == 1 ? follow_block(plan, block)
                                              : intersect_block(plan, block);
    if (memo && plan->status == ENT_OK)
        *memo = total + 1;
    return total;
}

/* --- sums ------------------------------------------------------------------------------------------------- */

static uint64_t count_product(ent_i_count_plan *plan, const ent_i_count_product *product, uint64_t number)
{
    for (size_t i = 0; i < product->equal_count; i++)
        if (plan->values[product->equal[i][0]] != plan->values[product->equal[i][1]])
            return 0;
    for (size_t i = 0; i < product->filter_count; i++)
        if (!ent_i_count_passes(plan, product->filters[i], plan->values[product->filter_vars[i]]))
            return 0;
    for (size_t i = 0; i < product->bond_count && number; i++) {
        const ent_i_count_bond *bond = &product->bonds[i];
        number = ent_i_count_times(number, ent_i_count_between(bond, plan->values[bond->from], plan->values[bond->to]));
    }
    return count_factors(plan, &product->inner, number);
}

/* weight: of the walk, in which nothing is broken. */
static uint64_t count_terms(ent_i_count_plan *plan, const ent_i_count_sum *sum, uint64_t weight)
{
    uint64_t more = 0, less = 0;
    for (size_t i = 0; i < sum->count; i++) {
        const ent_i_count_product *product = &sum->products[i];
        uint64_t times = product->sign < 0 ? (uint64_t)-product->sign : (uint64_t)product->sign;
        uint64_t number = ent_i_count_times(times, count_product(plan, product, product->first ? weight : 1));
        if (product->sign < 0)
            less = ent_i_count_plus(less, number);
        else
            more = ent_i_count_plus(more, number);
    }
    if (more == ENT_I_COUNT_FULL || less == ENT_I_COUNT_FULL)
        return ENT_I_COUNT_FULL;
    return plan->status == ENT_OK && more > less ? more - less : 0;
}

static uint64_t count_matches(ent_i_count_plan *plan, const ent_i_count_sum *sum)
{
    if (plan->pattern->parts[sum->part].outer & plan->missing)
        return 0;
    uint64_t *memo = memo_place(plan, &sum->memo);
    if (memo && *memo)
        return *memo - 1;
    uint64_t total = count_terms(plan, sum, 1);
    if (memo && plan->status == ENT_OK)
        *memo = total + 1;
    return total;
}

/* Where there is no match, null is one. */
static uint64_t count_sum(ent_i_count_plan *plan, const ent_i_count_sum *sum)
{
    uint64_t total = count_matches(plan, sum);
    return total || plan->status != ENT_OK ? total : 1;
}

bool ent_i_count_is_present(ent_i_count_plan *plan, unsigned part)
{
    for (size_t i = 0; i < plan->sum->count; i++) {
        const ent_i_count_factors *inner = &plan->sum->products[i].inner;
        for (size_t j = 0; j < inner->sum_count && plan->sum->products[i].first; j++)
            if (inner->sums[j]->part == part)
                return count_matches(plan, inner->sums[j]) > 0;
    }
    return false;
}

ent_status ent_i_count_all(ent_i_count_plan *plan, uint64_t weight, uint64_t *ret)
{
    *ret = count_terms(plan, plan->sum, weight);
    if (plan->status != ENT_OK)
        return plan->status;
    if (*ret >= ENT_I_COUNT_FULL)
        return ent_i_fail(plan->run->err, ENT_ERR_LIMIT, "there are more matches than %lld", (long long)INT64_MAX);
    return ENT_OK;
}
