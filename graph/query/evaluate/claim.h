/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing claims: the properties that mean something to Entente. */
#ifndef ENT_I_CLAIM_H
#define ENT_I_CLAIM_H

#include "graph/query/evaluate/run.h"

/* Can the property be stored in a database: is valid EDTF text, status one of Entente's, and so on? Only looked at in
 * sessions over one; elsewhere they are properties like any other. */
ENT_CHECK ent_status ent_i_claim_check(ent_i_run *run, ent_i_range range, ent_i_value entity, const char *key,
                                       size_t length, ent_i_value value);
/* The value that a query gives for "citations", as the work graph keeps it. */
ENT_CHECK ent_status ent_i_claim_citations(ent_i_run *run, ent_i_range range, ent_i_value value, ent_i_value *ret);
/* At the end of a statement: sources that are cited are there and still sources. */
ENT_CHECK ent_status ent_i_claim_sources(ent_i_run *run);

#endif
