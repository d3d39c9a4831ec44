/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The functions of the language: names, arity, what their arguments may be, what they give. One table for the
 * binder, the evaluator (an array of implementations by id) and the manual. */
#ifndef ENT_I_FUNCTIONS_H
#define ENT_I_FUNCTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "graph/query/bind/bind_type.h"

#define ENT_I_VARIADIC UINT8_MAX

typedef enum ent_i_result {
    ENT_I_RESULT_FIXED,   /* .type */
    ENT_I_RESULT_SAME,    /* that of the first argument */
    ENT_I_RESULT_ELEMENT, /* an element of the first argument */
    ENT_I_RESULT_COLLECT, /* a list of the first argument */
    ENT_I_RESULT_JOIN,    /* whatever an argument can be */
    ENT_I_RESULT_AVERAGE  /* FLOAT, of durations DURATION */
} ent_i_result;

/* X(ID, name, least, most, (argument sets; the last one goes on), result, type, lists, aggregate, volatile)
 * A set says which static types are refused when the statement is compiled; where openCypher wants an error at
 * run time the set is wider than what the function takes. Volatile: two calls may differ within a run. */
#define ENT_I_M(name) ENT_I_MASK_##name
#define ENT_I_FUNCTION_LIST(X)                                                                                 \
    /* aggregates */                                                                                           \
    X(COUNT, "count", 1, 1, (ENT_I_M(ANY)), FIXED, INTEGER, 0, true, false)                                    \
    X(SUM, "sum", 1, 1, (ENT_I_M(NUMBER) | ENT_I_M(DURATION)), SAME, ANY, 0, true, false)                      \
    X(AVG, "avg", 1, 1, (ENT_I_M(NUMBER) | ENT_I_M(DURATION)), AVERAGE, ANY, 0, true, false)                   \
    X(MIN, "min", 1, 1, (ENT_I_M(ANY)), SAME, ANY, 0, true, false)                                             \
    X(MAX, "max", 1, 1, (ENT_I_M(ANY)), SAME, ANY, 0, true, false)                                             \
    X(COLLECT, "collect", 1, 1, (ENT_I_M(ANY)), COLLECT, ANY, 0, true, false)                                  \
    X(STDEV, "stDev", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, true, false)                                   \
    X(STDEVP, "stDevP", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, true, false)                                 \
    X(PERCENTILE_DISC, "percentileDisc", 2, 2, (ENT_I_M(NUMBER)), SAME, ANY, 0, true, false)                   \
    X(PERCENTILE_CONT, "percentileCont", 2, 2, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, true, false)                \
    /* nodes, relationships, paths */                                                                          \
    X(ID, "id", 1, 1, (ENT_I_M(ENTITY)), FIXED, INTEGER, 0, false, false)                                      \
    X(ELEMENT_ID, "elementId", 1, 1, (ENT_I_M(ENTITY)), FIXED, STRING, 0, false, false)                        \
    X(LABELS, "labels", 1, 1, (ENT_I_M(NODE)), FIXED, STRING, 1, false, false)                                 \
    X(TYPE, "type", 1, 1, (ENT_I_M(RELATIONSHIP)), FIXED, STRING, 0, false, false)                             \
    X(START_NODE, "startNode", 1, 1, (ENT_I_M(RELATIONSHIP)), FIXED, NODE, 0, false, false)                    \
    X(END_NODE, "endNode", 1, 1, (ENT_I_M(RELATIONSHIP)), FIXED, NODE, 0, false, false)                        \
    X(PROPERTIES, "properties", 1, 1, (ENT_I_M(ENTITY) | ENT_I_M(MAP)), FIXED, MAP, 0, false, false)           \
    X(KEYS, "keys", 1, 1, (ENT_I_M(ENTITY) | ENT_I_M(MAP)), FIXED, STRING, 1, false, false)                    \
    X(NODES, "nodes", 1, 1, (ENT_I_M(PATH)), FIXED, NODE, 1, false, false)                                     \
    X(RELATIONSHIPS, "relationships", 1, 1, (ENT_I_M(PATH)), FIXED, RELATIONSHIP, 1, false, false)             \
    X(LENGTH, "length", 1, 1, (ENT_I_M(PATH)), FIXED, INTEGER, 0, false, false)                                \
    /* any value, lists */                                                                                     \
    X(EXISTS, "exists", 1, 1, (ENT_I_M(ANY)), FIXED, BOOLEAN, 0, false, false)                                 \
    X(COALESCE, "coalesce", 1, ENT_I_VARIADIC, (ENT_I_M(ANY)), JOIN, ANY, 0, false, false)                     \
    X(SIZE, "size", 1, 1, (ENT_I_M(STRING) | ENT_I_M(LIST)), FIXED, INTEGER, 0, false, false)                  \
    X(IS_EMPTY, "isEmpty", 1, 1, (ENT_I_M(STRING) | ENT_I_M(LIST) | ENT_I_M(MAP)), FIXED, BOOLEAN, 0, false, false) \
    X(HEAD, "head", 1, 1, (ENT_I_M(LIST)), ELEMENT, ANY, 0, false, false)                                      \
    X(LAST, "last", 1, 1, (ENT_I_M(LIST)), ELEMENT, ANY, 0, false, false)                                      \
    X(TAIL, "tail", 1, 1, (ENT_I_M(LIST)), SAME, ANY, 0, false, false)                                         \
    X(REVERSE, "reverse", 1, 1, (ENT_I_M(STRING) | ENT_I_M(LIST)), SAME, ANY, 0, false, false)                 \
    X(RANGE, "range", 2, 3, (ENT_I_M(ANY)), FIXED, INTEGER, 1, false, false)                                   \
    /* conversions */                                                                                          \
    X(TO_BOOLEAN, "toBoolean", 1, 1, (ENT_I_M(ANY)), FIXED, BOOLEAN, 0, false, false)                          \
    X(TO_INTEGER, "toInteger", 1, 1, (ENT_I_M(ANY)), FIXED, INTEGER, 0, false, false)                          \
    X(TO_FLOAT, "toFloat", 1, 1, (ENT_I_M(ANY)), FIXED, FLOAT, 0, false, false)                                \
    X(TO_STRING, "toString", 1, 1, (ENT_I_M(ANY)), FIXED, STRING, 0, false, false)                             \
    X(TO_BOOLEAN_OR_NULL, "toBooleanOrNull", 1, 1, (ENT_I_M(ANY)), FIXED, BOOLEAN, 0, false, false)            \
    X(TO_INTEGER_OR_NULL, "toIntegerOrNull", 1, 1, (ENT_I_M(ANY)), FIXED, INTEGER, 0, false, false)            \
    X(TO_FLOAT_OR_NULL, "toFloatOrNull", 1, 1, (ENT_I_M(ANY)), FIXED, FLOAT, 0, false, false)                  \
    X(TO_STRING_OR_NULL, "toStringOrNull", 1, 1, (ENT_I_M(ANY)), FIXED, STRING, 0, false, false)               \
    /* strings */                                                                                              \
    X(TO_LOWER, "toLower", 1, 1, (ENT_I_M(STRING)), FIXED, STRING, 0, false, false)                            \
    X(TO_UPPER, "toUpper", 1, 1, (ENT_I_M(STRING)), FIXED, STRING, 0, false, false)                            \
    X(TRIM, "trim", 1, 1, (ENT_I_M(STRING)), FIXED, STRING, 0, false, false)                                   \
    X(LTRIM, "ltrim", 1, 1, (ENT_I_M(STRING)), FIXED, STRING, 0, false, false)                                 \
    X(RTRIM, "rtrim", 1, 1, (ENT_I_M(STRING)), FIXED, STRING, 0, false, false)                                 \
    X(LEFT, "left", 2, 2, (ENT_I_M(STRING), ENT_I_M(INTEGER)), FIXED, STRING, 0, false, false)                 \
    X(RIGHT, "right", 2, 2, (ENT_I_M(STRING), ENT_I_M(INTEGER)), FIXED, STRING, 0, false, false)               \
    X(SUBSTRING, "substring", 2, 3, (ENT_I_M(STRING), ENT_I_M(INTEGER)), FIXED, STRING, 0, false, false)       \
    X(REPLACE, "replace", 3, 3, (ENT_I_M(STRING)), FIXED, STRING, 0, false, false)                             \
    X(SPLIT, "split", 2, 2, (ENT_I_M(STRING), ENT_I_M(STRING) | ENT_I_M(LIST)), FIXED, STRING, 1, false, false) \
    /* numbers */                                                                                              \
    X(ABS, "abs", 1, 1, (ENT_I_M(NUMBER)), SAME, ANY, 0, false, false)                                         \
    X(SIGN, "sign", 1, 1, (ENT_I_M(NUMBER)), FIXED, INTEGER, 0, false, false)                                  \
    X(CEIL, "ceil", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                    \
    X(FLOOR, "floor", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                  \
    X(ROUND, "round", 1, 3, (ENT_I_M(NUMBER), ENT_I_M(INTEGER), ENT_I_M(STRING)), FIXED, FLOAT, 0, false, false) \
    X(SQRT, "sqrt", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                    \
    X(EXP, "exp", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                      \
    X(LOG, "log", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                      \
    X(LOG10, "log10", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                  \
    X(SIN, "sin", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                      \
    X(COS, "cos", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                      \
    X(TAN, "tan", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                      \
    X(COT, "cot", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                      \
    X(ASIN, "asin", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                    \
    X(ACOS, "acos", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                    \
    X(ATAN, "atan", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                    \
    X(ATAN2, "atan2", 2, 2, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                                  \
    X(HAVERSIN, "haversin", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                            \
    X(DEGREES, "degrees", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                              \
    X(RADIANS, "radians", 1, 1, (ENT_I_M(NUMBER)), FIXED, FLOAT, 0, false, false)                              \
    X(IS_NAN, "isNaN", 1, 1, (ENT_I_M(NUMBER)), FIXED, BOOLEAN, 0, false, false)                               \
    X(E, "e", 0, 0, (ENT_I_M(ANY)), FIXED, FLOAT, 0, false, false)                                             \
    X(PI, "pi", 0, 0, (ENT_I_M(ANY)), FIXED, FLOAT, 0, false, false)                                           \
    X(RAND, "rand", 0, 0, (ENT_I_M(ANY)), FIXED, FLOAT, 0, false, true)                                        \
    X(RANDOM_UUID, "randomUUID", 0, 0, (ENT_I_M(ANY)), FIXED, STRING, 0, false, true)                          \
    X(TIMESTAMP, "timestamp", 0, 0, (ENT_I_M(ANY)), FIXED, INTEGER, 0, false, false)                           \
    /* temporal values */                                                                                      \
    X(DATE, "date", 0, 1, (ENT_I_MASK_MADE), FIXED, DATE, 0, false, false)                                     \
    X(DATE_TRANSACTION, "date.transaction", 0, 1, (ENT_I_M(STRING)), FIXED, DATE, 0, false, false)             \
    X(DATE_STATEMENT, "date.statement", 0, 1, (ENT_I_M(STRING)), FIXED, DATE, 0, false, false)                 \
    X(DATE_REALTIME, "date.realtime", 0, 1, (ENT_I_M(STRING)), FIXED, DATE, 0, false, true)                    \
    X(DATE_TRUNCATE, "date.truncate", 1, 3, ENT_I_MASKS_TRUNCATE, FIXED, DATE, 0, false, false)                \
    X(LOCAL_TIME, "localtime", 0, 1, (ENT_I_MASK_MADE), FIXED, LOCAL_TIME, 0, false, false)                    \
    X(LOCAL_TIME_TRANSACTION, "localtime.transaction", 0, 1, (ENT_I_M(STRING)), FIXED, LOCAL_TIME, 0, false, false) \
    X(LOCAL_TIME_STATEMENT, "localtime.statement", 0, 1, (ENT_I_M(STRING)), FIXED, LOCAL_TIME, 0, false, false) \
    X(LOCAL_TIME_REALTIME, "localtime.realtime", 0, 1, (ENT_I_M(STRING)), FIXED, LOCAL_TIME, 0, false, true)   \
    X(LOCAL_TIME_TRUNCATE, "localtime.truncate", 1, 3, ENT_I_MASKS_TRUNCATE, FIXED, LOCAL_TIME, 0, false, false) \
    X(TIME, "time", 0, 1, (ENT_I_MASK_MADE), FIXED, TIME, 0, false, false)                                     \
    X(TIME_TRANSACTION, "time.transaction", 0, 1, (ENT_I_M(STRING)), FIXED, TIME, 0, false, false)             \
    X(TIME_STATEMENT, "time.statement", 0, 1, (ENT_I_M(STRING)), FIXED, TIME, 0, false, false)                 \
    X(TIME_REALTIME, "time.realtime", 0, 1, (ENT_I_M(STRING)), FIXED, TIME, 0, false, true)                    \
    X(TIME_TRUNCATE, "time.truncate", 1, 3, ENT_I_MASKS_TRUNCATE, FIXED, TIME, 0, false, false)                \
    X(LOCAL_DATETIME, "localdatetime", 0, 1, (ENT_I_MASK_MADE), FIXED, LOCAL_DATETIME, 0, false, false)        \
    X(LOCAL_DATETIME_TRANSACTION, "localdatetime.transaction", 0, 1,                                           \
      (ENT_I_M(STRING)), FIXED, LOCAL_DATETIME, 0, false, false)                                               \
    X(LOCAL_DATETIME_STATEMENT, "localdatetime.statement", 0, 1,                                               \
      (ENT_I_M(STRING)), FIXED, LOCAL_DATETIME, 0, false, false)                                               \
    X(LOCAL_DATETIME_REALTIME, "localdatetime.realtime", 0, 1,                                                 \
      (ENT_I_M(STRING)), FIXED, LOCAL_DATETIME, 0, false, true)                                                \
    X(LOCAL_DATETIME_TRUNCATE, "localdatetime.truncate", 1, 3,                                                 \
      ENT_I_MASKS_TRUNCATE, FIXED, LOCAL_DATETIME, 0, false, false)                                            \
    X(DATETIME, "datetime", 0, 1, (ENT_I_MASK_MADE), FIXED, DATETIME, 0, false, false)                         \
    X(DATETIME_TRANSACTION, "datetime.transaction", 0, 1, (ENT_I_M(STRING)), FIXED, DATETIME, 0, false, false) \
    X(DATETIME_STATEMENT, "datetime.statement", 0, 1, (ENT_I_M(STRING)), FIXED, DATETIME, 0, false, false)     \
    X(DATETIME_REALTIME, "datetime.realtime", 0, 1, (ENT_I_M(STRING)), FIXED, DATETIME, 0, false, true)        \
    X(DATETIME_TRUNCATE, "datetime.truncate", 1, 3, ENT_I_MASKS_TRUNCATE, FIXED, DATETIME, 0, false, false)    \
    X(DATETIME_FROM_EPOCH, "datetime.fromEpoch", 2, 2, (ENT_I_M(NUMBER)), FIXED, DATETIME, 0, false, false)    \
    X(DATETIME_FROM_EPOCH_MILLIS, "datetime.fromEpochMillis", 1, 1,                                            \
      (ENT_I_M(NUMBER)), FIXED, DATETIME, 0, false, false)                                                     \
    X(DURATION, "duration", 1, 1,                                                                              \
      (ENT_I_M(STRING) | ENT_I_M(MAP) | ENT_I_M(DURATION)), FIXED, DURATION, 0, false, false)                  \
    X(DURATION_BETWEEN, "duration.between", 2, 2, (ENT_I_M(INSTANT)), FIXED, DURATION, 0, false, false)        \
    X(DURATION_IN_MONTHS, "duration.inMonths", 2, 2, (ENT_I_M(INSTANT)), FIXED, DURATION, 0, false, false)     \
    X(DURATION_IN_DAYS, "duration.inDays", 2, 2, (ENT_I_M(INSTANT)), FIXED, DURATION, 0, false, false)         \
    X(DURATION_IN_SECONDS, "duration.inSeconds", 2, 2, (ENT_I_M(INSTANT)), FIXED, DURATION, 0, false, false)   \
    /* ours: what is said of a node or relationship beyond its properties */                                   \
    X(VALIDITY, "validity", 1, 1, (ENT_I_M(ENTITY)), FIXED, STRING, 0, false, false)                           \
    X(HOLDS, "holds", 2, 3,                                                                                    \
      (ENT_I_M(ENTITY), ENT_I_M(STRING) | ENT_I_M(INSTANT), ENT_I_M(STRING)), FIXED, BOOLEAN, 0, false, false) \
    X(STATUS, "status", 1, 1, (ENT_I_M(ENTITY)), FIXED, STRING, 0, false, false)                               \
    X(CITATIONS, "citations", 1, 1, (ENT_I_M(ENTITY)), FIXED, MAP, 1, false, false)                            \
    X(SOURCES, "sources", 1, 1, (ENT_I_M(ENTITY)), FIXED, STRING, 1, false, false)

/* What temporal values are made of. */
#define ENT_I_MASK_MADE (ENT_I_MASK_STRING | ENT_I_MASK_MAP | ENT_I_MASK_INSTANT)
#define ENT_I_MASKS_TRUNCATE (ENT_I_MASK_STRING, ENT_I_MASK_INSTANT, ENT_I_MASK_MAP)

typedef enum ent_i_function_id {
#define ENT_X(id, name, least, most, arguments, result, type, lists, aggregate, is_volatile) ENT_I_FUNCTION_##id,
    ENT_I_FUNCTION_LIST(ENT_X)
#undef ENT_X
        ENT_I_FUNCTION_TOTAL /* how many there are */
} ent_i_function_id;

#define ENT_I_FUNCTION_ARGUMENTS 3

typedef struct ent_i_function {
    ent_i_function_id id;
    const char *name;
    uint8_t least, most; /* arguments */
    ent_i_result result;
    ent_i_type type;
    bool aggregate;
    bool is_volatile;
    ent_i_type_mask arguments[ENT_I_FUNCTION_ARGUMENTS]; /* 0: as the one before */
} ent_i_function;

/* By name, without regard to case; NULL: there is none. */
const ent_i_function *ent_i_function_find(const char *name, size_t length);
const ent_i_function *ent_i_function_get(ent_i_function_id id);
/* The set of argument i. */
ent_i_type_mask ent_i_function_mask(const ent_i_function *function, size_t i);
/* The name nearest to a misspelt one, or NULL. */
const char *ent_i_function_near(const char *name, size_t length);

#endif
