/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Brandes's algorithm for LANES sources that advance level by level together, so that every arc looked at serves
 * all of them. That a lane's search is at a node is a bit; its number of shortest paths to it is a double in the
 * node's row. Going back, the number gives way to (fold + dependency) / number, which is all that the level before
 * asks for: so one row a node is enough, and it stays in cache. Rows are not cleared between batches: a lane's
 * double is written before it is read. Included by brandes_vector.h, once for each number of lanes. */

#define NAME(what) JOIN(LANES, BITS, SUFFIX, what)
#define VECTORS (LANES / WIDTH)
#define VISIT NAME(_visit)
#define WALK NAME(_walk)

typedef struct VISIT {
    MASK lanes;
    PLACE place;
} VISIT;

typedef struct WALK {
    vec *restrict rows;
    MASK *restrict unseen, *restrict here, *restrict next;
    VISIT *visits;
    size_t count;
    uint32_t from, to; /* the places of the components that the sources are in */
    uint64_t arcs;     /* looked at since the clock was asked */
    vec weights[VECTORS]; /* how many nodes each lane's source stands for */
} WALK;

/* From the nodes of the last level along their arcs. */
LOCAL void NAME(_push)(const ent_i_brandes_lists *out, WALK *restrict w, size_t first, size_t last)
{
    const uint32_t *restrict start = out->start;
    const PLACE *restrict to = out->to;
    for (size_t j = first; j < last; j++) {
        MASK lanes = w->visits[j].lanes;
        uint32_t v = w->visits[j].place;
        const vec *row = w->rows + (size_t)v * VECTORS;
        for (uint32_t k = start[v], end = start[v + 1]; k < end; k++) {
            uint32_t u = to[k];
            MASK unseen = w->unseen[u], m = lanes & unseen;
            if (!m)
                continue;
            vec *into = w->rows + (size_t)u * VECTORS;
            if (!w->next[u]) {
                w->visits[w->count++].place = (PLACE)u;
                for (int x = 0; x < VECTORS; x++)
                    into[x] = select_where(into[x], unseen >> (WIDTH * x), (vec){ 0 });
            }
            w->next[u] |= m;
            for (int x = 0; x < VECTORS; x++)
                into[x] = add_where(into[x], m >> (WIDTH * x), row[x]);
        }
    }
}

/* To the nodes that some lane has not seen, from those of the last level. Returns the arcs of such nodes. */
LOCAL uint64_t NAME(_pull)(const ent_i_brandes_lists *in, WALK *restrict w)
{
    const uint32_t *restrict start = in->start;
    const PLACE *restrict to = in->to;
    uint64_t arcs = 0;
    for (uint32_t u = w->from; u < w->to; u++) {
        MASK unseen = w->unseen[u], got = 0;
        if (!unseen)
            continue;
        vec sum[VECTORS];
        memset(sum, 0, sizeof sum);
        arcs += start[u + 1] - start[u];
        for (uint32_t k = start[u], end = start[u + 1]; k < end; k++) {
            uint32_t v = to[k];
            MASK m = w->here[v] & unseen;
            if (!m)
                continue;
            const vec *row = w->rows + (size_t)v * VECTORS;
            got |= m;
            for (int x = 0; x < VECTORS; x++)
                sum[x] = add_where(sum[x], m >> (WIDTH * x), row[x]);
        }
        if (!got)
            continue;
        vec *into = w->rows + (size_t)u * VECTORS;
        w->next[u] = got;
        w->visits[w->count++].place = (PLACE)u;
        for (int x = 0; x < VECTORS; x++)
            into[x] = select_where(into[x], got >> (WIDTH * x), sum[x]);
    }
    return arcs;
}

LOCAL ent_status NAME(_grow)(ent_i_brandes_state *state, WALK *w, size_t level)
{
    size_t need = w->count + (w->to - w->from);
    if (need > state->visit_capacity) {
        ENT_I_TRY(ent_i_array_reserve(&state->visits, &state->visit_capacity, need, sizeof *w->visits, NULL));
        w->visits = state->visits;
    }
    return level + 2 < state->level_capacity
               ? ENT_OK
               : ENT_I_RESERVE(state->levels, state->level_capacity, level + 3, NULL);
}

