/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of every question fails once: each must surface as ENT_ERR_NOMEM and leave nothing behind. */
#include "support.h"

#include <entente/change.h>
#include <entente/groups.h>

#include "../faults.h"

#define TRY(call)                 \
    do {                          \
        ent_status try_ = (call); \
        if (try_ < 0)             \
            return try_;          \
    } while (0)

static const char network[] =
    "meta name Test\nmeta as_of 2025-12-05\nsource s 2025-12 press\nsource t 2021-12 press\n"
    "type SIGNED event directed\n"
    "node india State\nnode russia State\nnode iran State\nnode ussr State 1922/1991-12-26\nnode relos Agreement\nnode sco Forum\n"
    "tie india PARTY_TO relos 2025-02-18/ signed preferred s {\"weight\":2}\n"
    "tie india PARTY_TO relos 2025-02/ signed normal t {\"weight\":2}\n"
    "tie russia PARTY_TO relos 2025-12-15/ ratified - s,t {\"weight\":2}\n"
    "tie india SIGNED relos 2025-02-18 - - s {\"weight\":2}\n"
    "tie india MEMBER_OF sco 2017-06-09/.. - - s {\"weight\":2}\n"
    "tie russia MEMBER_OF sco 2001-06-15/.. - - - {\"weight\":2}\n"
    "tie iran MEMBER_OF sco 2023-07/.. - - - {\"weight\":2}\n"
    "tie iran LINKS india 1990/2000 - - - {\"weight\":2}\n"
    "tie india TRADES_WITH russia - - - s {\"weight\":2}\n";

static const ent_graph *graph; /* made while nothing fails */

static ent_status ask_link(const ent_view *view, ent_error *err)
{
    const ent_node asked[] = { node_of(graph, "india"), node_of(graph, "russia") };
    ent_link *link = NULL;
    ent_answer *answer = NULL;
    TRY(ent_link_ask(view, asked, 2, ent_graph_find_label(graph, "Forum"), &link, err));
    ent_status status = ent_link_answer(link, &answer, err);
    ent_answer_free(answer);
    ent_link_free(link);
    return status;
}

static ent_status ask_ego(const ent_view *view, ent_error *err)
{
    ent_ego *ego = NULL;
    ent_answer *answer = NULL;
    TRY(ent_ego_ask(view, node_of(graph, "india"), 2, NULL, &ego, err));
    ent_status status = ent_ego_answer(ego, &answer, err);
    ent_answer_free(answer);
    answer = NULL;
    if (status >= 0)
        status = ent_ego_measures_answer(ego, &answer, err);
    ent_answer_free(answer);
    ent_ego_free(ego);
    return status;
}

static ent_status ask_path(const ent_view *view, ent_error *err)
{
    ent_path *path = NULL;
    ent_answer *answer = NULL;
    TRY(ent_path_ask(view, node_of(graph, "iran"), node_of(graph, "relos"), true, 0, NULL, &path, err));
    ent_status status = ent_path_answer(path, &answer, err);
    ent_answer_free(answer);
    ent_path_free(path);
    return status;
}

/* igraph allocates for itself; what is ours around it must hold. */
static ent_status ask_rank(const ent_view *view, ent_error *err)
{
    const ent_measure *measures[] = { ent_measure_find("betweenness"), ent_measure_find("degree") };
    ent_rank_options options = ENT_RANK_OPTIONS_INIT;
    options.measures = measures;
    options.measure_count = 2;
    options.top = 2;
    options.projection.weight_as = ENT_WEIGHT_DISTANCE;
    ent_answer *answer = NULL;
    ent_status status = ent_rank_ask(view, &options, &answer, err);
    ent_answer_free(answer);
    return status;
}

static ent_status ask_show(const ent_view *view, ent_error *err)
{
    ent_answer *answer = NULL;
    ent_status status = ent_show_ask(view, node_of(graph, "relos"), &answer, err);
    ent_answer_free(answer);
    answer = NULL;
    if (status >= 0)
        status = ent_show_ask(view, node_of(graph, "s"), &answer, err);
    ent_answer_free(answer);
    return status;
}

