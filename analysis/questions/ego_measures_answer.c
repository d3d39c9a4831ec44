/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All ego measures as a table: a row a number. */
#include <entente/question.h>

#include <math.h>

#include "analysis/network/projection_notes.h"
#include "analysis/questions/measured.h"
#include "analysis/view/words.h"

static void write_own(const ent_ego *ego, const ent_i_number_columns *c, ent_i_reply *reply)
{
    const struct {
        const char *measure, *name;
        double value;
        const char *meaning;
    } rows[] = {
        { "size", "size", ego->size, "neighbours" },
        { "ties", "ties", ego->tied_pairs, "pairs of neighbours that are tied" },
        { "density", "density", ego->density, "of all pairs of neighbours" },
        { "effective size", "effective_size", ego->effective_size, "neighbours less what is redundant in them" },
        { "efficiency", "efficiency", ego->efficiency, "effective size over size" },
        { "constraint", "constraint", ego->constraint, "how far neighbours are each other's neighbours (Burt 1992)" },
        { "hierarchy", "hierarchy", ego->hierarchy, "how far the constraint comes from one of them" },
        { "brokerage", "brokerage", ego->brokerage, "pairs of neighbours that are not tied" },
        { "ego betweenness", "ego_betweenness", ego->betweenness,
          "these pairs, each shared with the neighbours that are between them too" },
        { "two-step reach", "two_step_reach", ego->two_steps, "nodes within two ties" },
    };
    ent_i_reply_section(reply, "In the network of the neighbours");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ent_i_number_write(c, rows[i].measure, rows[i].name, rows[i].value, rows[i].meaning, reply);
}

/* Gould and Fernandez's roles, by first label. */
static ent_status write_roles(const ent_ego *ego, const ent_projection *p, const ent_i_number_columns *c, ent_i_reply *reply,
                              ent_error *err)
{
    static const struct {
        const char *name, *meaning;
    } roles[] = {
        { "coordinator", "pairs of its own label, within it" },
        { "itinerant", "pairs of one other label" },
        { "gatekeeper", "from another label into its own" },
        { "representative", "from its own label to another" },
        { "liaison", "pairs of two other labels" },
    };
    ENT_I_AUTOFREE double *scores = NULL;
    ENT_I_TRY(ENT_I_ZEROED(scores, p->node_count, err));
    ent_i_reply_section(reply, "Roles of a broker, by label (ordered pairs)");
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        uint32_t index = p->index[ego->node];
        const ent_measure *measure = ent_measure_find(roles[i].name);
        ENT_I_TRY(ent_measure_nodes(measure, p, NULL, scores, err));
        ent_i_number_write(c, roles[i].name, roles[i].name, index == ENT_NONE ? NAN : scores[index],
                           roles[i].meaning, reply);
    }
    return ENT_OK;
}

static ent_status answer(const ent_ego *ego, const ent_projection *p, ent_answer **ret, ent_error *err)
{
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT, title = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&question, "ego %s --measures", ent_i_node_key(ego->view->graph, ego->node));
    ent_i_buffer_printf(&title, "%s among its neighbours ", ent_i_node_name(ego->view->graph, ego->node));
    ent_i_words_day(&title, ego->view);
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    ENT_I_TRY(ent_i_buffer_status(&title, err));
    ent_i_reply reply;
    ent_i_reply_open(&reply, ego->view->graph, ego->view, ent_i_buffer_string(&question), err);
    ent_i_reply_title(&reply, "%s", ent_i_buffer_string(&title));
    ent_i_number_columns c;
    ent_i_number_columns_add(&c, &reply);
    write_own(ego, &c, &reply);
    ent_status status = write_roles(ego, p, &c, &reply, err);
    if (status < 0 && reply.status >= 0)
        reply.status = status;
    ent_i_reply_note(&reply, "On ties in force without regard to direction, number or weight; those within the ego network "
                             "alone, but for two-step reach and the roles, which are of the whole network.");
    ent_i_note_network(p, &reply);
    ent_i_note_left_out(p, &reply);
    return ent_i_reply_finish(&reply, ret);
}

ent_status ent_ego_measures_answer(const ent_ego *ego, ent_answer **ret, ent_error *err)
{
    ent_projection *p = NULL;
    ENT_I_TRY(ent_projection_new(ego->view, NULL, &p, err));
    ent_status status = answer(ego, p, ret, err);
    ent_projection_free(p);
    return status;
}
