/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of measures, and how they are asked for. */
#ifndef ENTENTE_MEASURE_H
#define ENTENTE_MEASURE_H

#include <entente/view.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How long work may take and how it is stopped; for every question that may take long. All of it may be 0 or
 * NULL. Work that is stopped, or takes longer, ends with ENT_ERR_LIMIT. */
typedef struct ent_control {
    unsigned threads;      /* at most; 0: as many as there are processors. Numbers do not depend on it. */
    uint64_t milliseconds; /* 0: without end */
    bool (*interrupted)(void *context);             /* asked now and then, from the caller's thread only */
    void (*progress)(void *context, double done);   /* 0 .. 1; from the caller's thread only */
    void *context;
} ent_control;
#define ENT_CONTROL_INIT { 0, 0, NULL, NULL, NULL }

/* What a measure gives a number for. */
typedef enum ent_scope {
    ENT_SCOPE_NODE,    /* each node: ent_measure_nodes */
    ENT_SCOPE_TIE,     /* each tie: ent_measure_ties */
    ENT_SCOPE_NETWORK, /* the network: ent_measure_network */
    ENT_SCOPE_PAIR,    /* pairs of nodes: ent_measure_pairs */
    ENT_SCOPE_NETWORKS /* two networks on the same nodes: ent_measure_networks */
} ent_scope;

typedef enum ent_parameter_kind {
    ENT_PARAMETER_NUMBER,
    ENT_PARAMETER_WHOLE,   /* a number without a fraction */
    ENT_PARAMETER_SWITCH,  /* "yes" or "no" */
    ENT_PARAMETER_NODES,   /* keys or names of nodes, separated by commas */
    ENT_PARAMETER_LABEL,   /* the name of a label */
    ENT_PARAMETER_GROUPS,  /* what parts nodes into groups: "label", or the name of a property of nodes */
    ENT_PARAMETER_PROPERTY, /* the name of a property of ties */
    ENT_PARAMETER_MEASURE, /* the name of a measure of nodes */
    ENT_PARAMETER_DATE     /* a day, a month or a year */
} ent_parameter_kind;

typedef struct ent_parameter {
    const char *name; /* "damping" */
    ent_parameter_kind kind;
    const char *usual;   /* what holds when it is not given: "0.85"; NULL: nothing */
    double least, most;  /* of numbers, both allowed */
    const char *meaning; /* a sentence */
    bool required;
} ent_parameter;

/* One of several numbers that a measure of a network gives. */
typedef struct ent_measure_value {
    const char *name;    /* "003" */
    const char *meaning; /* a phrase */
} ent_measure_value;

typedef struct ent_measure {
    const char *name;         /* "betweenness" */
    const char *heading;      /* "Betweenness" */
    ent_scope scope;
    const char *definition;   /* one or two sentences */
    const char *unit;         /* "ties", "paths", "1" */
    const char *range;        /* "0 .. (n-1)(n-2)/2" */
    const char *directed;     /* what it does with direction */
    const char *weighted;     /* what it does with weights; NULL: ignores them */
    const char *loops;        /* loops and parallel ties */
    const char *disconnected; /* disconnected and empty networks */
    const char *source;       /* the paper or standard */
    const char *doi;          /* or NULL */
    const char *computed_by;  /* "igraph" or "entente" */
    bool takes_strength, takes_distance; /* which meanings of weight it accepts */
    bool of_the_day; /* it looks at days, so that it may change while the network does not */
    const ent_parameter *parameters;
    size_t parameter_count;
    const ent_measure_value *values; /* of a network or two: the numbers, in order; one at least */
    size_t value_count;
} ent_measure;

ENT_API const ent_measure *ent_measures(size_t *ret_count);
ENT_API const ent_measure *ent_measure_find(const char *name);
/* The same with the nearest names offered in the error. */
ENT_API ENT_CHECK ent_status ent_measure_lookup(const char *name, const ent_measure **ret, ent_error *err);
/* NULL when the measure has no such parameter. */
ENT_API const ent_parameter *ent_measure_parameter(const ent_measure *measure, const char *name);
/* "node", "tie", "network", "pair", "networks" */
ENT_API const char *ent_scope_text(ent_scope scope);

/* A parameter's value: a text as a person types it, or NULL and a number (a switch: 0 or 1). */
typedef struct ent_argument {
    const char *name;
    const char *text;
    double number;
} ent_argument;

typedef struct ent_measure_options {
    const ent_control *control; /* or NULL */
    const ent_argument *arguments; /* ENT_ERR_USAGE: one that the measure does not have, or out of its range */
    size_t argument_count;
    /* Groups that are not properties, as found by an algorithm: by node of the projection. In the place of the
     * parameter of the kind ENT_PARAMETER_GROUPS; NULL: as the parameter says. */
    const uint32_t *groups;
    /* Told, in a sentence, what a reader of these numbers must know: that they are not unique, say. */
    void (*note)(void *context, const char *text);
    void *note_context;
} ent_measure_options;
#define ENT_MEASURE_OPTIONS_INIT { NULL, NULL, 0, NULL, NULL, NULL }

/* options may be NULL. NaN stands where a measure is not defined. ret is written only on success. ENT_ERR_USAGE:
 * a measure of another scope, or one that reads weights otherwise.
 *
 * scores: one number for each node of the projection. */
ENT_API ENT_CHECK ent_status ent_measure_nodes(const ent_measure *measure, const ent_projection *projection,
                                               const ent_measure_options *options, double *ret_scores,
                                               ent_error *err);
/* One number for each tie of the projection. */
ENT_API ENT_CHECK ent_status ent_measure_ties(const ent_measure *measure, const ent_projection *projection,
                                              const ent_measure_options *options, double *ret_scores, ent_error *err);
/* value_count numbers. */
ENT_API ENT_CHECK ent_status ent_measure_network(const ent_measure *measure, const ent_projection *projection,
                                                 const ent_measure_options *options, double *ret_values,
                                                 ent_error *err);
/* One number for each pair of nodes of the projection. Cheapest when pairs with the same first node follow each
 * other. */
ENT_API ENT_CHECK ent_status ent_measure_pairs(const ent_measure *measure, const ent_projection *projection,
                                               const ent_measure_options *options, const uint32_t (*pairs)[2],
                                               size_t count, double *ret_scores, ent_error *err);
/* Two projections of one graph; nodes that are in one only count as isolates of the other. value_count numbers. */
ENT_API ENT_CHECK ent_status ent_measure_networks(const ent_measure *measure, const ent_projection *one,
                                                  const ent_projection *other, const ent_measure_options *options,
                                                  double *ret_values, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
