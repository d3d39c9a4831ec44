/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The network in memory: nodes, typed, dated and cited ties, a vocabulary. Build it with the add
 * functions, then finish it; a finished graph is read-only to the questions and safe to read from
 * several threads at once. Everything returned by a getter is borrowed until the graph is freed or
 * added to. */
#ifndef ENTENTE_GRAPH_H
#define ENTENTE_GRAPH_H

#include <stdbool.h>

#include <entente/date.h>
#include <entente/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_graph ent_graph;
typedef uint32_t ent_node;  /* 0 .. node_count-1, in order of addition */
typedef uint32_t ent_tie;   /* 0 .. tie_count-1, in order of addition */
typedef uint16_t ent_label; /* 0 .. label_count-1 */
typedef uint16_t ent_type;  /* 0 .. type_count-1 */
#define ENT_NONE UINT32_MAX
#define ENT_NO_LABEL UINT16_MAX
#define ENT_NO_TYPE UINT16_MAX

/* How drawings and counts fold the statuses: three. */
typedef enum ent_fold { ENT_FOLD_IN_FORCE, ENT_FOLD_PLANNED, ENT_FOLD_ENDED } ent_fold;

/* X(name, text, fold, word for a drawing) */
#define ENT_TIE_STATUS_LIST(X)                                          \
    X(ENT_TIE_IN_FORCE, "in-force", ENT_FOLD_IN_FORCE, "in force")      \
    X(ENT_TIE_SIGNED, "signed", ENT_FOLD_PLANNED, "signed")             \
    X(ENT_TIE_RATIFIED, "ratified", ENT_FOLD_PLANNED, "ratified")       \
    X(ENT_TIE_ADOPTED, "adopted", ENT_FOLD_IN_FORCE, "adopted")         \
    X(ENT_TIE_PLANNED, "planned", ENT_FOLD_PLANNED, "planned")          \
    X(ENT_TIE_PROPOSED, "proposed", ENT_FOLD_PLANNED, "proposed")       \
    X(ENT_TIE_NEGOTIATING, "negotiating", ENT_FOLD_PLANNED, "in talks") \
    X(ENT_TIE_SOUGHT, "sought", ENT_FOLD_PLANNED, "seeks")              \
    X(ENT_TIE_SUSPENDED, "suspended", ENT_FOLD_ENDED, "suspended")      \
    X(ENT_TIE_STALLED, "stalled", ENT_FOLD_ENDED, "stalled")            \
    X(ENT_TIE_ENDED, "ended", ENT_FOLD_ENDED, "ended")
typedef enum ent_tie_status {
#define ENT_X(name, text, fold, word) name,
    ENT_TIE_STATUS_LIST(ENT_X)
#undef ENT_X
        ENT_TIE_STATUS_COUNT
} ent_tie_status;
ENT_API const char *ent_tie_status_text(ent_tie_status status); /* "in-force" */
ENT_API const char *ent_tie_status_word(ent_tie_status status); /* "in force" */
ENT_API ent_fold ent_tie_status_fold(ent_tie_status status);

/* Which of several contradicting claims the data set prefers. Deprecated claims are kept and shown,
 * never counted. Unverified ones count like normal ones and are listed as such. */
#define ENT_RANK_LIST(X)                \
    X(ENT_RANK_NORMAL, "normal")        \
    X(ENT_RANK_PREFERRED, "preferred")  \
    X(ENT_RANK_UNVERIFIED, "unverified") \
    X(ENT_RANK_DEPRECATED, "deprecated")
typedef enum ent_rank {
#define ENT_X(name, text) name,
    ENT_RANK_LIST(ENT_X)
#undef ENT_X
        ENT_RANK_COUNT
} ent_rank;
ENT_API const char *ent_rank_text(ent_rank rank);

