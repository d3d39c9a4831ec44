/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/diagram.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/text.h"

void ent_i_diagram_init(ent_i_diagram *diagram, ent_i_question question)
{
    memset(diagram, 0, sizeof *diagram);
    ent_i_arena_init(&diagram->arena);
    diagram->question = question;
}

void ent_i_diagram_clear(ent_i_diagram *diagram)
{
    free(diagram->entities);
    free(diagram->lines);
    free((void *)diagram->sources);
    ent_i_arena_clear(&diagram->arena);
    memset(diagram, 0, sizeof *diagram);
}

/* A copy of *text in the arena, cleaned; NULL stays NULL. */
static ent_status keep(ent_i_arena *arena, const char **text, ent_error *err)
{
    if (*text == NULL)
        return ENT_OK;
    const char *copy = ent_i_text_clean(arena, *text);
    if (copy == NULL)
        return ent_i_nomem(err);
    *text = copy;
    return ENT_OK;
}

ent_status ent_i_diagram_add_entity(ent_i_diagram *diagram, const ent_i_entity *entity, uint32_t *ret, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(diagram->entities, diagram->entity_capacity, diagram->entity_count + 1, err));
    ent_i_entity copy = *entity;
    copy.key = ent_i_arena_string(&diagram->arena, entity->key);
    if (copy.key == NULL)
        return ent_i_nomem(err);
    ENT_I_TRY(keep(&diagram->arena, &copy.name, err));
    ENT_I_TRY(keep(&diagram->arena, &copy.label, err));
    if (copy.label == NULL || copy.label[0] == '\0')
        copy.label =
            copy.name != NULL && copy.name[0] != '\0' ? copy.name : ent_i_text_clean(&diagram->arena, copy.key);
    if (copy.label == NULL)
        return ent_i_nomem(err);
    ENT_I_TRY(keep(&diagram->arena, &copy.section, err));
    ENT_I_TRY(keep(&diagram->arena, &copy.also, err));
    if (copy.label[0] == '\0')
        copy.label = "(no name)";
    if (copy.name == NULL || copy.name[0] == '\0')
        copy.name = copy.label;
    copy.degree = 0;
    copy.id = NULL;
    *ret = (uint32_t)diagram->entity_count;
    diagram->entities[diagram->entity_count++] = copy;
    diagram->asked_count += copy.role == ENT_I_ASKED;
    return ENT_OK;
}

ent_status ent_i_diagram_add_source(ent_i_diagram *diagram, const char *name, uint32_t *ret, ent_error *err)
{
    const char *copy = name;
    ENT_I_TRY(keep(&diagram->arena, &copy, err));
    for (size_t i = 0; i < diagram->source_count; i++) {
        if (strcmp(diagram->sources[i], copy) == 0) {
            *ret = (uint32_t)i;
            return ENT_OK;
        }
    }
    ENT_I_TRY(ENT_I_RESERVE(diagram->sources, diagram->source_capacity, diagram->source_count + 1, err));
    *ret = (uint32_t)diagram->source_count;
    diagram->sources[diagram->source_count++] = copy;
    return ENT_OK;
}

static ent_status keep_sources(ent_i_diagram *diagram, ent_i_line *line, ent_error *err)
{
    if (line->source_count == 0) {
        line->sources = NULL;
        return ENT_OK;
    }
    uint32_t *copy = ent_i_arena_alloc(&diagram->arena, line->source_count * sizeof *copy);
    if (copy == NULL)
        return ent_i_nomem(err);
    memcpy(copy, line->sources, line->source_count * sizeof *copy);
    line->sources = copy;
    return ENT_OK;
}

ent_status ent_i_diagram_add_line(ent_i_diagram *diagram, const ent_i_line *line, ent_error *err)
{
    if (line->from == line->to) {
        diagram->loops++;
        return ENT_OK;
    }
    ENT_I_TRY(ENT_I_RESERVE(diagram->lines, diagram->line_capacity, diagram->line_count + 1, err));
    ent_i_line copy = *line;
    const char **texts[] = { &copy.type,   &copy.phrase, &copy.brief, &copy.valid,
                             &copy.status, &copy.word,   &copy.since, &copy.until, &copy.mark };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ENT_I_TRY(keep(&diagram->arena, texts[i], err));
    ENT_I_TRY(keep_sources(diagram, &copy, err));
    copy.ties = 1;
    memset(copy.folds, 0, sizeof copy.folds);
    copy.folds[copy.fold] = !copy.event;
    copy.events = copy.event;
    memset(copy.changes, 0, sizeof copy.changes);
    copy.changes[copy.change] = 1;
    copy.undated = copy.since == NULL && !diagram->sharing;
    copy.id = copy.title = NULL;
    diagram->lines[diagram->line_count++] = copy;
    return ENT_OK;
}
