/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "graph/base/hash.h"

static ent_path *ask(const ent_view *view, const char *from, const char *to, bool all, size_t limit)
{
    const ent_graph *graph = ent_view_graph(view);
    ent_path *path = NULL;
    ent_error err = { 0 };
    assert_ok(ent_path_ask(view, node_of(graph, from), node_of(graph, to), all, limit, NULL, &path, &err), err);
    return path;
}

/* A path as "a>b<c": the nodes, and the direction of the ties between them. */
static const char *spell(const ent_path *path, size_t number)
{
    static char text[256];
    const ent_graph *graph = ent_view_graph(path->view);
    snprintf(text, sizeof text, "%s", key_of(graph, path->from));
    for (size_t i = 0; i < path->length; i++) {
        const ent_hop *hop = &path->hops[number * path->length + i];
        snprintf(text + strlen(text), sizeof text - strlen(text), "%c%s", hop->forward ? '>' : '<',
                 key_of(graph, hop->to));
    }
    return text;
}

static const char network[] =
    "source s 2020\ntype MET event symmetric\n"
    "node india State\nnode iran State\nnode sco Forum\nnode brics Forum\nnode plan Forum\nnode far State\nnode lost State\n"
    "tie india MEMBER_OF sco 2017-06-09/..\n"
    "tie iran MEMBER_OF sco 2023-07-04/..\n"
    "tie iran OBSERVER_OF sco 2005/2023-07-04\n"
    "tie india MEMBER_OF brics 2009/..\n"
    "tie iran MEMBER_OF brics 2024-01-01/..\n"
    "tie india MEMBER_OF plan - proposed\n"
    "tie iran MEMBER_OF plan - proposed\n"
    "tie far MET iran 2020-05\n"
    "tie lost MEMBER_OF brics 2009/.. suspended\n"
    "tie india WROTE s\ntie lost WROTE s\n";

static void test_path__lists_what_is_in_force_first(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    ent_path *path = ask(view, "india", "iran", true, 0);
    assert_int_equal(path->length, 2);
    assert_int_equal(path->total, 3);
    assert_int_equal(path->path_count, 3);
    assert_string_equal(spell(path, 0), "india>brics<iran");
    assert_string_equal(spell(path, 1), "india>sco<iran");
    assert_string_equal(spell(path, 2), "india>plan<iran");
    ent_path_free(path);
    path = ask(view, "iran", "india", false, 0);
    assert_int_equal(path->path_count, 1);
    assert_int_equal(path->total, 3);
    assert_string_equal(spell(path, 0), "iran>brics<india");
    ent_path_free(path);
    path = ask(view, "iran", "india", true, 2);
    assert_int_equal(path->path_count, 2);
    assert_int_equal(path->total, 3);
    ent_path_free(path);
    ent_view_free(view);
    ent_graph_free(graph);
    ent_path_free(NULL);
}

