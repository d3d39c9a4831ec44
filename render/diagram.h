/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a drawing shows, free of any question and any place on the canvas: entities, lines between them,
 * sources. Filled from an answer (from_*.c), finished once, then read by a layout. */
#ifndef ENT_I_DIAGRAM_H
#define ENT_I_DIAGRAM_H

#include <stdbool.h>

#include <entente/change.h>
#include <entente/graph.h>

#include "graph/base/arena.h"

typedef enum ent_i_question { ENT_I_LINK, ENT_I_EGO, ENT_I_PATH, ENT_I_VIEW, ENT_I_QUERY, ENT_I_TIMELINE,
                              ENT_I_DIFF, ENT_I_GROUPS } ent_i_question;

typedef enum ent_i_role {
    ENT_I_OTHER, /* anything else */
    ENT_I_THING, /* link: what the asked nodes are tied to */
    ENT_I_ASKED  /* the nodes the question names */
} ent_i_role;

#define ENT_I_ALONE UINT32_MAX

typedef struct ent_i_entity {
    const char *key, *name, *label; /* label: the short name, what is drawn */
    ent_class class_;
    int fold; /* the thing's own status as an ent_fold, -1: not stated */
    ent_i_role role;
    uint32_t rank; /* the place among those of its role, as the answer has it */
    size_t reach;  /* ties of it in the view, drawn or not; chooses what is drawn when not all fits */
    const char *section; /* timeline: the heading above it, or NULL */
    uint32_t group;      /* groups: the number of its own, from 1, or ENT_I_ALONE */
    size_t others;       /* groups: how many more it is in */
    const char *also;    /* groups: the first of those: "also in 2, 5"; or NULL */
    /* Made by finish. */
    const char *id; /* a part of an id */
    size_t degree;  /* lines at it */
} ent_i_entity;

typedef struct ent_i_line {
    uint32_t from, to; /* entities */
    const char *type, *phrase, *brief;
    const char *valid;         /* EDTF text, may be "" */
    const char *status;        /* "in-force" */
    const char *word;          /* of the status, for a drawing: "seeks" */
    const char *since, *until; /* years to show: "2017", "c. 1998"; NULL: not known or open */
    int64_t order;             /* by since; INT64_MAX when not known */
    ent_subject subject;
    ent_fold fold;
    bool directed, event, uncertain;
    uint32_t *sources; /* indexes of sources */
    size_t source_count;
    bool forward;               /* timeline: from is the node asked about */
    uint32_t rank;              /* timeline: the place in the answer */
    ent_span spans[ENT_READINGS]; /* timeline */
    ent_change change;          /* diff */
    const char *mark;           /* diff: what is written on it, or NULL */
    /* Made by finish. */
    const char *id;
    const char *title; /* the tie, or all the ties it stands for, in words */
    size_t ties;       /* how many ties the line stands for */
    size_t folds[3];   /* of these, the states by ent_fold */
    size_t events;     /* of these, events */
    size_t changes[ENT_CHANGE_COUNT]; /* diff: of these */
    size_t undated;    /* of these, without a year to show */
} ent_i_line;

typedef struct ent_i_group {
    size_t number; /* what it is called by */
    size_t count;  /* of its members */
} ent_i_group;

typedef struct ent_i_diagram {
    ent_i_arena arena;
    ent_i_question question;
    ent_i_entity *entities;
    size_t entity_count, entity_capacity;
    ent_i_line *lines;
    size_t line_count, line_capacity;
    const char **sources; /* names as printed: "Chatterjee 2025" */
    size_t source_count, source_capacity;
    const char *as_of;          /* "2025-12-05", NULL: no date filter */
    const char *as_of_long;     /* "5 December 2025" */
    const char *reading;        /* NULL: nominal, else "certain" or "possible" */
    const char *days;           /* query: what the foot says of days that are not one; NULL: as of as_of, or all */
    const char *statuses;       /* the only ones, "planned, in talks or signed"; NULL: all */
    const char *span;           /* query: "2001 to 2010", for the title; NULL: none */
    const char *query;          /* query: its text */
    size_t rows;                /* query: the rows that were read, when there are more; else 0 */
    size_t deprecated;          /* query: deprecated claims, which are left out unless there is nothing else */
    bool all_deprecated;
    const char *thing, *things; /* link: "forum", "forums" */
    bool members;               /* link: every tie is a membership */
    size_t asked_count;
    size_t path_length, path_count; /* path: ties on the way, ways drawn; SIZE_MAX: not connected */
    uint64_t path_total;
    size_t events_left_out;
    const char *method, *group_word;  /* groups: how they were found; "Clique" */
    ent_i_group *groups;              /* groups: in their order */
    size_t group_count, smaller_groups;
    bool keep_isolates; /* groups: those without a line are in groups too */
    bool sharing;       /* groups: lines are none of the graph's ties, but join those who share another node */
    bool apart;      /* timeline: each tie is a line of its own */
    ent_day day;     /* timeline: the one that the answer is for */
    size_t changes[ENT_CHANGE_COUNT]; /* diff: all that there are */
    size_t unchanged, never_known;    /* diff: relations that are not drawn */
    size_t outranked; /* timeline: claims that others outrank, left out */
    size_t loops;    /* ties from a thing to itself, not drawn */
    size_t isolates; /* entities without a line that were left out */
    unsigned hops;   /* ego */
} ent_i_diagram;

void ent_i_diagram_init(ent_i_diagram *diagram, ent_i_question question);
void ent_i_diagram_clear(ent_i_diagram *diagram);

/* Texts are copied and made fit to be drawn. Entities may come in any order, each key once. */
ENT_CHECK ent_status ent_i_diagram_add_entity(ent_i_diagram *diagram, const ent_i_entity *entity, uint32_t *ret,
                                              ent_error *err);
ENT_CHECK ent_status ent_i_diagram_add_source(ent_i_diagram *diagram, const char *name, uint32_t *ret, ent_error *err);
ENT_CHECK ent_status ent_i_diagram_add_line(ent_i_diagram *diagram, const ent_i_line *line, ent_error *err);

/* Sort by key, merge the ties between the same two entities into the strongest (in force before planned
 * before ended, then the earliest), make ids and titles. drop_isolates: leave entities out that have no
 * line and were not asked about. */
ENT_CHECK ent_status ent_i_diagram_finish(ent_i_diagram *diagram, bool drop_isolates, ent_error *err);

/* "India is a member of SCO: since 2017 [Chatterjee 2025]". NULL: no memory. */
const char *ent_i_line_title(ent_i_diagram *diagram, const ent_i_line *line);
/* "since 2017", "seeks since 1994", "2007–2018", "date unknown". */
const char *ent_i_line_when(ent_i_arena *arena, const ent_i_line *line);
/* For a second line in a chip: "member since 2017". */
const char *ent_i_line_brief(ent_i_arena *arena, const ent_i_line *line);
/* The entity's status as drawn: its own, else that of its strongest line; states are always in force
 * unless they say otherwise. */
ent_fold ent_i_entity_fold(const ent_i_diagram *diagram, uint32_t entity);

#endif
