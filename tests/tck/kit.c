/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kit.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "graph/base/buffer.h"

static char *slurp(ent_i_arena *arena, const char *path, size_t *ret_length)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    char part[16384];
    size_t length;
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    while ((length = fread(part, 1, sizeof part, file)) > 0)
        ent_i_buffer_add(&text, part, length);
    char *copy = ferror(file) ? NULL : tck_copy(arena, ent_i_buffer_string(&text), text.length);
    *ret_length = text.length;
    fclose(file);
    ent_i_buffer_clear(&text);
    return copy;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

typedef struct search {
    ent_i_arena *arena;
    size_t name_at; /* where in a path the name begins */
    tck_file *files;
    size_t count;
} search;

static void add_file(search *s, const char *path)
{
    const char *name = path + s->name_at, *slash = strrchr(name, '/');
    s->files = tck_room(s->arena, s->files, s->count, sizeof *s->files);
    s->files[s->count++] = (tck_file){ path, name, slash ? tck_copy(s->arena, name, (size_t)(slash - name)) : "." };
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void walk(search *s, const char *folder, unsigned depth)
{
    struct dirent **entries = NULL;
    int count = depth > 20 ? 0 : scandir(folder, &entries, NULL, by_name);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name, *dot = strrchr(name, '.');
        char *path = ent_i_arena_printf(s->arena, "%s/%s", folder, name);
        if (path && *name != '.') {
            if (is_folder(path))
                walk(s, path, depth + 1);
            else if (dot && strcmp(dot, ".feature") == 0)
                add_file(s, path);
        }
        free(entries[i]);
    }
    free(entries);
}

ent_status tck_files(ent_i_arena *arena, const char *folder, tck_file **ret, size_t *ret_count, ent_error *err)
{
    static const char features[] = "/features";
    char *real = realpath(folder, NULL);
    if (!real || !is_folder(real)) {
        free(real);
        return ent_i_fail(err, ENT_ERR_IO, "%s: not a folder", folder);
    }
    const char *path = tck_copy(arena, real, strlen(real)), *place = path;
    free(real);
    search s = { .arena = arena, .name_at = strlen(path) + 1 };
    for (; (place = strstr(place, features)); place++)
        if (place[sizeof features - 1] == '/' || !place[sizeof features - 1])
            s.name_at = (size_t)(place - path) + sizeof features;
    walk(&s, path, 0);
    *ret = s.files;
    *ret_count = s.count;
    return ENT_OK;
}

ent_status tck_load(ent_i_arena *arena, const tck_file *file, tck_feature *ret, ent_error *err)
{
    size_t length = 0;
    const char *text = slurp(arena, file->path, &length);
    if (!text)
        return ent_i_fail(err, ENT_ERR_IO, "%s: %s", file->path, strerror(errno));
    return tck_read(arena, file->name, text, length, ret, err);
}

const char *tck_graphs(ent_i_arena *arena, const char *folder)
{
    char *real = realpath(folder, NULL);
    const char *found = NULL;
    for (char *slash = real; slash && !found; ) {
        char *path = ent_i_arena_printf(arena, "%s/graphs", real);
        if (path && is_folder(path))
            found = path;
        slash = strrchr(real, '/');
        if (slash)
            *slash = '\0';
    }
    free(real);
    return found;
}

const char *tck_default_folder(ent_i_arena *arena)
{
    const char *shared = getenv("ENTENTE_SHARED"), *source = getenv("ENTENTE_SOURCE");
    const char *path = shared ? ent_i_arena_printf(arena, "%s/tck/features", shared)
                              : ent_i_arena_printf(arena, "%s/../shared/tck/features", source ? source : ".");
    return path && is_folder(path) ? path : NULL;
}

const char *tck_key(ent_i_arena *arena, const tck_file *file, const tck_scenario *scenario)
{
    const char *key = scenario->example ? ent_i_arena_printf(arena, "%s: %s (example %zu)", file->name, scenario->name,
                                                             scenario->example)
                                        : ent_i_arena_printf(arena, "%s: %s", file->name, scenario->name);
    return key ? key : "";
}

/* --- known failures ----------------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort(tck_known *known)
{
    if (known->count)
        qsort(known->keys, known->count, sizeof *known->keys, by_text);
}

void tck_known_add(ent_i_arena *arena, tck_known *known, const char *key)
{
    known->keys = tck_room(arena, known->keys, known->count, sizeof *known->keys);
    known->keys[known->count++] = key;
}

ent_status tck_known_read(ent_i_arena *arena, const char *path, tck_known *ret, ent_error *err)
{
    tck_known known = { 0 };
    size_t length = 0;
    errno = 0;
    char *text = slurp(arena, path, &length);
    if (!text && errno != ENOENT)
        return ent_i_fail(err, ENT_ERR_IO, "%s: %s", path, strerror(errno));
    for (char *line = text, *end; line && *line; line = end) {
        end = line + strcspn(line, "\n");
        if (*end)
            *end++ = '\0';
        if (*line && *line != '#')
            tck_known_add(arena, &known, line);
    }
    sort(&known);
    *ret = known;
    return ENT_OK;
}

bool tck_known_has(const tck_known *known, const char *key)
{
    return known->count && bsearch(&key, known->keys, known->count, sizeof *known->keys, by_text);
}

ent_status tck_known_write(const char *path, tck_known *known, ent_error *err)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return ent_i_fail(err, ENT_ERR_IO, "%s: %s", path, strerror(errno));
    fputs("# SPDX-License-Identifier: GPL-2.0-or-later\n"
          "# Scenarios of the conformance kit that fail; written by script/tck --update. It may only get shorter.\n",
          file);
    sort(known);
    for (size_t i = 0; i < known->count; i++)
        fprintf(file, "%s\n", known->keys[i]);
    if (fclose(file) != 0)
        return ent_i_fail(err, ENT_ERR_IO, "%s: %s", path, strerror(errno));
    return ENT_OK;
}