/* Are path counts still far from the largest double? Asked when so many levels are so wide that they need not. */
LOCAL bool NAME(_fits)(const WALK *w)
{
    for (size_t j = 0; j < w->count; j++) {
        const double *row = (const double *)(w->rows + (size_t)w->visits[j].place * VECTORS);
        for (int lane = 0; lane < LANES; lane++)
            if (w->visits[j].lanes >> lane & 1 && !(row[lane] < 0x1p900))
                return false;
    }
    return true;
}

/* Level by level until nothing is new. ret_depth: levels, that of the sources included. */
LOCAL ent_status NAME(_forth)(const ent_i_brandes *b, ent_i_brandes_state *state, WALK *w, const ent_i_worker *worker,
                              size_t *ret_depth)
{
    const ent_i_brandes_lists *out = &b->out, *in = &b->in;
    uint64_t unseen_arcs = in->start[w->to] - in->start[w->from];
    unsigned paths = 0; /* bits of a bound of the largest path count */
    size_t first = 0, level = 0;
    state->levels[0] = 0;
    for (;;) {
        size_t last = w->count;
        uint64_t arcs = 0;
        for (size_t j = first; j < last; j++)
            arcs += out->start[w->visits[j].place + 1u] - out->start[w->visits[j].place];
        ENT_I_TRY(NAME(_grow)(state, w, level));
        if (4 * arcs < unseen_arcs)
            NAME(_push)(out, w, first, last);
        else
            arcs = unseen_arcs = NAME(_pull)(in, w);
        for (size_t j = first; j < last; j++)
            w->here[w->visits[j].place] = 0;
        for (size_t j = last; j < w->count; j++) {
            uint32_t u = w->visits[j].place;
            MASK m = w->next[u];
            w->visits[j].lanes = w->here[u] = m;
            w->unseen[u] &= (MASK)~m;
            w->next[u] = 0;
        }
        state->levels[++level] = last;
        if (w->count == last)
            break;
        paths += 64 - (unsigned)__builtin_clzll(w->count - last);
        first = last;
        if ((w->arcs += arcs) > 1000000) {
            w->arcs = 0;
            ENT_I_TRY(ent_i_worker_check(worker));
        }
    }
    *ret_depth = level;
    return paths <= ENT_I_BRANDES_BITS || NAME(_fits)(w) ? ENT_OK : ENT_ERR_CAPACITY;
}

/* What a tie to a node one level on carries: shares of the lanes in m. */
LOCAL double NAME(_share)(const WALK *w, const vec *row, const vec *beyond, MASK m)
{
    vec sums[SUMS];
    memset(sums, 0, sizeof sums);
    for (int x = 0; x < VECTORS; x++)
        sums[x % SUMS] = add_where(sums[x % SUMS], m >> (WIDTH * x), row[x] * w->weights[x] * beyond[x]);
    return sum_of(sums);
}

/* The dependencies of one level on the one beyond it, whose lanes are in `here`. */
LOCAL void NAME(_back)(const ent_i_brandes *b, WALK *restrict w, size_t first, size_t last, bool sources,
                       double *restrict scores, double *restrict tie_scores)
{
    const uint32_t *restrict start = b->out.start, *ties = b->ties;
    const PLACE *restrict to = b->out.to;
    for (size_t j = first; j < last; j++) {
        MASK lanes = w->visits[j].lanes;
        uint32_t v = w->visits[j].place;
        vec *row = w->rows + (size_t)v * VECTORS;
        vec sum[VECTORS], total[SUMS], fold = b->fold[v] - (vec){ 0 };
        memset(sum, 0, sizeof sum);
        for (uint32_t k = start[v], end = start[v + 1]; k < end; k++) {
            MASK m = w->here[to[k]] & lanes;
            if (!m)
                continue;
            const vec *beyond = w->rows + (size_t)to[k] * VECTORS;
            for (int x = 0; x < VECTORS; x++)
                sum[x] = add_where(sum[x], m >> (WIDTH * x), beyond[x]);
            if (tie_scores)
                tie_scores[ties[k]] += NAME(_share)(w, row, beyond, m);
        }
        if (sources)
            continue;
        memset(total, 0, sizeof total);
        for (int x = 0; x < VECTORS; x++) {
            vec dependency = row[x] * sum[x];
            total[x % SUMS] += dependency * w->weights[x];
            row[x] = select_where(row[x], lanes >> (WIDTH * x), (fold + dependency) / row[x]);
        }
        scores[v] += sum_of(total);
    }
}

