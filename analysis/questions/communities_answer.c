/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups as a table: a section a group, a row a member; and the table of methods. */
#include <entente/groups.h>

#include <math.h>

#include "analysis/groups/communities_table.h"
#include "analysis/network/projection_notes.h"
#include "analysis/view/words.h"
#include "graph/base/number.h"

typedef struct columns {
    size_t group, size, node, label, inside, outside;
} columns;

static void add_columns(columns *c, ent_i_reply *reply)
{
    c->node = ent_i_reply_column(reply, "node", "NODE", ENT_CELL_NODE);
    c->label = ent_i_reply_column(reply, "label", "LABEL", ENT_CELL_TEXT);
    c->inside = ent_i_reply_column(reply, "inside", "TIED INSIDE", ENT_CELL_INTEGER);
    c->outside = ent_i_reply_column(reply, "outside", "OUTSIDE", ENT_CELL_INTEGER);
    c->group = ent_i_reply_machine_column(reply, "group", "GROUP", ENT_CELL_INTEGER);
    c->size = ent_i_reply_machine_column(reply, "size", "SIZE", ENT_CELL_INTEGER);
}

static void write_section(const ent_groups *groups, size_t number, ent_i_reply *reply)
{
    const ent_group *group = &groups->items[number];
    if (ent_i_group_method_is_cores(groups->method))
        ent_i_reply_section(reply, "Coreness %zu: %zu node%s", group->core, group->count, ent_i_s(group->count));
    else
        ent_i_reply_section(reply, "%s %zu: %zu node%s",
                            groups->method->overlapping ? "Clique" : "Group", number + 1, group->count, ent_i_s(group->count));
}

/* Nodes alone in their groups share a section: a heading each would say nothing. */
static bool is_alone(const ent_groups *groups, size_t number)
{
    return groups->items[number].count == 1 && !ent_i_group_method_is_cores(groups->method);
}

static void write_groups(const ent_groups *groups, const ent_i_network *network, uint32_t *mark, const columns *c,
                         ent_i_reply *reply)
{
    const ent_projection *p = groups->projection;
    for (size_t i = 0; i < groups->count; i++) {
        const ent_group *group = &groups->items[i];
        if (!is_alone(groups, i))
            write_section(groups, i, reply);
        else if (!i || !is_alone(groups, i - 1))
            ent_i_reply_section(reply, "Alone: %zu node%s", groups->count - i, ent_i_s(groups->count - i));
        for (size_t j = 0; j < group->count; j++)
            mark[p->index[group->members[j]]] = (uint32_t)i + 1;
        for (size_t j = 0; j < group->count; j++) {
            size_t node = p->index[group->members[j]], inside = 0;
            for (size_t k = network->out.place[node]; k < network->out.place[node + 1]; k++)
                inside += mark[network->out.to[k]] == (uint32_t)i + 1;
            ent_i_reply_node(reply, c->node, group->members[j]);
            ent_i_reply_text(reply, c->label, ent_i_first_label(p->view->graph, group->members[j]));
            ent_i_reply_integer(reply, c->inside, (int64_t)inside);
            ent_i_reply_integer(reply, c->outside, (int64_t)(ent_i_lists_count(&network->out, node) - inside));
            ent_i_reply_integer(reply, c->group, (int64_t)i + 1);
            ent_i_reply_integer(reply, c->size, (int64_t)group->count);
            ent_i_reply_row(reply);
        }
    }
}

static void write_title(const ent_groups *groups, ent_i_reply *reply)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    char number[ENT_I_NUMBER_TEXT];
    const char *noun = ent_i_group_method_is_cores(groups->method) ? "shell" : groups->method->overlapping ? "clique" : "group";
    ent_i_words_count(&text, groups->count, noun, NULL);
    if (groups->grouped < groups->projection->node_count)
        ent_i_buffer_printf(&text, " with %zu of %zu nodes", groups->grouped, groups->projection->node_count);
    else
        ent_i_buffer_printf(&text, " of %zu node%s", groups->grouped, ent_i_s(groups->grouped));
    ent_i_buffer_printf(&text, " by %s ", groups->method->name);
    ent_i_words_day(&text, groups->view);
    if (!isnan(groups->modularity))
        ent_i_buffer_printf(&text, ", modularity %s", ent_i_number_fixed(groups->modularity, 3, number));
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

/* A projection onto one mode has neither loops nor parallel ties. */
static void write_parallel(const ent_groups *groups, ent_i_reply *reply)
{
    const ent_projection *p = groups->projection;
    if (p->one_mode)
        return;
    const char *become = !groups->method->weighted                 ? "one"
                         : p->options.weight_as == ENT_WEIGHT_NONE ? "one tie of their number"
                                                                   : "one tie of the sum of their strengths";
    ent_i_reply_note(reply, "Loops are left out; parallel ties are %s.", become);
}

