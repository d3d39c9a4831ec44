/* SPDX-License-Identifier: GPL-2.0-or-later */
/* 64 * WORDS searches that advance level by level together; each is a bit of a node's row. Included by
 * reach_vector.h, once for each number of words. */

#define NAME(what) JOIN(WORDS, SUFFIX, what)
#define PIECE (WORDS < WIDTH ? WORDS : WIDTH) /* words of a vector */
#define PIECES (WORDS / PIECE)
#define VEC NAME(_vec)
#define ROW NAME(_row)
#define WALK NAME(_walk)

typedef uint64_t VEC __attribute__((vector_size(PIECE * 8)));

typedef struct ROW {
    VEC v[PIECES];
} ROW;

typedef struct WALK {
    ROW *restrict seen, *restrict here, *restrict next;
    uint8_t *is_here, *is_next;
    uint32_t *front, *coming;
    uint32_t front_count, coming_count;
    uint32_t from, to;
    ent_i_reach_count *counts;
    ROW all;
    uint32_t distance;
    uint64_t high, low; /* what a node at this distance adds to a sum */
} WALK;

LOCAL bool NAME(_any)(const ROW *row)
{
#if WORDS == 8 && WIDTH == 8
    return _mm512_test_epi64_mask((__m512i)row->v[0], (__m512i)row->v[0]) != 0;
#else
    VEC sum = row->v[0];
    for (int x = 1; x < PIECES; x++)
        sum |= row->v[x];
    uint64_t any = 0;
    for (int y = 0; y < PIECE; y++)
        any |= sum[y];
    return any != 0;
#endif
}

LOCAL bool NAME(_same)(const ROW *a, const ROW *b)
{
    ROW difference;
    for (int x = 0; x < PIECES; x++)
        difference.v[x] = a->v[x] ^ b->v[x];
    return !NAME(_any)(&difference);
}

LOCAL unsigned NAME(_count)(const ROW *row)
{
#if WORDS == 8 && WIDTH == 8
    return (unsigned)_mm512_reduce_add_epi64(_mm512_popcnt_epi64((__m512i)row->v[0]));
#else
    unsigned count = 0;
    for (int x = 0; x < PIECES; x++)
        for (int y = 0; y < PIECE; y++)
            count += bits_of(row->v[x][y]);
    return count;
#endif
}

LOCAL void NAME(_credit)(const WALK *w, uint32_t place, const ROW *fresh)
{
    ent_i_reach_count *c = &w->counts[place];
    uint32_t count = NAME(_count)(fresh);
    c->distance += (uint64_t)w->distance * count;
    c->high += w->high * count;
    c->low += w->low * count;
    c->nodes += count;
    if (w->distance > c->farthest)
        c->farthest = w->distance;
}

LOCAL void NAME(_leave)(WALK *w)
{
    for (uint32_t j = 0; j < w->front_count; j++) {
        w->is_here[w->front[j]] = 0;
        memset(&w->here[w->front[j]], 0, sizeof *w->here);
    }
}

/* From the nodes of the last level along their arcs; then what is new among what they came to. */
LOCAL void NAME(_push)(const ent_i_lists *forth, WALK *restrict w)
{
    const uint32_t *restrict start = forth->place, *restrict to = forth->to;
    w->coming_count = 0;
    for (uint32_t j = 0; j < w->front_count; j++) {
        uint32_t v = w->front[j];
        const ROW row = w->here[v];
        for (uint32_t k = start[v]; k < start[v + 1]; k++) {
            uint32_t u = to[k];
            for (int x = 0; x < PIECES; x++)
                w->next[u].v[x] |= row.v[x];
            if (!w->is_next[u]) {
                w->is_next[u] = 1;
                w->coming[w->coming_count++] = u;
            }
        }
    }
    NAME(_leave)(w);
    w->front_count = 0;
    for (uint32_t j = 0; j < w->coming_count; j++) {
        uint32_t u = w->coming[j];
        ROW fresh;
        for (int x = 0; x < PIECES; x++) {
            fresh.v[x] = w->next[u].v[x] & ~w->seen[u].v[x];
            w->seen[u].v[x] |= fresh.v[x];
        }
        memset(&w->next[u], 0, sizeof *w->next);
        w->is_next[u] = 0;
        if (!NAME(_any)(&fresh))
            continue;
        w->here[u] = fresh;
        w->is_here[u] = 1;
        w->front[w->front_count++] = u;
        NAME(_credit)(w, u, &fresh);
    }
}

