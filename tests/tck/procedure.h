/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Procedures that scenarios define by a signature and a table. */
#ifndef ENT_TCK_PROCEDURE_H
#define ENT_TCK_PROCEDURE_H

#include "expect.h"
#include "gherkin.h"

/* A call answers with the outputs of the rows whose inputs are its arguments. Everything is in the arena, which must
 * outlive the session. *ret_refused: it is the engine that does not take it. */
ENT_CHECK bool tck_register(ent_i_arena *arena, ent_session *session, const char *signature, const tck_table *table,
                            bool *ret_refused, ent_i_buffer *why);

#endif
