/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the text of a statement to its tree; and errors that point into the text. */
#ifndef ENT_I_PARSE_H
#define ENT_I_PARSE_H

#include <entente/query.h>

#include "graph/base/arena.h"
#include "graph/query/syntax/ast.h"

/* Parse one statement (a last ";" is allowed). Time and memory are linear in length. The tree lives in the
 * arena, also what was made of it before an error. On an error *ret_fault says in openCypher's words what it
 * is (static texts), if ret_fault is not NULL; err has line, column, and a message that shows the place.
 * Errors: ENT_ERR_SYNTAX, ENT_ERR_UTF8, ENT_ERR_LIMIT (nesting, 4 GB of text), ENT_ERR_NOMEM. */
ENT_CHECK ent_status ent_i_parse(ent_i_arena *arena, const char *text, size_t length, const ent_i_statement **ret,
                                 ent_query_error *ret_fault, ent_error *err);

/* Report an error at a place of the query text, in compilation or at run time: fills ret_fault (may be NULL;
 * type, phase and detail must be static texts) and err: "message\n  MATCH (n) RETURN m\n                   ^".
 * Lines longer than a screen are cut around the place. Returns code. */
ent_status ent_i_fault(const char *text, size_t length, ent_i_range range, ent_status code, const char *type,
                       const char *phase, const char *detail, ent_query_error *ret_fault, ent_error *err,
                       const char *format, ...) ENT_I_PRINTF(10, 11);

#endif
