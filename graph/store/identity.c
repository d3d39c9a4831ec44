/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The main file is read, and the index of the log found, through SQLite's own handles: to open and close either
 * file would drop the locks that this process holds on it. */
#include "graph/store/identity.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "graph/base/array.h"
#include "graph/base/checksum.h"

#define HEAD 100 /* bytes of a database's header */
#define HEAD_WRITE_VERSION 18
#define WRITES_TO_LOG 2

/* The header of the log's index, twice in shared memory (https://sqlite.org/walformat.html, 2.1). */
typedef struct log_head {
    uint32_t version, unused, changes;
    uint8_t initialised, big_endian;
    uint16_t page_size;
    uint32_t frames, pages;
    uint32_t frame_sum[2], salt[2], sum[2];
} log_head;
_Static_assert(sizeof(log_head) == 48, "as the format says");

/* Who writes it writes the second copy first; both alike is a whole one. */
static bool read_log_head(sqlite3_file *file, log_head *ret)
{
    volatile void *region = NULL;
    if (file->pMethods->iVersion < 2 || !file->pMethods->xShmMap ||
        file->pMethods->xShmMap(file, 0, 32768, 0, &region) != SQLITE_OK || !region)
        return false;
    for (int i = 0; i < 100; i++) {
        uint32_t copies[2][sizeof(log_head) / 4];
        const volatile uint32_t *at = region;
        for (size_t k = 0; k < sizeof copies / 4; k++) {
            if (k == sizeof(log_head) / 4)
                atomic_thread_fence(memory_order_acquire);
            copies[k / (sizeof(log_head) / 4)][k % (sizeof(log_head) / 4)] = at[k];
        }
        if (memcmp(copies[0], copies[1], sizeof(log_head)) == 0) {
            memcpy(ret, copies[0], sizeof *ret);
            return ret->initialised != 0;
        }
    }
    return false;
}

bool ent_i_identity_log(const ent_store *store, uint32_t ret[ENT_I_LOG_HEAD_WORDS])
{
    sqlite3_file *file = NULL;
    log_head head;
    _Static_assert(sizeof head == ENT_I_LOG_HEAD_WORDS * sizeof *ret, "all of it");
    if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file ||
        !file->pMethods || !read_log_head(file, &head))
        return false;
    memcpy(ret, &head, sizeof head);
    return true;
}

static bool read_log(const ent_store *store, sqlite3_file *file, ent_i_identity *identity)
{
    log_head head;
    if (store->immutable)
        return true; /* opened because there is none */
    if (!read_log_head(file, &head))
        return false;
    if (!head.frames)
        return true;
    identity->frames = head.frames;
    memcpy(identity->salt, head.salt, sizeof head.salt);
    memcpy(identity->sum, head.frame_sum, sizeof head.frame_sum);
    return true;
}

bool ent_i_identity_now(const ent_store *store, ent_i_identity *ret)
{
    struct stat status;
    sqlite3_file *file = NULL;
    unsigned char head[HEAD];
    ent_i_identity identity;
    memset(&identity, 0, sizeof identity);
    if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file ||
        !file->pMethods || file->pMethods->xRead(file, head, HEAD, 0) != SQLITE_OK ||
        stat(store->path, &status) != 0 || status.st_ino != store->seen.st_ino)
        return false;
    /* With the older kind of journal a commit is a write to the main file. */
    if (head[HEAD_WRITE_VERSION] == WRITES_TO_LOG && !read_log(store, file, &identity))
        return false;
    identity.inode = status.st_ino;
    identity.size = (uint64_t)status.st_size;
    identity.modified[0] = status.st_mtim.tv_sec;
    identity.modified[1] = status.st_mtim.tv_nsec;
    identity.changed[0] = status.st_ctim.tv_sec;
    identity.changed[1] = status.st_ctim.tv_nsec;
    identity.head = ent_i_checksum(head, HEAD, 0);
    *ret = identity;
    return true;
}

