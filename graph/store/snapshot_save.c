/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Putting a snapshot in its place: it appears whole, by a change of name, or not at all. */
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "graph/base/buffer.h"
#include "graph/store/snapshot.h"

/* A new file beside the database; -1: none can be made there. It has no name yet, so that nothing is left of it when
 * we are killed; where there are no such files, it has *ret_name, which the caller frees. */
static int make_file(const char *path, char **ret_name)
{
    ENT_I_AUTOBUFFER name = ENT_I_BUFFER_INIT;
    ENT_I_AUTOFREE char *copy = strdup(path);
    int file = copy ? open(dirname(copy), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600) : -1;
    if (file >= 0)
        return file;
    ent_i_buffer_printf(&name, "%s.XXXXXX", path);
    char *text = ent_i_buffer_take(&name);
    file = text ? mkostemp(text, O_CLOEXEC) : -1;
    if (file < 0)
        free(text);
    else
        *ret_name = text;
    return file;
}

/* A name for a file that has none, only to change it. */
static bool give_name(int file, const char *path, char **ret_name)
{
    ENT_I_AUTOBUFFER link = ENT_I_BUFFER_INIT;
    ENT_I_AUTOBUFFER name = ENT_I_BUFFER_INIT;
    struct stat status;
    if (fstat(file, &status) != 0)
        return false;
    ent_i_buffer_printf(&link, "/proc/self/fd/%d", file);
    ent_i_buffer_printf(&name, "%s.%llu", path, (unsigned long long)status.st_ino);
    char *text = ent_i_buffer_take(&name);
    if (!text || linkat(AT_FDCWD, ent_i_buffer_string(&link), AT_FDCWD, text, AT_SYMLINK_FOLLOW) != 0) {
        free(text);
        return false;
    }
    *ret_name = text;
    return true;
}

/* Who may read the database may read its snapshot, and nobody else. */
static bool share(int file, const struct stat *database)
{
    struct stat own;
    if (fstat(file, &own) != 0)
        return false;
    mode_t mode = database->st_mode & 0444;
    if (own.st_gid != database->st_gid && fchown(file, (uid_t)-1, database->st_gid) != 0)
        mode &= (mode_t)~040;
    return fchmod(file, mode | 0600) == 0;
}

/* Is the state still this one, and would another one be told from it? */
static bool is_current(const ent_store *store, const ent_i_identity *identity)
{
    ent_i_identity now;
    return ent_i_identity_settled(identity) && ent_i_identity_now(store, &now) && ent_i_identity_equal(&now, identity);
}

/* Returns the file, or -1 when it could not be written or put in place. */
static int save(const ent_store *store, const ent_i_identity *identity, const ent_graph *graph,
                ent_i_snapshot_head *ret_head)
{
    ENT_I_AUTOFREE char *path = ent_i_snapshot_path(store);
    ENT_I_AUTOFREE char *name = NULL;
    int file = path && is_current(store, identity) ? make_file(path, &name) : -1;
    if (file < 0)
        return -1;
    if (share(file, &store->seen) && ent_i_snapshot_write(file, identity, graph, ret_head, NULL) == ENT_OK &&
        is_current(store, identity) && (name || give_name(file, path, &name)) && rename(name, path) == 0)
        return file;
    if (name)
        unlink(name);
    close(file);
    return -1;
}

void ent_i_snapshot_save(const ent_store *store, const ent_i_identity *identity, const ent_graph *graph)
{
    ent_i_snapshot_head head;
    int file = save(store, identity, graph, &head);
    if (file >= 0)
        close(file);
}

/* From so many ties on, writing a snapshot once is worth the time that later openings save. */
#define LEAST_TIES 100000

bool ent_i_snapshot_is_wanted(const ent_store *store, const ent_graph *graph)
{
    return store->snapshot == ENT_SNAPSHOT_ALWAYS ||
           (store->snapshot == ENT_SNAPSHOT_AUTO && graph->tie_count >= LEAST_TIES);
}

static bool same_blocks(const ent_i_snapshot_head *a, const ent_i_snapshot_head *b)
{
    return a->shape == b->shape && a->block_count == b->block_count && a->sums == b->sums &&
           a->node_count == b->node_count && a->tie_count == b->tie_count &&
           memcmp(a->sections, b->sections, sizeof a->sections) == 0;
}

static int remake(ent_store *store, const ent_i_snapshot_head *head)
{
    ent_i_identity identity = head->identity;
    ent_i_snapshot_head made;
    ent_graph *graph = NULL;
    bool known = ent_i_identity_now(store, &identity);
    ent_store_set_snapshot(store, ENT_SNAPSHOT_NEVER);
    if (ent_store_load(store, &graph, NULL) < 0)
        return -1;
    int file = known ? save(store, &identity, graph, &made) : -1;
    if (file < 0) {
        file = memfd_create("entente-snapshot", MFD_CLOEXEC);
        if (file >= 0 && ent_i_snapshot_write(file, &identity, graph, &made, NULL) < 0) {
            close(file);
            file = -1;
        }
    }
    ent_graph_free(graph);
    if (file >= 0 && !same_blocks(&made, head)) {
        close(file);
        file = -1;
    }
    return file;
}

int ent_i_snapshot_remake(const char *path, const ent_i_snapshot_head *head)
{
    ent_store *store = NULL;
    if (ent_store_open(path, ENT_STORE_READ, &store, NULL) < 0)
        return -1;
    int file = remake(store, head);
    ent_store_close(store);
    return file;
}