/* How surely a source supports a claim. */
#define ENT_HOW_LIST(X)                       \
    X(ENT_HOW_STATED, "stated")               \
    X(ENT_HOW_LESS_PRECISE, "less-precise")   \
    X(ENT_HOW_IMPLIED, "implied")             \
    X(ENT_HOW_FROM_MEMORY, "from-memory")
typedef enum ent_how {
#define ENT_X(name, text) name,
    ENT_HOW_LIST(ENT_X)
#undef ENT_X
        ENT_HOW_COUNT
} ent_how;
ENT_API const char *ent_how_text(ent_how how);

#define ENT_SUBJECT_LIST(X)             \
    X(ENT_SUBJECT_DIPLOMACY, "diplomacy") \
    X(ENT_SUBJECT_DEFENCE, "defence")   \
    X(ENT_SUBJECT_ENERGY, "energy")     \
    X(ENT_SUBJECT_TRADE, "trade")       \
    X(ENT_SUBJECT_TRANSPORT, "transport") \
    X(ENT_SUBJECT_SCIENCE, "science")   \
    X(ENT_SUBJECT_PEOPLE, "people")     \
    X(ENT_SUBJECT_OTHER, "other")
typedef enum ent_subject {
#define ENT_X(name, text) name,
    ENT_SUBJECT_LIST(ENT_X)
#undef ENT_X
        ENT_SUBJECT_COUNT
} ent_subject;
ENT_API const char *ent_subject_text(ent_subject subject);

/* The drawing class of a label: its shape and fill. */
#define ENT_CLASS_LIST(X)                                  \
    X(ENT_CLASS_STATE, "state", "State")                   \
    X(ENT_CLASS_FORUM, "forum", "Forum")                   \
    X(ENT_CLASS_CORRIDOR, "corridor", "Corridor")          \
    X(ENT_CLASS_WEAPON, "weapon", "Weapon system")         \
    X(ENT_CLASS_AGREEMENT, "agreement", "Agreement")       \
    X(ENT_CLASS_PROJECT, "project", "Project")             \
    X(ENT_CLASS_OTHER, "other", "Other")
typedef enum ent_class {
#define ENT_X(name, text, heading) name,
    ENT_CLASS_LIST(ENT_X)
#undef ENT_X
        ENT_CLASS_COUNT
} ent_class;
ENT_API const char *ent_class_text(ent_class class_);    /* "weapon" */
ENT_API const char *ent_class_heading(ent_class class_); /* "Weapon system" */

/* Borrowed text, not NUL-terminated when read, {NULL, 0} when absent. */
typedef struct ent_text {
    const char *data;
    size_t length;
} ent_text;

/* Where a record stands in its file, for errors; file may be NULL. */
typedef struct ent_place {
    const char *file;
    uint64_t line, column;
} ent_place;

/* --- records: what is added ------------------------------------------------------------------- */

typedef struct ent_label_record {
    ent_text name;   /* "Forum" */
    ent_text plural; /* "Forums"; absent: name + "s" */
    ent_text parent; /* name of the label it is a kind of, or absent */
    ent_text class_; /* a drawing class; absent: the parent's, else "other" */
    ent_place place;
} ent_label_record;

typedef struct ent_type_record {
    ent_text name;      /* "MEMBER_OF" */
    ent_text phrase;    /* "is a member of" */
    ent_text inverse;   /* "has as a member" */
    ent_text brief;     /* one or two words for a drawing: "member" */
    ent_text subject;   /* an ent_subject text; absent: "other" */
    ent_text direction; /* "directed" (default) or "symmetric" */
    ent_text kind;      /* "state" (default) or "event" */
    ent_text short_of;  /* name of the type this one falls short of: an observer is not a member; or absent */
    ent_place place;
} ent_type_record;

typedef struct ent_citation_record {
    ent_text source;    /* key of a node with the label Source */
    ent_text paragraph; /* "26": 1-based count of non-empty lines, or absent */
    ent_text page;      /* free text, or absent */
    ent_text url;       /* http or https, or absent */
    ent_text how;       /* an ent_how text; absent: "stated" */
    ent_text note;      /* our own words, or absent */
} ent_citation_record;