static void test_path__knows_the_day(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2018");
    ent_path *path = ask(view, "india", "iran", true, 0);
    assert_int_equal(path->total, 2); /* by the SCO, which Iran observes, and by the plan */
    assert_string_equal(spell(path, 0), "india>sco<iran");
    ent_path_free(path);
    path = ask(view, "india", "far", false, 0); /* they have not met yet */
    assert_true(path->length == SIZE_MAX);
    assert_int_equal(path->path_count, 0);
    assert_int_equal(path->total, 0);
    ent_path_free(path);
    ent_view_free(view);
    view = view_at(graph, "2025");
    path = ask(view, "india", "far", false, 0);
    assert_string_equal(spell(path, 0), "india>brics<iran<far");
    ent_path_free(path);
    path = ask(view, "india", "lost", false, 0); /* neither over a suspended tie nor through a source */
    assert_true(path->length == SIZE_MAX);
    ent_path_free(path);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_path__answer_says_how_firm_it_is(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    ent_path *path = ask(view, "india", "iran", true, 0);
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_path_answer(path, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "india and iran are 2 ties apart as of 5 December 2025: 3 shortest paths");
    assert_int_equal(ent_answer_row_count(answer), 6);
    assert_int_equal(section_rows(answer, "Path 1 of 3"), 2);
    assert_int_equal(section_rows(answer, "Path 3 of 3, not in force throughout"), 2);
    assert_string_equal(text_of(answer, 4, "standing"), "proposed");
    assert_true(has_note(answer, "1 of the paths listed goes over a tie that is not in force"));
    ent_answer_free(answer);
    ent_path_free(path);
    ent_view_free(view);
    ent_filter filter = ENT_FILTER_INIT;
    const char *labels[] = { "State" };
    filter.as_of = "2025";
    filter.labels = labels;
    filter.label_count = 1;
    view = view_of(graph, &filter);
    path = ask(view, "india", "iran", true, 0);
    assert_ok(ent_path_answer(path, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "india and iran are not connected as of 31 December 2025");
    assert_int_equal(ent_answer_row_count(answer), 0);
    ent_answer_free(answer);
    ent_path_free(path);
    path = NULL;
    assert_int_equal(ent_path_ask(view, 1, 1, true, 0, NULL, &path, &err), ENT_ERR_USAGE);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_path__longer_but_firm_is_mentioned(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("node a State\nnode b State\nnode c State\n"
                                "tie a LINKS b - planned\ntie a LINKS c\ntie b LINKS c\n");
    ent_view *view = view_at(graph, "2020");
    ent_path *path = ask(view, "a", "b", true, 0);
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_path_answer(path, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "a and b are 1 tie apart as of 31 December 2020, but not in force: "
                                                  "1 shortest path");
    assert_true(has_note(answer, "Over ties in force alone they are 2 ties apart"));
    ent_answer_free(answer);
    ent_path_free(path);
    ent_view_free(view);
    ent_graph_free(graph);
}

/* 70 rows of two ties side by side: 2^70 paths, which do not fit any number. */
static void test_path__counts_without_overflow(void **state)
{
    (void)state;
    char text[16384] = "";
    size_t at = 0;
    for (int i = 0; i <= 70; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "node n%d State\n", i);
    for (int i = 0; i < 70; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "tie n%d LINKS n%d\ntie n%d BACKS n%d\n", i, i + 1, i, i + 1);
    ent_graph *graph = graph_of(text);
    ent_view *view = view_at(graph, "2020");
    ent_path *path = ask(view, "n0", "n70", true, 5);
    assert_true(path->total == UINT64_MAX);
    assert_int_equal(path->path_count, 5);
    assert_int_equal(path->length, 70);
    ent_path_free(path);
    path = ask(view, "n0", "n40", true, 1);
    assert_true(path->total == (uint64_t)1 << 40);
    ent_path_free(path);
    ent_view_free(view);
    ent_graph_free(graph);
}

/* All walks of a length, one tie after another. */
static size_t count_walks(const ent_graph *graph, ent_node at, ent_node to, size_t length)
{
    if (!length)
        return at == to;
    size_t count = 0;
    for (ent_tie tie = 0; tie < ent_graph_tie_count(graph); tie++) {
        ent_tie_view seen;
        ent_graph_tie(graph, tie, &seen);
        if (seen.source == at && seen.target != at)
            count += count_walks(graph, seen.target, to, length - 1);
        else if (seen.target == at && seen.source != at)
            count += count_walks(graph, seen.source, to, length - 1);
    }
    return count;
}

static void check_pair(const ent_view *view, ent_node from, ent_node to)
{
    const ent_graph *graph = ent_view_graph(view);
    ent_path *path = NULL;
    ent_error err = { 0 };
    assert_ok(ent_path_ask(view, from, to, true, 0, NULL, &path, &err), err);
    size_t length = 1, count = 0;
    while (length < 6 && !(count = count_walks(graph, from, to, length)))
        length++;
    if (!count) {
        assert_true(path->length == SIZE_MAX || path->length >= 6);
        ent_path_free(path);
        return;
    }
    assert_int_equal(path->length, length);
    assert_int_equal(path->total, count);
    assert_int_equal(path->path_count, count);
    bool soft_before = false;
    for (size_t i = 0; i < path->path_count; i++) {
        ent_node at = from;
        bool soft = false;
        for (size_t j = 0; j < length; j++) {
            const ent_hop *hop = &path->hops[i * length + j];
            ent_tie_view seen;
            ent_graph_tie(graph, hop->tie, &seen);
            assert_int_equal(hop->from, at);
            assert_int_equal(hop->forward ? seen.source : seen.target, at);
            assert_int_equal(hop->forward ? seen.target : seen.source, hop->to);
            soft = soft || ent_tie_status_fold(seen.status) != ENT_FOLD_IN_FORCE;
            at = hop->to;
        }
        assert_int_equal(at, to);
        assert_false(soft_before && !soft);
        soft_before = soft;
        for (size_t k = 0; k < i; k++)
            assert_memory_not_equal(path->hops + i * length, path->hops + k * length, length * sizeof *path->hops);
    }
    ent_path_free(path);
}

static void test_path__agrees_with_trying_every_walk(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < 30; round++) {
        char text[4096] = "";
        size_t at = 0;
        int n = 6 + round % 3;
        for (int i = 0; i < n; i++)
            at += (size_t)snprintf(text + at, sizeof text - at, "node n%d State\n", i);
        for (int i = 0; i < 8 + round % 5; i++) {
            seed = ent_i_hash_mix(seed + 0x9e3779b97f4a7c15ULL);
            at += (size_t)snprintf(text + at, sizeof text - at, "tie n%d LINKS n%d %d/.. %s\n", (int)(seed % (unsigned)n),
                                   (int)((seed >> 16) % (unsigned)n), 1900 + i, seed >> 40 & 1 ? "planned" : "in-force");
        }
        ent_graph *graph = graph_of(text);
        ent_view *view = view_at(graph, "2020");
        for (ent_node from = 0; from < 3; from++)
            for (ent_node to = 3; to < 6; to++)
                check_pair(view, from, to);
        ent_view_free(view);
        ent_graph_free(graph);
    }
}

/* A tie that a path may go over to a node. */
static bool may_go(const ent_graph *graph, ent_tie tie, ent_node to, const ent_node ends[2], const char *label, bool firm)
{
    ent_tie_view seen;
    ent_node_view node;
    ent_graph_tie(graph, tie, &seen);
    ent_graph_node(graph, to, &node);
    ent_fold fold = ent_tie_status_fold(seen.status);
    bool end = to == ends[0] || to == ends[1];
    return fold != ENT_FOLD_ENDED && (!firm || fold == ENT_FOLD_IN_FORCE) && (end || !node.source) &&
           (end || !label || key_of(graph, to)[0] == label[0] + 'a' - 'A');
}

/* Distance, and how many shortest paths there are: every tie is tried for every node, level by level. */
static size_t slow_paths(const ent_graph *graph, const ent_node ends[2], const char *label, bool firm, uint64_t *ret_total)
{
    enum { MOST = 128 };
    size_t distance[MOST];
    uint64_t paths[MOST] = { 0 };
    size_t nodes = ent_graph_node_count(graph);
    assert_true(nodes <= MOST);
    for (size_t i = 0; i < nodes; i++)
        distance[i] = SIZE_MAX;
    distance[ends[0]] = 0;
    paths[ends[0]] = 1;
    for (size_t level = 0; level < nodes; level++)
        for (ent_tie tie = 0; tie < ent_graph_tie_count(graph); tie++)
            for (int way = 0; way < 2; way++) {
                ent_tie_view seen;
                ent_graph_tie(graph, tie, &seen);
                ent_node from = way ? seen.target : seen.source, to = way ? seen.source : seen.target;
                if (distance[from] != level || distance[to] <= level || !may_go(graph, tie, to, ends, label, firm))
                    continue;
                distance[to] = level + 1;
                paths[to] += paths[from];
            }
    *ret_total = paths[ends[1]];
    return distance[ends[1]];
}

static ent_graph *random_graph(uint64_t *seed, int nodes, int ties)
{
    static const char *const statuses[] = { "in-force", "in-force", "in-force", "planned", "suspended", "ended" };
    static char text[65536];
    size_t at = 0;
    for (int i = 0; i < nodes; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, i % 11 == 5 ? "source x%d 2019\n" : "node %c%d %s\n",
                               i % 11 == 5 ? i : i % 3 ? 's' : 'f', i, i % 3 ? "State" : "Forum");
    for (int i = 0; i < ties; i++) {
        *seed = ent_i_hash_mix(*seed + 0x9e3779b97f4a7c15ULL);
        int ends[] = { (int)(*seed % (unsigned)nodes), (int)((*seed >> 16) % (unsigned)nodes) };
        char first[] = { ends[0] % 11 == 5 ? 'x' : ends[0] % 3 ? 's' : 'f', ends[1] % 11 == 5 ? 'x' : ends[1] % 3 ? 's' : 'f' };
        at += (size_t)snprintf(text + at, sizeof text - at, "tie %c%d LINKS %c%d %d/.. %s\n", first[0], ends[0], first[1],
                               ends[1], 1900 + i % 100, statuses[(*seed >> 40) % 6]);
    }
    return graph_of(text);
}

static void check_slowly(const ent_view *view, ent_node from, ent_node to, const char *label)
{
    const ent_graph *graph = ent_view_graph(view);
    const ent_node ends[] = { from, to };
    ent_path *path = NULL;
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    uint64_t total, firm_total;
    char note[96];
    size_t length = slow_paths(graph, ends, label, false, &total), firm = slow_paths(graph, ends, label, true, &firm_total);
    assert_ok(ent_path_ask(view, from, to, true, 5, NULL, &path, &err), err);
    assert_int_equal(path->length, length);
    assert_int_equal(path->total, total);
    assert_int_equal(path->path_count, total < 5 ? total : 5);
    assert_ok(ent_path_answer(path, &answer, &err), err);
    snprintf(note, sizeof note, "Over ties in force alone they are %zu ties apart", firm);
    assert_int_equal(has_note(answer, note), length != SIZE_MAX && firm != SIZE_MAX && firm != length);
    assert_int_equal(has_note(answer, "Over ties in force alone they are not"), length != SIZE_MAX && firm == SIZE_MAX);
    ent_answer_free(answer);
    ent_path_free(path);
}

static void test_path__from_both_ends_finds_what_from_one_does(void **state)
{
    (void)state;
    uint64_t seed = 11;
    const char *labels[] = { "State" };
    for (int round = 0; round < 40; round++) {
        ent_graph *graph = random_graph(&seed, 40 + round, 50 + round * 2);
        ent_filter filter = ENT_FILTER_INIT;
        filter.as_of = "2020";
        filter.labels = labels;
        filter.label_count = round % 2;
        ent_view *view = view_of(graph, &filter);
        size_t nodes = ent_graph_node_count(graph);
        for (ent_node from = 0; from < 6; from++)
            for (ent_node to = 6; to < nodes; to += 7)
                check_slowly(view, from, to, round % 2 ? "State" : NULL);
        ent_view_free(view);
        ent_graph_free(graph);
    }
}

static bool always(void *context)
{
    ++*(int *)context;
    return true;
}

static void test_path__can_be_stopped(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    int asked = 0;
    const ent_control control = { .interrupted = always, .context = &asked };
    ent_path *path = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_path_ask(view, node_of(graph, "india"), node_of(graph, "iran"), false, 0, &control, &path, &err),
                     ENT_ERR_LIMIT);
    assert_null(path);
    assert_non_null(strstr(err.message, "path was interrupted"));
    assert_int_equal(asked, 1);
    ent_view_free(view);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_path__lists_what_is_in_force_first),
        cmocka_unit_test(test_path__knows_the_day),
        cmocka_unit_test(test_path__answer_says_how_firm_it_is),
        cmocka_unit_test(test_path__longer_but_firm_is_mentioned),
        cmocka_unit_test(test_path__counts_without_overflow),
        cmocka_unit_test(test_path__agrees_with_trying_every_walk),
        cmocka_unit_test(test_path__from_both_ends_finds_what_from_one_does),
        cmocka_unit_test(test_path__can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