/* Nothing is beyond the deepest level. */
LOCAL void NAME(_deepest)(const ent_i_brandes *b, WALK *restrict w, size_t first, size_t last)
{
    for (size_t j = first; j < last; j++) {
        MASK lanes = w->visits[j].lanes;
        vec *row = w->rows + (size_t)w->visits[j].place * VECTORS;
        vec fold = b->fold[w->visits[j].place] - (vec){ 0 };
        for (int x = 0; x < VECTORS; x++)
            row[x] = select_where(row[x], lanes >> (WIDTH * x), fold / row[x]);
    }
}

LOCAL void NAME(_begin)(const ent_i_brandes *b, WALK *w, uint32_t first, uint32_t count)
{
    MASK all = (MASK)(count == LANES ? ~UINT64_C(0) : (UINT64_C(1) << count) - 1);
    ent_i_brandes_range(b, b->sources[first], b->sources[first + count - 1], &w->from, &w->to);
    for (uint32_t v = w->from; v < w->to; v++)
        w->unseen[v] = all;
    for (uint32_t lane = 0; lane < count; lane++) {
        uint32_t v = b->sources[first + lane];
        MASK m = (MASK)(UINT64_C(1) << lane);
        w->visits[w->count++] = (VISIT){ m, (PLACE)v };
        w->here[v] |= m;
        w->unseen[v] &= (MASK)~m;
        ((double *)(w->rows + (size_t)v * VECTORS))[lane] = 1;
        ((double *)w->weights)[lane] = b->fold[v];
    }
}

TARGET ent_status NAME()(const ent_i_brandes *b, ent_i_brandes_state *state, uint32_t first, uint32_t count,
                         const ent_i_worker *worker, double *scores, double *tie_scores)
{
    WALK w = { .rows = (vec *)(void *)state->rows, .unseen = state->unseen, .here = state->here, .next = state->next };
    ENT_I_TRY(ent_i_array_reserve(&state->visits, &state->visit_capacity, LANES, sizeof *w.visits, NULL));
    ENT_I_TRY(ENT_I_RESERVE(state->levels, state->level_capacity, 2, NULL));
    w.visits = state->visits;
    NAME(_begin)(b, &w, first, count);
    size_t depth;
    ENT_I_TRY(NAME(_forth)(b, state, &w, worker, &depth));
    const size_t *levels = state->levels;
    size_t least = tie_scores ? 0 : 1;
    if (depth > 1)
        NAME(_deepest)(b, &w, levels[depth - 1], levels[depth]);
    for (size_t d = depth; d-- > least;) {
        if (d + 1 < depth) {
            for (size_t j = levels[d + 1]; j < levels[d + 2]; j++)
                w.here[w.visits[j].place] = w.visits[j].lanes;
            if (tie_scores)
                NAME(_back)(b, &w, levels[d], levels[d + 1], d == 0, scores, tie_scores);
            else
                NAME(_back)(b, &w, levels[d], levels[d + 1], false, scores, NULL);
            for (size_t j = levels[d + 1]; j < levels[d + 2]; j++)
                w.here[w.visits[j].place] = 0;
        }
    }
    return ENT_OK;
}

#undef NAME
#undef VECTORS
#undef VISIT
#undef WALK