typedef struct ent_alias_record {
    ent_text name;
    bool ambiguous; /* the data set knows that other nodes have this alias too */
} ent_alias_record;

typedef struct ent_node_record {
    ent_text key;        /* required; slug: [a-z0-9] and inner "-", "_", "."; any UTF-8 is accepted from files of others */
    ent_text name;       /* absent: the key; empty, not absent: none, so that it is shown by its key but queries see no name */
    ent_text short_name; /* absent: the name; empty: none */
    ent_text valid;      /* EDTF, or absent */
    ent_text status;     /* an ent_tie_status text, or absent */
    ent_text properties; /* one JSON object, or absent */
    const ent_text *labels;
    size_t label_count;
    const ent_alias_record *aliases;
    size_t alias_count;
    const ent_citation_record *citations;
    size_t citation_count;
    ent_place place;
} ent_node_record;

typedef struct ent_tie_record {
    ent_text source; /* key of the node it starts from */
    ent_text type;
    ent_text target;
    ent_text valid;
    ent_text status;     /* absent: in-force; empty: the same, but nobody said so */
    ent_text rank;       /* absent: normal */
    ent_text properties; /* one JSON object, or absent */
    ent_text copy;       /* which of ties identical to each other it is, from 1; absent: the first */
    const ent_citation_record *citations;
    size_t citation_count;
    ent_place place;
} ent_tie_record;

/* What to do with a node whose key the graph already holds from an earlier import. A key that comes
 * twice within one import is always ENT_ERR_DUPLICATE. */
typedef enum ent_existing {
    ENT_EXISTING_ERROR,  /* the same again is fine, a difference is ENT_ERR_DUPLICATE */
    ENT_EXISTING_KEEP,   /* what is stored stays */
    ENT_EXISTING_UPDATE  /* fields given replace what is stored; labels, aliases and citations are added */
} ent_existing;

/* --- building --------------------------------------------------------------------------------- */

ENT_API ENT_CHECK ent_status ent_graph_new(ent_graph **ret, ent_error *err);
ENT_API void ent_graph_free(ent_graph *graph);

/* Ties and citations may name nodes that come later; ent_graph_finish complains of those that never
 * came (ENT_ERR_DANGLING, at the place of the first reference). A tie identical to an earlier one in
 * source, type, target (either way round when the type is symmetric), valid, status, properties and copy is that
 * tie: ent_graph_finish gives it the citations of both, and the ties after the later one move up by one
 * number.
 * Unknown labels and types are added as label of class other, directed state of subject other.
 * After an error the graph can only be freed. */
ENT_API ENT_CHECK ent_status ent_graph_add_label(ent_graph *graph, const ent_label_record *record,
                                                 ent_error *err);
ENT_API ENT_CHECK ent_status ent_graph_add_type(ent_graph *graph, const ent_type_record *record,
                                                ent_error *err);
ENT_API ENT_CHECK ent_status ent_graph_add_node(ent_graph *graph, const ent_node_record *record,
                                                ent_node *ret, ent_error *err);
ENT_API ENT_CHECK ent_status ent_graph_add_tie(ent_graph *graph, const ent_tie_record *record,
                                               ent_tie *ret, ent_error *err);
/* Meta data: "name", "as_of", "coverage_end" (EDTF dates), "description", "licence", or any other name.
 * A later value replaces an earlier one. */
ENT_API ENT_CHECK ent_status ent_graph_set_meta(ent_graph *graph, ent_text name, ent_text value,
                                                const ent_place *place, ent_error *err);
