/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/network/projection_notes.h"

#include "analysis/view/words.h"

/* Of the pairs of a projection: tied, they say little. */
#define NEARLY_ALL 0.8

/* A projection of a two-mode network: what it was made of, and whether it still says anything. */
static void note_onto(const ent_projection *p, ent_i_reply *reply)
{
    const ent_graph *graph = p->view->graph;
    ent_label_view onto;
    ent_graph_label(graph, p->onto.onto, &onto);
    ent_i_reply_note(reply, "Projected onto %s: two are tied that share one of %zu other nodes%s%s.", onto.name,
                     p->things, p->weights ? ", weighted by " : "", p->weights ? ent_shared_by_text(p->onto.by) : "");
    if (p->onto.backbone != ENT_BACKBONE_NONE)
        ent_i_reply_note(reply, "%zu of %zu ties are left by the backbone (%s).", p->tie_count, p->shared,
                         ent_backbone_text(p->onto.backbone));
    if (p->within_left_out)
        ent_i_reply_note(reply, "%zu tie%s within a mode left out.", p->within_left_out, ent_i_s(p->within_left_out));
    double nodes = (double)p->node_count, pairs = nodes * (nodes - 1) / 2;
    if (p->node_count > 3 && (double)p->tie_count > NEARLY_ALL * pairs)
        ent_i_reply_note(reply, "%zu of %.0f pairs are tied: nearly all. Such a projection tells nodes apart by little but "
                                "weights; a backbone (--backbone) keeps what chance does not explain.",
                         p->tie_count, pairs);
}

void ent_i_note_network(const ent_projection *p, ent_i_reply *reply)
{
    static const char *const weights[] = { "every tie counts one", "weights are strengths", "weights are distances" };
    ent_i_reply_note(reply, "%s network of %zu node%s and %zu tie%s%s; %s.",
                     p->options.directed ? "Directed" : "Undirected", p->node_count, ent_i_s(p->node_count),
                     p->tie_count, ent_i_s(p->tie_count), p->options.planned || p->one_mode || p->view->some_statuses ? "" : " in force",
                     weights[p->options.weight_as]);
    if (p->one_mode)
        note_onto(p, reply);
}

void ent_i_note_left_out(const ent_projection *p, ent_i_reply *reply)
{
    if (p->isolates)
        ent_i_reply_note(reply, "%zu node%s without a tie %s.", p->isolates, ent_i_s(p->isolates),
                         p->options.isolates ? "included (--isolates)" : "left out (--isolates lets them in)");
    if (p->planned_left_out)
        ent_i_reply_note(reply, "%zu planned tie%s left out.", p->planned_left_out, ent_i_s(p->planned_left_out));
    if (p->ended_left_out)
        ent_i_reply_note(reply, "%zu suspended, stalled or ended tie%s left out.", p->ended_left_out,
                         ent_i_s(p->ended_left_out));
    if (p->sources_left_out)
        ent_i_reply_note(reply, "%zu tie%s of sources left out.", p->sources_left_out, ent_i_s(p->sources_left_out));
    ent_i_note_events(reply, p->events_left_out);
    ent_i_note_dates(reply, p->undated, "tie");
}
