/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Label propagation in steps that all nodes take at once: it takes no chances, and ends after so many steps. */
#include <string.h>

#include "analysis/groups/communities.h"
#include "graph/base/array.h"

#define USUAL_STEPS 10

typedef struct propagation {
    const ent_i_network *network;
    uint32_t *now, *next; /* labels, by node */
    uint32_t *count;      /* by label: neighbours that have it; zero between nodes */
    uint32_t *met;        /* labels of the neighbours of a node */
} propagation;

static size_t count_labels(propagation *p, const ent_i_lists *lists, uint32_t node, size_t met)
{
    for (uint32_t k = lists->place[node]; k < lists->place[node + 1]; k++) {
        uint32_t label = p->now[lists->to[k]];
        if (!p->count[label]++)
            p->met[met++] = label;
    }
    return met;
}

/* The most frequent one, the smallest of those; without neighbours its own. */
static uint32_t label_of(propagation *p, uint32_t node)
{
    size_t met = count_labels(p, &p->network->out, node, 0);
    if (p->network->directed)
        met = count_labels(p, &p->network->in, node, met);
    uint32_t best = p->now[node], most = 0;
    for (size_t i = 0; i < met; i++) {
        uint32_t label = p->met[i], count = p->count[label];
        if (count > most || (count == most && label < best)) {
            best = label;
            most = count;
        }
        p->count[label] = 0;
    }
    return best;
}

static ent_status propagate(propagation *p, const ent_i_parting *parting, uint32_t *ret, ent_error *err)
{
    size_t n = p->network->node_count, steps = parting->iterations ? parting->iterations : USUAL_STEPS;
    bool changed = true;
    for (size_t i = 0; i < n; i++)
        p->now[i] = (uint32_t)i;
    for (size_t step = 0; step < steps && changed; step++) {
        changed = false;
        for (uint32_t i = 0; i < n; i++) {
            if (i % 4096 == 0)
                ENT_I_TRY(ent_i_clock_step(parting->clock, step, steps, err));
            p->next[i] = label_of(p, i);
            changed = changed || p->next[i] != p->now[i];
        }
        uint32_t *spare = p->now;
        p->now = p->next;
        p->next = spare;
    }
    memcpy(ret, p->now, n * sizeof *ret);
    return ENT_OK;
}

ent_status ent_i_part_cdlp(const ent_i_parting *parting, uint32_t *ret, ent_error *err)
{
    size_t n = parting->network->node_count;
    ENT_I_AUTOFREE uint32_t *labels = NULL, *count = NULL, *met = NULL;
    ENT_I_TRY(ENT_I_ZEROED(labels, 2 * n, err));
    ENT_I_TRY(ENT_I_ZEROED(count, n, err));
    ENT_I_TRY(ENT_I_ZEROED(met, n, err));
    propagation p = { parting->network, labels, labels + n, count, met };
    return propagate(&p, parting, ret, err);
}