/* Begin another import into the same graph: from here on, keys seen before are existing ones. */
ENT_API void ent_graph_begin_import(ent_graph *graph, ent_existing existing);
/* Resolve references and periods, check the invariants, build both adjacencies and the name index. O(n + m log d). */
ENT_API ENT_CHECK ent_status ent_graph_finish(ent_graph *graph, ent_error *err);

/* A graph that was loaded from a database may be brought in as it is read. Should the file that it comes from turn out
 * to be damaged after the database has changed, parts of it are missing: then this is ENT_ERR_LOCKED, and what
 * was answered from the graph is not to be used; load it again. */
ENT_API ENT_CHECK ent_status ent_graph_intact(const ent_graph *graph, ent_error *err);

/* --- reading ---------------------------------------------------------------------------------- */

ENT_API size_t ent_graph_node_count(const ent_graph *graph);
ENT_API size_t ent_graph_tie_count(const ent_graph *graph);
ENT_API size_t ent_graph_label_count(const ent_graph *graph);
ENT_API size_t ent_graph_type_count(const ent_graph *graph);
ENT_API size_t ent_graph_citation_count(const ent_graph *graph);
/* A meta value or NULL. */
ENT_API const char *ent_graph_meta(const ent_graph *graph, const char *name);
ENT_API size_t ent_graph_meta_count(const ent_graph *graph);
ENT_API const char *ent_graph_meta_at(const ent_graph *graph, size_t index, const char **ret_value);

typedef struct ent_label_view {
    const char *name, *plural;
    ent_label parent; /* ENT_NO_LABEL: none */
    ent_class class_;
    bool described; /* by the data set or the default vocabulary */
} ent_label_view;
typedef struct ent_type_view {
    const char *name, *phrase, *inverse, *brief; /* never NULL; made from the name when not described */
    const char *short_of; /* name of the type it falls short of, or NULL */
    ent_subject subject;
    bool symmetric;
    bool event;
    bool described;
} ent_type_view;
typedef struct ent_node_view {
    const char *key, *name, *short_name; /* never NULL */
    const char *valid;                   /* EDTF, "" when absent */
    const char *properties;              /* JSON object text, NULL when absent */
    int status;                          /* ent_tie_status, -1 when absent */
    ent_class class_;                    /* of its first label */
    bool source;                         /* has the label Source */
    const ent_label *labels;
    size_t label_count;
} ent_node_view;
typedef struct ent_tie_view {
    ent_node source, target;
    ent_type type;
    ent_tie_status status;
    ent_rank rank;
    const char *properties; /* JSON object text, NULL when absent */
} ent_tie_view;
typedef struct ent_citation_view {
    ent_node source;
    ent_how how;
    const char *paragraph, *page, *url, *note; /* NULL when absent */
} ent_citation_view;
typedef struct ent_alias_view {
    const char *name;
    bool ambiguous;
} ent_alias_view;

ENT_API void ent_graph_label(const ent_graph *graph, ent_label label, ent_label_view *ret);
ENT_API void ent_graph_type(const ent_graph *graph, ent_type type, ent_type_view *ret);
ENT_API void ent_graph_node(const ent_graph *graph, ent_node node, ent_node_view *ret);
ENT_API void ent_graph_tie(const ent_graph *graph, ent_tie tie, ent_tie_view *ret);
ENT_API size_t ent_graph_alias_count(const ent_graph *graph, ent_node node);
ENT_API void ent_graph_alias(const ent_graph *graph, ent_node node, size_t index, ent_alias_view *ret);
/* The EDTF text of a tie's period, "" when undated, exactly as it was given. Borrowed from the graph or
 * written into buffer. */
#define ENT_VALID_TEXT 32
ENT_API const char *ent_graph_tie_valid(const ent_graph *graph, ent_tie tie, char buffer[ENT_VALID_TEXT]);
ENT_API void ent_graph_tie_period(const ent_graph *graph, ent_tie tie, ent_period *ret);
/* The days on which a tie itself holds, by its own period and citations; see ent_period_spans. */
ENT_API void ent_graph_tie_spans(const ent_graph *graph, ent_tie tie, ent_span ret[ENT_READINGS],
                                 ent_day *ret_unknown_from);