/* To the nodes that some search has not seen, from those of the last level. Returns the arcs of such nodes. */
LOCAL uint64_t NAME(_pull)(const ent_i_lists *back, WALK *restrict w)
{
    const uint32_t *restrict start = back->place, *restrict to = back->to;
    uint64_t arcs = 0;
    w->coming_count = 0;
    for (uint32_t u = w->from; u < w->to; u++) {
        const ROW seen = w->seen[u];
        if (NAME(_same)(&seen, &w->all))
            continue;
        ROW now = seen, fresh;
        uint32_t looked = 0;
        arcs += start[u + 1] - start[u];
        for (uint32_t k = start[u]; k < start[u + 1]; k++) {
            if (!w->is_here[to[k]])
                continue;
            for (int x = 0; x < PIECES; x++)
                now.v[x] |= w->here[to[k]].v[x];
            if ((++looked & 3) == 0 && NAME(_same)(&now, &w->all))
                break;
        }
        for (int x = 0; x < PIECES; x++)
            fresh.v[x] = now.v[x] & ~seen.v[x];
        if (!NAME(_any)(&fresh))
            continue;
        w->next[u] = fresh;
        w->seen[u] = now;
        w->is_next[u] = 1;
        w->coming[w->coming_count++] = u;
        NAME(_credit)(w, u, &fresh);
    }
    NAME(_leave)(w);
    ROW *rows = w->here;
    w->here = w->next;
    w->next = rows;
    uint8_t *flags = w->is_here;
    w->is_here = w->is_next;
    w->is_next = flags;
    uint32_t *list = w->front;
    w->front = w->coming;
    w->coming = list;
    w->front_count = w->coming_count;
    return arcs;
}

LOCAL void NAME(_begin)(WALK *w, const ent_i_reach_batch_of *batch)
{
    memset(&w->all, 0, sizeof w->all);
    memset(w->seen + batch->from, 0, (batch->to - batch->from) * sizeof *w->seen);
    for (uint32_t lane = 0; lane < batch->count; lane++) {
        uint32_t s = batch->first + lane;
        uint64_t bit = UINT64_C(1) << lane % 64;
        w->all.v[lane / 64 / PIECE][lane / 64 % PIECE] |= bit;
        ((uint64_t *)(w->here + s))[lane / 64] = ((uint64_t *)(w->seen + s))[lane / 64] = bit;
        w->is_here[s] = 1;
        w->front[w->front_count++] = s;
    }
}

TARGET ent_status NAME()(const ent_i_lists *forth, const ent_i_lists *back, const ent_i_reach_options *options,
                         const ent_i_reach_batch_of *batch, ent_i_reach_state *state, const ent_i_worker *worker)
{
    WALK w = { .seen = state->seen, .here = state->here, .next = state->next, .is_here = state->is_here,
               .is_next = state->is_next, .front = state->front, .coming = state->coming, .from = batch->from,
               .to = batch->to, .counts = state->counts };
    uint64_t unseen_arcs = back->place[batch->to] - back->place[batch->from], looked = 0;
    double power = 1;
    NAME(_begin)(&w, batch);
    state->visits = 0;
    while (w.front_count) {
        uint64_t arcs = 0, share;
        w.distance++;
        state->visits += w.front_count;
        share = ent_i_reach_share(options, w.distance, &power);
        w.high = share >> 32;
        w.low = share & UINT32_MAX;
        for (uint32_t j = 0; j < w.front_count; j++)
            arcs += forth->place[w.front[j] + 1] - forth->place[w.front[j]];
        if (arcs < unseen_arcs)
            NAME(_push)(forth, &w);
        else
            arcs = unseen_arcs = NAME(_pull)(back, &w);
        if ((looked += arcs) > 1000000) {
            looked = 0;
            ENT_I_TRY(ent_i_worker_check(worker));
        }
    }
    return ENT_OK;
}

#undef NAME
#undef PIECE
#undef PIECES
#undef VEC
#undef ROW
#undef WALK
