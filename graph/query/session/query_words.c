/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the language, for those who help people to write it. */
#include "graph/query/bind/functions.h"
#include "graph/query/session/session.h"
#include "graph/query/syntax/lex.h"

const char *ent_query_keyword(size_t index)
{
    static const char *const words[] = {
#define ENT_X(word) #word,
        ENT_I_KEYWORD_LIST(ENT_X)
#undef ENT_X
    };
    return index < sizeof words / sizeof words[0] ? words[index] : NULL;
}

const char *ent_query_function(size_t index)
{
    static const char *const names[] = {
#define ENT_X(id, name, ...) name,
        ENT_I_FUNCTION_LIST(ENT_X)
#undef ENT_X
    };
    return index < sizeof names / sizeof names[0] ? names[index] : NULL;
}

const ent_graph *ent_session_graph(const ent_session *session)
{
    return session->work->base;
}
