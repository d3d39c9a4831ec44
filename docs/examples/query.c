/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A question in openCypher from C: who was a member of the SCO on a day, and since when, as the day moves.
 *
 *     cc query.c $(pkg-config --cflags --libs entente)
 */
#include <entente.h>

#include <stdio.h>

static const char text[] =
    "MATCH (s:State)-[t:MEMBER_OF]->(:Forum {key: $forum}) AS OF date($day) "
    "WHERE coalesce(t.rank, 'normal') <> 'deprecated' "
    "RETURN s.name AS name, min(t.valid) AS valid ORDER BY name";

/* The query is prepared once and run once a day. */
static ent_status members(ent_query *query, const char *day, ent_error *err)
{
    size_t rows = 0;
    ent_status status = ent_query_bind_string(query, "day", day, SIZE_MAX, err);
    if (status < 0)
        return status;
    printf("%s\n", day);
    while ((status = ent_query_step(query, err)) == ENT_OK) {
        const char *valid = ent_query_text(query, 1, NULL);
        printf("  %s %s\n", ent_query_text(query, 0, NULL), valid ? valid : "undated");
        rows++;
    }
    printf("%zu members\n", rows);
    return status < 0 ? status : ENT_OK;
}

static ent_status run(const ent_graph *graph, ent_error *err)
{
    ent_session *session = NULL;
    ent_query *query = NULL;
    ent_status status = ent_session_new(graph, &session, err);
    if (status >= 0)
        status = ent_query_prepare(session, text, SIZE_MAX, &query, err);
    if (status >= 0)
        status = ent_query_bind_string(query, "forum", "sco", SIZE_MAX, err);
    if (status >= 0)
        status = members(query, "2016-12-31", err);
    if (status >= 0)
        status = members(query, "2018-12-31", err);
    ent_query_free(query);
    ent_session_free(session);
    return status;
}

int main(void)
{
    ent_error err = { 0 };
    ent_graph *graph = NULL;
    ent_status status = ent_graph_bundled(&graph, &err);
    if (status >= 0)
        status = run(graph, &err);
    ent_graph_free(graph);
    if (status < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    return 0;
}