static ent_status ask_lists(const ent_view *view, ent_error *err)
{
    ent_answer *answer = NULL;
    TRY(ent_info_ask(view, &answer, err));
    ent_answer_free(answer);
    TRY(ent_sources_ask(view, &answer, err));
    ent_answer_free(answer);
    TRY(ent_ties_ask(view, &answer, err));
    ent_answer_free(answer);
    ent_find_options options = { "russ", "period", 0 };
    TRY(ent_find_ask(view, &options, &answer, err));
    ent_answer_free(answer);
    TRY(ent_measures_answer(&answer, err));
    ent_answer_free(answer);
    return ENT_OK;
}

static ent_status ask_change(const ent_view *view, ent_error *err)
{
    const ent_node asked[] = { node_of(graph, "india"), node_of(graph, "sco") };
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = "2010";
    ent_view *before = NULL;
    ent_diff *diff = NULL;
    ent_timeline *timeline = NULL;
    ent_answer *answer = NULL;
    TRY(ent_view_new(graph, &filter, &before, err));
    ent_status status = ent_diff_ask(before, view, asked, 2, &diff, err);
    if (status >= 0)
        status = ent_diff_answer(diff, &answer, err);
    ent_answer_free(answer);
    ent_diff_free(diff);
    ent_view_free(before);
    TRY(status);
    answer = NULL;
    TRY(ent_timeline_ask(view, asked, 2, &timeline, err));
    status = ent_timeline_answer(timeline, &answer, err);
    ent_answer_free(answer);
    ent_timeline_free(timeline);
    return status;
}

/* One day and days, by one measure; the network in numbers; pairs; two networks. */
static ent_status ask_measured(const ent_view *view, ent_error *err)
{
    const ent_measure *degree = ent_measure_find("degree"), *density = ent_measure_find("density"),
                      *jaccard = ent_measure_find("jaccard");
    const ent_day days[] = { 15000, 16000, 20000 };
    ent_answer *answer = NULL;
    ent_series_options series = { ENT_RANK_OPTIONS_INIT, days, 3, true };
    series.rank.measures = &degree;
    series.rank.measure_count = 1;
    TRY(ent_series_ask(view, &series, &answer, err));
    ent_answer_free(answer);
    ent_rank_options description = ENT_RANK_OPTIONS_INIT;
    description.measures = &density;
    description.measure_count = 1;
    TRY(ent_describe_ask(view, &description, &answer, err));
    ent_answer_free(answer);
    ent_similar_options similar = { ENT_RANK_OPTIONS_INIT, ENT_NONE, true, false };
    similar.measures.measures = &jaccard;
    similar.measures.measure_count = 1;
    TRY(ent_similar_ask(view, &similar, &answer, err));
    ent_answer_free(answer);
    ent_argument few = { "permutations", NULL, 2 };
    ent_compare_options compared = { ENT_RANK_OPTIONS_INIT, "one", "other" };
    compared.measures.arguments = &few;
    compared.measures.argument_count = 1;
    TRY(ent_compare_ask(view, view, &compared, &answer, err));
    ent_answer_free(answer);
    return ENT_OK;
}

static ent_status ask_ways(const ent_view *view, ent_error *err)
{
    ent_ways_options options = ENT_WAYS_OPTIONS_INIT;
    options.count = 3;
    ent_ways *ways = NULL;
    ent_temporal *temporal = NULL;
    ent_answer *answer = NULL;
    TRY(ent_ways_ask(view, node_of(graph, "iran"), node_of(graph, "relos"), &options, &ways, err));
    ent_status status = ent_ways_answer(ways, &answer, err);
    ent_answer_free(answer);
    ent_ways_free(ways);
    TRY(status);
    answer = NULL;
    TRY(ent_temporal_ask(view, node_of(graph, "iran"), ENT_DAY_MIN, NULL, &temporal, err));
    status = ent_temporal_answer(temporal, ENT_NONE, &answer, err);
    ent_answer_free(answer);
    answer = NULL;
    if (status >= 0)
        status = ent_temporal_answer(temporal, node_of(graph, "india"), &answer, err);
    ent_answer_free(answer);
    ent_temporal_free(temporal);
    return status;
}

