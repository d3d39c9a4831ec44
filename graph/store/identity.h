/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which state of which database. Two states that differ have different identities, whoever made the change:
 * SQLite's own change counter does not advance with every commit to the log, and a counter of ours would not
 * with another program's, so the files themselves are asked. */
#ifndef ENT_I_IDENTITY_H
#define ENT_I_IDENTITY_H

#include "graph/store/store.h"

/* Every write to the main file changes ctime, which no program can set; every commit to the log changes the
 * running checksum of its frames. A checkpoint changes the identity though not the state: that is safe. */
typedef struct ent_i_identity {
    uint64_t inode, size;
    int64_t modified[2], changed[2]; /* of the main file: mtime and ctime, seconds and nanoseconds */
    uint64_t head;                   /* checksum of the main file's first 100 bytes, its change counter among them */
    uint32_t frames;                 /* in the log that are committed; 0: the rest is 0 too */
    uint32_t salt[2], sum[2];        /* of the log */
    uint32_t unused;
} ent_i_identity;

/* The state that is in the files now. Within a transaction it may be older: who asks before it begins and after
 * its first read, and gets the same, knows that it is this one. False: it cannot be told. */
bool ent_i_identity_now(const ent_store *store, ent_i_identity *ret);
bool ent_i_identity_equal(const ent_i_identity *a, const ent_i_identity *b);
/* The head of the log's index as it is in shared memory: it changes with every commit to the log. False: it cannot be told.
 * Only for a connection that reads through the log (store->logged), which keeps all others from doing without. */
#define ENT_I_LOG_HEAD_WORDS 12
bool ent_i_identity_log(const ent_store *store, uint32_t ret[ENT_I_LOG_HEAD_WORDS]);

/* The state that a transaction of ours left, told from any that others made of it since. */
typedef struct ent_i_left {
    int64_t version; /* of ent_i_data_version(), within the transaction */
    bool journal;    /* a change of journal follows the commit, which makes the connection forget what it has seen */
    bool known;
    uint64_t content; /* then: checksum of the main file */
} ent_i_left;
/* After the commit, before the change of journal. */
void ent_i_identity_leave(ent_store *store, ent_i_left *left);
/* After both: the identity of that state, brought from the log into the main file. False: it cannot be told, or somebody
 * else has committed since. */
bool ent_i_identity_left(ent_store *store, const ent_i_left *left, ent_i_identity *ret);
/* Begin a transaction to read, and say of which state. *ret_known false: it cannot be told. */
ENT_CHECK ent_status ent_i_identity_begin(const ent_store *store, ent_i_identity *ret, bool *ret_known,
                                          ent_error *err);
/* Is the main file's last change so long ago that another one would get another time? Waits for it a moment. */
bool ent_i_identity_settled(const ent_i_identity *identity);

#endif