ENT_API ent_span ent_graph_tie_span(const ent_graph *graph, ent_tie tie, ent_reading reading);
/* A node without a period exists always. */
ENT_API ent_span ent_graph_node_span(const ent_graph *graph, ent_node node, ent_reading reading);

ENT_API size_t ent_graph_tie_citation_count(const ent_graph *graph, ent_tie tie);
ENT_API void ent_graph_tie_citation(const ent_graph *graph, ent_tie tie, size_t index, ent_citation_view *ret);
ENT_API size_t ent_graph_node_citation_count(const ent_graph *graph, ent_node node);
ENT_API void ent_graph_node_citation(const ent_graph *graph, ent_node node, size_t index, ent_citation_view *ret);

/* Does the node have the label, or one below it in the hierarchy? */
ENT_API bool ent_graph_has_label(const ent_graph *graph, ent_node node, ent_label label);
/* A string member of the node's properties ("author", "title", "as_of", "group"); NULL when absent or not
 * a string. Kept for nodes with the label Source; O(1). */
ENT_API const char *ent_graph_source_field(const ent_graph *graph, ent_node source, const char *field);

/* --- finding ---------------------------------------------------------------------------------- */

/* Exact lookups; ENT_NONE, ENT_NO_LABEL, ENT_NO_TYPE when there is none. Labels and types are also
 * found in any case ("forum", "member_of", "member of") and by plural. */
ENT_API ent_node ent_graph_find_key(const ent_graph *graph, const char *key, size_t length);
ENT_API ent_label ent_graph_find_label(const ent_graph *graph, const char *name);
ENT_API ent_type ent_graph_find_type(const ent_graph *graph, const char *name);
/* The same, as a person types it; the error offers the nearest names. */
ENT_API ENT_CHECK ent_status ent_graph_lookup_label(const ent_graph *graph, const char *name,
                                                    ent_label *ret, ent_error *err);
ENT_API ENT_CHECK ent_status ent_graph_lookup_type(const ent_graph *graph, const char *name, ent_type *ret,
                                                   ent_error *err);
/* A node as a person names it: by key, name, short name or alias, then the same with case and
 * diacritics folded. ENT_ERR_AMBIGUOUS lists the candidates, ENT_ERR_NOTFOUND the nearest names. */
ENT_API ENT_CHECK ent_status ent_graph_lookup(const ent_graph *graph, const char *text, ent_node *ret,
                                              ent_error *err);
/* One hit of a search. */
typedef struct ent_match {
    ent_node node;
    const char *matched; /* the key, name or alias that matched */
    int score;           /* 0 exact, 1 prefix, 2 word prefix, 3 inside, 4 and up: spelling distance + 3 */
} ent_match;
/* Nodes whose names hold text, best first, each once; spelling neighbours when nothing holds it.
 * *ret_matches is freed with free(). limit 0: all. */
ENT_API ENT_CHECK ent_status ent_graph_search(const ent_graph *graph, const char *text, size_t limit,
                                              ent_match **ret_matches, size_t *ret_count, ent_error *err);

/* --- walking ---------------------------------------------------------------------------------- */

typedef enum ent_direction { ENT_OUT = 1, ENT_IN = 2, ENT_BOTH = 3 } ent_direction;

/* Ties at a node in one direction, sorted by (type, other end, tie). Borrowed. A loop stands in both. */
typedef struct ent_arcs {
    const ent_node *others;
    const ent_tie *ties;
    size_t count;
} ent_arcs;
ENT_API ent_arcs ent_graph_out(const ent_graph *graph, ent_node node);
ENT_API ent_arcs ent_graph_in(const ent_graph *graph, ent_node node);

#ifdef __cplusplus
}
#endif
#endif