static ent_status ask_groups(const ent_view *view, ent_error *err)
{
    ent_groups_options options = ENT_GROUPS_OPTIONS_INIT;
    ent_groups *groups = NULL;
    ent_answer *answer = NULL;
    size_t count;
    for (options.method = ent_group_methods(&count); strcmp(options.method->name, "components");)
        options.method++;
    TRY(ent_groups_ask(view, &options, &groups, err));
    ent_status status = ent_groups_answer(groups, &answer, err);
    ent_answer_free(answer);
    ent_groups_free(groups);
    return status;
}

typedef ent_status question(const ent_view *view, ent_error *err);

static ent_status ask(question *of, ent_error *err)
{
    static const char *const types[] = { "member of", "PARTY_TO", "SIGNED", "LINKS", "TRADES_WITH" };
    static const char *const labels[] = { "State", "Forum", "Agreement" }, *const sources[] = { "press" };
    ent_filter filter = ENT_FILTER_INIT;
    filter.types = types;
    filter.type_count = 5;
    filter.labels = labels;
    filter.label_count = 3;
    if (of == ask_show) {
        filter.sources = sources;
        filter.source_count = 1;
    }
    ent_view *view = NULL;
    TRY(ent_view_new(graph, &filter, &view, err));
    ent_status status = of(view, err);
    ent_view_free(view);
    return status;
}

static void let_each_fail(question *of)
{
    fail_at = 0;
    allocations = 0;
    ent_error err = { 0 };
    assert_ok(ask(of, &err), err);
    size_t most = allocations, before = live;
    assert_true(most > 10);
    for (size_t i = 1; i <= most; i++) {
        ent_error_clear(&err);
        allocations = 0;
        fail_at = i;
        ent_status status = ask(of, &err);
        fail_at = 0;
        if (status != ENT_ERR_NOMEM || err.code != ENT_ERR_NOMEM || live != before)
            fail_msg("allocation %zu of %zu: %s, %zd blocks left", i, most, ent_status_name(status),
                     (ssize_t)(live - before));
    }
}

static void test_question_faults__link(void **state)
{
    (void)state;
    let_each_fail(ask_link);
}

static void test_question_faults__ego(void **state)
{
    (void)state;
    let_each_fail(ask_ego);
}

static void test_question_faults__path(void **state)
{
    (void)state;
    let_each_fail(ask_path);
}

static void test_question_faults__rank(void **state)
{
    (void)state;
    let_each_fail(ask_rank);
}

static void test_question_faults__show(void **state)
{
    (void)state;
    let_each_fail(ask_show);
}

static void test_question_faults__lists(void **state)
{
    (void)state;
    let_each_fail(ask_lists);
}

static void test_question_faults__change(void **state)
{
    (void)state;
    let_each_fail(ask_change);
}

static void test_question_faults__measured(void **state)
{
    (void)state;
    let_each_fail(ask_measured);
}

static void test_question_faults__ways(void **state)
{
    (void)state;
    let_each_fail(ask_ways);
}

static void test_question_faults__groups(void **state)
{
    (void)state;
    let_each_fail(ask_groups);
}

int main(void)
{
    ent_graph *made = graph_of(network);
    graph = made;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_question_faults__link), cmocka_unit_test(test_question_faults__ego),
        cmocka_unit_test(test_question_faults__path), cmocka_unit_test(test_question_faults__rank),
        cmocka_unit_test(test_question_faults__show), cmocka_unit_test(test_question_faults__lists),
        cmocka_unit_test(test_question_faults__change),
        cmocka_unit_test(test_question_faults__measured),
        cmocka_unit_test(test_question_faults__ways),
        cmocka_unit_test(test_question_faults__groups),
    };
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    ent_graph_free(made);
    return failures;
}