static void write_notes(const ent_groups *groups, ent_i_reply *reply)
{
    const ent_group_method *method = groups->method;
    char number[ENT_I_NUMBER_TEXT];
    ent_i_note_network(groups->projection, reply);
    ent_i_reply_note(reply, "%s: %s", method->name, method->definition);
    write_parallel(groups, reply);
    if (groups->runs > 1)
        ent_i_reply_note(reply, "It takes chances: these are the groups of the highest modularity in %zu runs from --seed %llu.",
                         groups->runs, (unsigned long long)groups->seed);
    else if (method->seeded)
        ent_i_reply_note(reply, "It takes chances: these are its groups for --seed %llu; other seeds may give others.",
                         (unsigned long long)groups->seed);
    if (groups->resolution < 1 || groups->resolution > 1)
        ent_i_reply_note(reply, "Resolution %s; the modularity is that of resolution 1.",
                         ent_i_number_format(groups->resolution, number));
    if (groups->smaller)
        ent_i_reply_note(reply, "%zu smaller group%s left out.", groups->smaller, ent_i_s(groups->smaller));
    ent_i_reply_note(reply, "TIED counts the nodes a node is tied to%s.",
                     groups->projection->options.weight_as == ENT_WEIGHT_STRENGTH
                         ? "; in a group, those with the strongest ties inside come first" : "");
    ent_i_note_left_out(groups->projection, reply);
}

ent_status ent_groups_answer(const ent_groups *groups, ent_answer **ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(groups->projection, false, ENT_I_PARALLEL_ONCE, &network, err));
    ENT_I_AUTOFREE uint32_t *mark = NULL;
    ENT_I_TRY(ENT_I_ZEROED(mark, network->node_count, err));
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&question, "groups --method %s", groups->method->name);
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    ent_i_reply reply;
    columns c;
    ent_i_reply_open(&reply, groups->view->graph, groups->view, ent_i_buffer_string(&question), err);
    write_title(groups, &reply);
    add_columns(&c, &reply);
    write_groups(groups, network, mark, &c, &reply);
    write_notes(groups, &reply);
    return ent_i_reply_finish(&reply, ret);
}

ent_status ent_group_methods_answer(ent_answer **ret, ent_error *err)
{
    size_t count;
    const ent_group_method *methods = ent_group_methods(&count);
    ent_i_reply reply;
    ent_i_reply_open(&reply, NULL, NULL, "groups --list", err);
    ent_i_reply_title(&reply, "%zu methods", count);
    size_t name = ent_i_reply_column(&reply, "method", "METHOD", ENT_CELL_TEXT);
    size_t definition = ent_i_reply_column(&reply, "definition", "DEFINITION", ENT_CELL_TEXT);
    size_t source = ent_i_reply_column(&reply, "source", "SOURCE", ENT_CELL_TEXT);
    size_t doi = ent_i_reply_machine_column(&reply, "doi", "DOI", ENT_CELL_TEXT);
    size_t by = ent_i_reply_machine_column(&reply, "computed_by", "COMPUTED BY", ENT_CELL_TEXT);
    size_t directed = ent_i_reply_machine_column(&reply, "directed", "DIRECTED", ENT_CELL_BOOLEAN);
    size_t weighted = ent_i_reply_machine_column(&reply, "weighted", "WEIGHTED", ENT_CELL_BOOLEAN);
    size_t seeded = ent_i_reply_machine_column(&reply, "seeded", "SEEDED", ENT_CELL_BOOLEAN);
    size_t overlapping = ent_i_reply_machine_column(&reply, "overlapping", "OVERLAPPING", ENT_CELL_BOOLEAN);
    for (size_t i = 0; i < count; i++) {
        ent_i_reply_text(&reply, name, methods[i].name);
        ent_i_reply_text(&reply, definition, methods[i].definition);
        ent_i_reply_text(&reply, source, methods[i].source);
        ent_i_reply_text(&reply, doi, methods[i].doi);
        ent_i_reply_text(&reply, by, methods[i].computed_by);
        ent_i_reply_boolean(&reply, directed, methods[i].directed);
        ent_i_reply_boolean(&reply, weighted, methods[i].weighted);
        ent_i_reply_boolean(&reply, seeded, methods[i].seeded);
        ent_i_reply_boolean(&reply, overlapping, methods[i].overlapping);
        ent_i_reply_row(&reply);
    }
    return ent_i_reply_finish(&reply, ret);
}