bool ent_i_identity_equal(const ent_i_identity *a, const ent_i_identity *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

ent_status ent_i_identity_begin(const ent_store *store, ent_i_identity *ret, bool *ret_known, ent_error *err)
{
    ent_i_identity before, after;
    int64_t tables;
    bool known = ent_i_identity_now(store, &before);
    ENT_I_TRY(ent_i_sql_exec(store, "BEGIN", err));
    /* The state is chosen by the first read. */
    ENT_I_TRY(ent_i_sql_number(store, "SELECT count(*) FROM sqlite_schema", &tables, err));
    *ret_known = known && ent_i_identity_now(store, &after) && ent_i_identity_equal(&before, &after);
    if (*ret_known)
        *ret = after;
    return ENT_OK;
}

/* File systems note times in steps: a hundredth of a second is common, two seconds the longest. */
#define STEP_NS 50000000
#define LONG_STEP_S 3

bool ent_i_identity_settled(const ent_i_identity *identity)
{
    struct timespec now, wait = { 0, STEP_NS };
    const int64_t *changed = identity->changed;
    bool coarse = changed[1] == 0;
    for (int i = 0; i < 2; i++) {
        clock_gettime(CLOCK_REALTIME, &now);
        int64_t seconds = now.tv_sec - changed[0];
        if (seconds > LONG_STEP_S || (!coarse && seconds >= 0 && seconds <= LONG_STEP_S &&
                                      seconds * 1000000000 + now.tv_nsec - changed[1] >= STEP_NS))
            return true;
        if (coarse || i)
            return false;
        nanosleep(&wait, NULL);
    }
    return false;
}

/* --- what was just committed ------------------------------------------------------------------------------ */

/* The header has what a change of journal changes: versions and counters. */
static void forget_journal(unsigned char *head)
{
    memset(head + HEAD_WRITE_VERSION, 0, 2);
    memset(head + 24, 0, 4);
    memset(head + 92, 0, 8);
}

/* All of the main file. Within a transaction, without a log. */
static bool content_of(const ent_store *store, uint64_t *ret)
{
    enum { CHUNK = 1 << 20 };
    sqlite3_file *file = NULL;
    sqlite3_int64 size = 0;
    uint64_t sum = 0;
    ENT_I_AUTOFREE unsigned char *chunk = malloc(CHUNK);
    bool good = chunk && sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file &&
                file->pMethods && file->pMethods->xFileSize(file, &size) == SQLITE_OK && size >= HEAD;
    for (sqlite3_int64 at = 0; good && at < size; at += CHUNK) {
        int part = size - at < CHUNK ? (int)(size - at) : CHUNK;
        good = file->pMethods->xRead(file, chunk, part, at) == SQLITE_OK;
        if (good && !at)
            forget_journal(chunk);
        sum = good ? ent_i_checksum(chunk, (size_t)part, sum) : 0;
    }
    *ret = sum;
    return good;
}

void ent_i_identity_leave(ent_store *store, ent_i_left *left)
{
    int64_t now = 0;
    left->journal = true;
    left->known = sqlite3_exec(store->db, "BEGIN; SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL) == SQLITE_OK &&
                  ent_i_data_version(store, &now, NULL) == ENT_OK && now == left->version &&
                  content_of(store, &left->content);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

static bool is_left(ent_store *store, const ent_i_left *left, const ent_i_identity *identity)
{
    int64_t now = 0;
    uint64_t content = 0;
    if (left->journal)
        return !identity->frames && content_of(store, &content) && content == left->content;
    return ent_i_data_version(store, &now, NULL) == ENT_OK && now == left->version;
}

bool ent_i_identity_left(ent_store *store, const ent_i_left *left, ent_i_identity *ret)
{
    bool known = false;
    if (left->journal && !left->known)
        return false;
    /* Closing would bring the log into the main file, and the state would look like another one. Whoever reads
     * meanwhile is not waited for. */
    sqlite3_busy_timeout(store->db, 0);
    sqlite3_exec(store->db, left->journal ? "SELECT count(*) FROM sqlite_schema" : "PRAGMA wal_checkpoint(TRUNCATE)", NULL,
                 NULL, NULL);
    ent_status status = ent_i_identity_begin(store, ret, &known, NULL);
    bool good = status == ENT_OK && known && is_left(store, left, ret);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_busy_timeout(store->db, store->timeout);
    return good;
}
