/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signatures of procedures: "name(a :: STRING?, b :: LIST OF INTEGER?) :: (c :: NUMBER)". */
#include <string.h>

#include "graph/query/bind/bind.h"

typedef struct reader {
    ent_i_arena *arena;
    const char *start, *at;
    ent_error *err;
} reader;

static void skip_blanks(reader *r)
{
    while (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r')
        r->at++;
}

static bool take(reader *r, const char *text)
{
    skip_blanks(r);
    size_t length = strlen(text);
    if (strncmp(r->at, text, length))
        return false;
    r->at += length;
    return true;
}

static ent_status expected(reader *r, const char *what)
{
    return ent_i_fail(r->err, ENT_ERR_SYNTAX, "the signature \"%s\" of a procedure: %s expected at character %zu",
                      r->start, what, (size_t)(r->at - r->start) + 1);
}

static size_t word_length(const char *text)
{
    return strcspn(text, " \t\r\n(),:?<>");
}

static ent_status take_name(reader *r, const char **ret)
{
    skip_blanks(r);
    size_t length = word_length(r->at);
    if (!length)
        return expected(r, "a name");
    char *name = ent_i_arena_copy(r->arena, r->at, length);
    if (!name)
        return ent_i_nomem(r->err);
    r->at += length;
    *ret = name;
    return ENT_OK;
}

static bool take_word(reader *r, const char *word)
{
    skip_blanks(r);
    size_t length = strlen(word);
    if (word_length(r->at) != length || strncmp(r->at, word, length))
        return false;
    r->at += length;
    return true;
}

static ent_status take_type(reader *r, ent_i_type *ret)
{
    static const struct { const char *words[2]; ent_i_type_kind kind; } types[] = {
        { { "LOCAL", "DATETIME" }, ENT_I_TYPE_LOCAL_DATETIME }, { { "LOCAL", "TIME" }, ENT_I_TYPE_LOCAL_TIME },
        { { "LOCALDATETIME", NULL }, ENT_I_TYPE_LOCAL_DATETIME }, { { "LOCALTIME", NULL }, ENT_I_TYPE_LOCAL_TIME },
        { { "ANY", NULL }, ENT_I_TYPE_ANY }, { { "BOOLEAN", NULL }, ENT_I_TYPE_BOOLEAN },
        { { "INTEGER", NULL }, ENT_I_TYPE_INTEGER }, { { "FLOAT", NULL }, ENT_I_TYPE_FLOAT },
        { { "NUMBER", NULL }, ENT_I_TYPE_NUMBER }, { { "STRING", NULL }, ENT_I_TYPE_STRING },
        { { "MAP", NULL }, ENT_I_TYPE_MAP }, { { "NODE", NULL }, ENT_I_TYPE_NODE },
        { { "RELATIONSHIP", NULL }, ENT_I_TYPE_RELATIONSHIP }, { { "PATH", NULL }, ENT_I_TYPE_PATH },
        { { "DATE", NULL }, ENT_I_TYPE_DATE }, { { "TIME", NULL }, ENT_I_TYPE_TIME },
        { { "DATETIME", NULL }, ENT_I_TYPE_DATETIME }, { { "DURATION", NULL }, ENT_I_TYPE_DURATION },
    };
    unsigned lists = 0;
    while (take_word(r, "LIST")) {
        take(r, "?");
        if (!take(r, "<") && !take_word(r, "OF")) {
            *ret = (ent_i_type){ ENT_I_TYPE_ANY, (uint8_t)(lists + 1) };
            return ENT_OK;
        }
        if (++lists > 100)
            return expected(r, "fewer lists");
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *before = r->at;
        if (!take_word(r, types[i].words[0]))
            continue;
        if (types[i].words[1] && !take_word(r, types[i].words[1])) {
            r->at = before;
            continue;
        }
        *ret = (ent_i_type){ (uint8_t)types[i].kind, (uint8_t)lists };
        return ENT_OK;
    }
    return expected(r, "a type");
}

static ent_status take_field(reader *r, ent_i_field *field)
{
    ENT_I_TRY(take_name(r, &field->name));
    if (!take(r, "::"))
        return expected(r, "\"::\" and a type");
    ENT_I_TRY(take_type(r, &field->type));
    field->nullable = take(r, "?");
    while (take(r, ">") || take(r, "?"))
        ;
    return ENT_OK;
}

/* After "(": fields and ")". */
static ent_status take_fields(reader *r, const ent_i_field **ret, size_t *ret_count)
{
    size_t most = 1, count = 0;
    for (const char *c = r->at; *c && *c != ')'; c++)
        most += *c == ',';
    ent_i_field *fields = ent_i_arena_alloc(r->arena, most * sizeof *fields);
    if (!fields)
        return ent_i_nomem(r->err);
    if (!take(r, ")")) {
        do {
            ENT_I_TRY(take_field(r, &fields[count]));
            count++;
        } while (take(r, ","));
        if (!take(r, ")"))
            return expected(r, "\",\" or \")\"");
    }
    *ret = fields;
    *ret_count = count;
    return ENT_OK;
}

ent_status ent_i_procedure_parse(ent_i_arena *arena, const char *signature, ent_i_procedure *ret, ent_error *err)
{
    reader r = { arena, signature, signature, err };
    ent_i_procedure made = { 0 };
    ENT_I_TRY(take_name(&r, &made.name));
    if (take(&r, "("))
        ENT_I_TRY(take_fields(&r, &made.inputs, &made.input_count));
    if (take(&r, "::")) {
        if (take(&r, "("))
            ENT_I_TRY(take_fields(&r, &made.outputs, &made.output_count));
        else
            (void)take_word(&r, "VOID");
    }
    skip_blanks(&r);
    if (*r.at)
        return expected(&r, "the end");
    *ret = made;
    return ENT_OK;
}
