/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random statements that write, the same for the same seed. They change nodes by "i" and relationships by "j". */
#ifndef ENT_TEST_WRITER_H
#define ENT_TEST_WRITER_H

#include <string.h>

#include "graph/base/buffer.h"

static const char first_statement[] = "CREATE (:Source {key: 's0', as_of: '2012'}), (:Source {key: 's1'})";

typedef struct writer {
    uint64_t random;
    unsigned nodes, rels, keys; /* so many were made */
    bool transaction;
} writer;

static inline unsigned pick(writer *w, unsigned below)
{
    w->random = w->random * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (unsigned)((w->random >> 33) % below);
}

static const char *const values[] = {
    "1", "-7", "9007199254740993", "2.0", "0.1", "-0.0", "1/0.0", "'text'", "''", "'\\u00e9\\u0000\\n\"'", "true", "false",
    "[]", "[1, 2]", "['a', 'b']", "[1.5, 2.0]", "date('2021-12-06')", "time('10:00+01:00')", "duration('P1Y2M3DT4.5S')",
    "datetime('2021-12-06T10:00[Europe/Berlin]')", "localdatetime('2021-12-06T10:00')", "[date('2020-01-01')]",
};
static const char *const properties[] = { "w", "x", "name", "short", "`we ird`", "rank", "date" };
static const char *const periods[] = { "2010/2020", "2014/..", "/2016", "2010~/2015?", "2015", "1999-01-01/2001-02", "../2030" };
static const char *const statuses[] = { "in-force", "planned", "ended", "signed" };
static const char *const ranks[] = { "normal", "preferred", "deprecated" };
static const char *const types[] = { "T", "T", "U", "SIGNED", "MEMBER_OF" };
#define ANY(w, list) (list)[pick((w), sizeof(list) / sizeof((list)[0]))]

/* ".p = v", for a node or relationship. */
static inline void put_assignment(writer *w, bool rel, const char *before, const char *between, ent_i_buffer *out)
{
    switch (pick(w, 9)) {
    case 0:
        ent_i_buffer_printf(out, "%svalid%s'%s'", before, between, ANY(w, periods));
        break;
    case 1:
        ent_i_buffer_printf(out, "%sstatus%s'%s'", before, between, ANY(w, statuses));
        break;
    case 2:
        ent_i_buffer_printf(out, "%scitations%s[{source: 's%u', paragraph: %u}, {source: 's1', note: 'n%u'}]", before,
                            between, pick(w, 2), 1 + pick(w, 3), pick(w, 3));
        break;
    case 3:
        if (rel)
            ent_i_buffer_printf(out, "%srank%s'%s'", before, between, ANY(w, ranks));
        else
            ent_i_buffer_printf(out, "%skey%s'k%u'", before, between, w->keys++);
        break;
    case 4:
        ent_i_buffer_printf(out, "%sname%s'Name %u'", before, between, pick(w, 9));
        break;
    default: {
        const char *property = ANY(w, properties), *value = ANY(w, values);
        /* Texts that are no rank are refused. */
        ent_i_buffer_printf(out, "%s%s%s%s", before, property, between,
                            strcmp(property, "rank") == 0 && *value == '\'' ? "3" : value);
    }
    }
}

static inline void put_map(writer *w, bool rel, char id, unsigned number, ent_i_buffer *out)
{
    ent_i_buffer_printf(out, "{%c: %u", id, number);
    for (unsigned n = pick(w, 4); n > 0; n--)
        put_assignment(w, rel, ", ", ": ", out);
    ent_i_buffer_char(out, '}');
}

static inline void put_statement(writer *w, ent_i_buffer *out)
{
    bool rel = pick(w, 2);
    const char *found = rel ? "MATCH ()-[e {j: %u}]->()" : "MATCH (e {i: %u})";
    unsigned one = pick(w, w->nodes + 1), other = pick(w, w->nodes + 1), number = pick(w, (rel ? w->rels : w->nodes) + 1);
    switch (pick(w, 16)) {
    case 0:
    case 1:
    case 2:
        ent_i_buffer_printf(out, "CREATE (:L%u%s ", pick(w, 4), pick(w, 2) ? ":M" : "");
        put_map(w, false, 'i', w->nodes++, out);
        ent_i_buffer_char(out, ')');
        break;
    case 3:
    case 4:
    case 5:
        ent_i_buffer_printf(out, "MATCH (a {i: %u}), (b {i: %u}) CREATE (a)-[:%s ", one, other, ANY(w, types));
        put_map(w, true, 'j', w->rels++, out);
        ent_i_buffer_text(out, "]->(b)");
        break;
    case 6:
        ent_i_buffer_printf(out, "MATCH (a {i: %u}), (b {i: %u}) CREATE (a)-[:T]->(b), (a)-[:T]->(b)", one, other);
        break;
    case 7:
        ent_i_buffer_printf(out, found, number);
        ent_i_buffer_printf(out, " REMOVE e.%s", ANY(w, properties));
        break;
    case 8:
        ent_i_buffer_printf(out, found, number);
        ent_i_buffer_text(out, pick(w, 2) ? " SET e = " : " SET e += ");
        put_map(w, rel, rel ? 'j' : 'i', number, out);
        break;
    case 9:
        ent_i_buffer_printf(out, "MATCH (e {i: %u}) %s e:L%u%s", one, pick(w, 2) ? "SET" : "REMOVE", pick(w, 4), pick(w, 2) ? ":N" : "");
        break;
    case 10:
        ent_i_buffer_printf(out, found, number);
        ent_i_buffer_text(out, rel ? " DELETE e" : " DETACH DELETE e");
        break;
    case 11:
        w->nodes += one == w->nodes;
        ent_i_buffer_printf(out, "MERGE (n {i: %u}) ON CREATE SET n.c = 1 ON MATCH SET n.c = coalesce(n.c, 0) + 1", one);
        break;
    case 12:
        ent_i_buffer_printf(out, "MATCH (e {i: %u}) SET e.x = 'lost' CREATE (:Lost) WITH e DETACH DELETE e RETURN 1 / 0", one);
        break;
    default:
        ent_i_buffer_printf(out, found, number);
        put_assignment(w, rel, " SET e.", " = ", out);
    }
}

/* Or one that begins or ends a transaction. */
static inline void put_next(writer *w, ent_i_buffer *out)
{
    unsigned dice = pick(w, 12);
    if (dice == 0 && !w->transaction) {
        ent_i_buffer_text(out, "BEGIN");
        w->transaction = true;
    } else if (dice < 3 && w->transaction) {
        ent_i_buffer_text(out, dice == 1 ? "COMMIT" : "ROLLBACK");
        w->transaction = false;
    } else {
        put_statement(w, out);
    }
}

#endif
