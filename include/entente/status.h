/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results and errors. Every fallible function returns an ent_status and, if asked, fills an ent_error. */
#ifndef ENTENTE_STATUS_H
#define ENTENTE_STATUS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ENT_API __attribute__((visibility("default")))
#define ENT_CHECK __attribute__((warn_unused_result))
#else
#define ENT_API
#define ENT_CHECK
#endif

/* X(name, value, text): 0 is success, above 0 is information, below 0 is an error. */
#define ENT_STATUS_LIST(X)                                                        \
    X(ENT_OK, 0, "success")                                                       \
    X(ENT_DONE, 1, "no more items")                                               \
    X(ENT_ERR_NOMEM, -1, "out of memory")                                         \
    X(ENT_ERR_IO, -2, "input or output failed")                                   \
    X(ENT_ERR_SYNTAX, -3, "malformed input")                                      \
    X(ENT_ERR_UTF8, -4, "text is not UTF-8")                                      \
    X(ENT_ERR_LIMIT, -5, "a limit was exceeded")                                  \
    X(ENT_ERR_NOTFOUND, -6, "not found")                                          \
    X(ENT_ERR_AMBIGUOUS, -7, "ambiguous name")                                    \
    X(ENT_ERR_DATE, -8, "not an EDTF date")                                       \
    X(ENT_ERR_DUPLICATE, -9, "duplicate")                                         \
    X(ENT_ERR_DANGLING, -10, "reference to something that does not exist")        \
    X(ENT_ERR_INVALID, -11, "invalid value")                                      \
    X(ENT_ERR_FORMAT, -12, "not a file of the expected kind")                     \
    X(ENT_ERR_LOCKED, -13, "locked by another process")                           \
    X(ENT_ERR_READONLY, -14, "read-only")                                         \
    X(ENT_ERR_FULL, -15, "no space left")                                         \
    X(ENT_ERR_CORRUPT, -16, "damaged database")                                   \
    X(ENT_ERR_UNSUPPORTED, -17, "not supported")                                  \
    X(ENT_ERR_USAGE, -18, "wrong usage")                                          \
    X(ENT_ERR_CAPACITY, -19, "too much for this drawing")                         \
    X(ENT_ERR_CONVERGENCE, -20, "did not converge")                               \
    X(ENT_ERR_INTERNAL, -21, "internal error")

typedef enum ent_status {
#define ENT_X(name, value, text) name = value,
    ENT_STATUS_LIST(ENT_X)
#undef ENT_X
} ent_status;

/* What went wrong and where. The first error wins: a function given an ent_error that already holds
 * one leaves it alone. Lines and columns count from 1 (columns in bytes); 0 means not known. Plain
 * data: copy it freely, nothing to free. A message too long for its buffer is cut at a character
 * boundary and ends in "...". */
typedef struct ent_error {
    ent_status code;
    uint64_t line;
    uint64_t column;
    char file[512];
    char message[1536];
} ent_error;

/* The name of a status ("ENT_ERR_IO") and its meaning in English; never NULL. */
ENT_API const char *ent_status_name(ent_status status);
ENT_API const char *ent_status_text(ent_status status);

/* Make err hold no error, so that it can be used again. Safe on NULL. */
ENT_API void ent_error_clear(ent_error *err);

/* "2026.1" style version of the library. */
ENT_API const char *ent_version(void);

#ifdef __cplusplus
}
#endif
#endif
