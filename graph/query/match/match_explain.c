/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The steps of a pattern in words, for EXPLAIN. */
#include "graph/query/evaluate/explain.h"
#include "graph/query/match/match.h"
#include "graph/query/overlay/statistics.h"

typedef struct speaker {
    ent_i_explain *explain;
    const ent_i_matcher *matcher;
} speaker;

/* The node pattern that says most of a slot: others of the same variable are often bare. */
static const ent_i_node_pattern *node_of(const ent_i_matcher *matcher, uint32_t slot)
{
    const ent_i_node_pattern *best = NULL;
    for (size_t i = 0; i < matcher->request.path_count; i++)
        for (size_t j = 0; j <= matcher->request.paths[i].rel_count; j++) {
            const ent_i_node_pattern *node = &matcher->request.paths[i].nodes[j];
            if (matcher->request.bound[i].nodes[j].slot == slot &&
                (!best || node->label_count + (node->properties != NULL) >
                              best->label_count + (best->properties != NULL)))
                best = node;
        }
    return best;
}

/* A node that is known is named; of one that is found here is said what it must be. */
static void say_node(const speaker *s, uint32_t slot, bool whole)
{
    const ent_i_node_pattern *node = node_of(s->matcher, slot);
    if (!node)
        ent_i_explain_text(s->explain, "()");
    else if (whole || !node->variable.text)
        ent_i_explain_source(s->explain, node->range);
    else
        ent_i_explain_text(s->explain, "(%.100s)", node->variable.text);
}

static void say_length(const speaker *s, const ent_i_rel_pattern *rel)
{
    if (!rel->variable_length)
        return;
    ent_i_explain_text(s->explain, "*");
    if (rel->least != 1 || rel->most != ENT_I_UNBOUNDED)
        ent_i_explain_text(s->explain, "%lld", (long long)rel->least);
    if (rel->most == rel->least)
        return;
    if (rel->most != ENT_I_UNBOUNDED)
        ent_i_explain_text(s->explain, "..%lld", (long long)rel->most);
    else if (rel->least != 1)
        ent_i_explain_text(s->explain, "..");
}

static void say_rel(const speaker *s, const ent_i_step *step)
{
    const ent_i_rel_pattern *rel = step->pattern;
    if (!rel->variable.text && !rel->type_count && !rel->variable_length && !rel->properties) {
        ent_i_explain_text(s->explain, step->directions == ENT_IN ? "<--" : step->directions == ENT_OUT ? "-->" : "--");
        return;
    }
    ent_i_explain_text(s->explain, step->directions == ENT_IN ? "<-[" : "-[");
    if (rel->variable.text)
        ent_i_explain_text(s->explain, "%.100s", rel->variable.text);
    for (size_t i = 0; i < rel->type_count; i++) {
        ent_i_explain_text(s->explain, i ? "|" : ":");
        ent_i_explain_source(s->explain, rel->types[i].range);
    }
    say_length(s, rel);
    if (rel->properties) {
        ent_i_explain_text(s->explain, " ");
        ent_i_explain_expr(s->explain, rel->properties);
    }
    ent_i_explain_text(s->explain, step->directions == ENT_OUT ? "]->" : "]-");
}

/* The conditions that are written after the pattern, and tested here. */
static void say_conditions(const speaker *s, const ent_i_step *step)
{
    bool first = true;
    for (const ent_i_test *test = step->tests; test; test = test->next)
        if (test->kind == ENT_I_TEST_WHERE) {
            ent_i_explain_text(s->explain, !first ? " and " : step->kind == ENT_I_STEP_FINISH ? "" : " where ");
            ent_i_explain_expr(s->explain, test->expr);
            first = false;
        }
}

static const char *access_name(ent_i_access_kind kind)
{
    static const char *const names[] = { [ENT_I_ACCESS_EQUAL] = "NodeLookup", [ENT_I_ACCESS_ANY_OF] = "NodeLookup",
                                         [ENT_I_ACCESS_PREFIX] = "NodeByPrefix", [ENT_I_ACCESS_RANGE] = "NodeByRange",
                                         [ENT_I_ACCESS_ID] = "NodeById" };
    return names[kind];
}

static const char *name_of(const ent_i_step *step)
{
    switch (step->kind) {
    case ENT_I_STEP_NODE:
        return "KnownNode";
    case ENT_I_STEP_SCAN:
        return step->accesses ? access_name(step->accesses->kind) : step->label != ENT_I_NO_SYMBOL ? "NodeByLabel" : "AllNodes";
    case ENT_I_STEP_EXPAND:
        return step->to_known ? "ExpandInto" : "Expand";
    case ENT_I_STEP_REL:
        return "KnownRelationship";
    case ENT_I_STEP_VARIABLE:
        return step->to_known ? "ExpandAllInto" : "ExpandAll";
    case ENT_I_STEP_LIST:
        return "KnownRelationships";
    case ENT_I_STEP_SHORTEST:
        return "ShortestPath";
    default:
        return "Filter";
    }
}

/* Of all nodes, those with the label. */
static void say_count(const speaker *s, const ent_i_step *step)
{
    const ent_i_statistics *counted = ent_i_statistics_known(s->matcher->run->work);
    if (counted && step->kind == ENT_I_STEP_SCAN && !step->accesses && step->label != ENT_I_NO_SYMBOL)
        ent_i_explain_text(s->explain, ", %lld of %lld nodes", (long long)ent_i_statistics_nodes(counted, step->label),
                           (long long)ent_i_statistics_nodes(counted, ENT_I_NO_SYMBOL));
}

static void say_step(const speaker *s, const ent_i_step *step)
{
    if (step->kind == ENT_I_STEP_NODE || step->kind == ENT_I_STEP_SCAN) {
        say_node(s, step->to, true);
        say_count(s, step);
    } else if (step->kind != ENT_I_STEP_FINISH) {
        say_node(s, step->from, false);
        say_rel(s, step);
        say_node(s, step->to, !step->to_known);
    }
    say_conditions(s, step);
}

void ent_i_explain_matcher(ent_i_explain *explain, const ent_i_matcher *matcher)
{
    speaker s = { explain, matcher };
    if (matcher->request.time)
        ent_i_explain_source(explain, matcher->request.time->range);
    for (size_t i = 0; i < matcher->step_count; i++) {
        const ent_i_step *step = &matcher->steps[i];
        if (step->kind == ENT_I_STEP_FINISH && !step->tests)
            continue; /* nothing that somebody would miss */
        ent_i_explain_begin(explain, name_of(step), step->estimate,
                            matcher->run->profiled ? &step->counter : NULL);
        say_step(&s, step);
        ent_i_explain_end(explain);
    }
}
