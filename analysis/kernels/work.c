/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/kernels/work.h"

#include <pthread.h>
#include <string.h>

#include "graph/base/array.h"

/* Below this many memory accesses, a millisecond or so, starting a thread takes longer than it saves. */
#define WORTH_A_THREAD 2000000u
#define MOST_THREADS 256u
/* Results that wait for their turn: more than threads, so that none has to wait for a slow one. */
#define RESULTS_PER_THREAD 2u

typedef struct pool {
    const ent_i_work *work;
    const ent_i_clock *clock;
    pthread_mutex_t lock;
    pthread_cond_t free_result;
    atomic_int stop; /* the status that ends the work */
    size_t next;     /* unit to be begun */
    size_t merged;   /* units added up */
    bool merging;
    void **results;  /* free ones on top */
    size_t free_count, result_count;
    void **waiting;  /* by unit modulo result_count: done and to be added up */
} pool;

typedef struct seat {
    pool *pool;
    ent_i_worker worker;
    pthread_t thread;
} seat;

ent_status ent_i_worker_check(const ent_i_worker *worker)
{
    int stop = atomic_load_explicit(worker->stop, memory_order_relaxed);
    if (stop)
        return (ent_status)stop;
    if (!worker->thread)
        return ent_i_clock_check(worker->clock, worker->err);
    return ent_i_clock_late(worker->clock) ? ENT_ERR_LIMIT : ENT_OK;
}

static void stop_work(pool *p, ent_status status)
{
    int none = 0;
    atomic_compare_exchange_strong(&p->stop, &none, (int)status);
    pthread_mutex_lock(&p->lock);
    pthread_cond_broadcast(&p->free_result);
    pthread_mutex_unlock(&p->lock);
}

/* The next unit, and a place for its result; a unit is only begun with one in hand, so that the oldest unit in
 * work always comes to its end. */
static bool take(pool *p, ent_i_worker *worker, size_t *ret_unit)
{
    bool found = false;
    pthread_mutex_lock(&p->lock);
    while (p->work->result_size && !p->free_count && p->next < p->work->units && !atomic_load(&p->stop))
        pthread_cond_wait(&p->free_result, &p->lock);
    if (p->next < p->work->units && !atomic_load(&p->stop)) {
        *ret_unit = p->next++;
        worker->result = p->work->result_size ? p->results[--p->free_count] : NULL;
        found = true;
    }
    pthread_mutex_unlock(&p->lock);
    return found;
}

/* Leaves the result to be merged and merges all whose turn it is, unless another thread is at it already. Returns
 * how many units are done. */
static size_t hand_in(pool *p, ent_i_worker *worker, size_t unit)
{
    pthread_mutex_lock(&p->lock);
    if (worker->result)
        p->waiting[unit % p->result_count] = worker->result;
    else
        p->merged++;
    worker->result = NULL;
    while (p->waiting && !p->merging && p->waiting[p->merged % p->result_count]) {
        size_t turn = p->merged;
        void *ready = p->waiting[turn % p->result_count];
        p->waiting[turn % p->result_count] = NULL;
        p->merging = true;
        pthread_mutex_unlock(&p->lock);
        p->work->merge(p->work->context, turn, ready);
        pthread_mutex_lock(&p->lock);
        p->merging = false;
        p->merged++;
        p->results[p->free_count++] = ready;
        pthread_cond_broadcast(&p->free_result);
    }
    size_t done = p->merged;
    pthread_mutex_unlock(&p->lock);
    return done;
}

static void run_seat(seat *s)
{
    pool *p = s->pool;
    size_t unit;
    while (take(p, &s->worker, &unit)) {
        ent_status status = p->work->unit(p->work->context, &s->worker, unit);
        if (status >= 0) {
            size_t done = hand_in(p, &s->worker, unit);
            if (!s->worker.thread)
                status = ent_i_clock_step(p->clock, done, p->work->units, s->worker.err);
        }
        if (status < 0) {
            stop_work(p, status);
            return;
        }
    }
}

static ent_status open_seat(seat *s, ent_error *err)
{
    const ent_i_work *work = s->pool->work;
    return work->open ? work->open(work->context, &s->worker.state, err) : ENT_OK;
}

/* A thread opens its own state: at the same time as others, and in memory that is near to it. One that has no memory
 * leaves the work to the others. */
static void *thread_main(void *argument)
{
    if (open_seat(argument, NULL) >= 0)
        run_seat(argument);
    return NULL;
}

static ent_status open_results(pool *p, size_t seats, ent_error *err)
{
    if (!p->work->result_size)
        return ENT_OK;
    p->result_count = seats > 1 ? seats * RESULTS_PER_THREAD : 1;
    ENT_I_TRY(ENT_I_ZEROED(p->results, p->result_count, err));
    ENT_I_TRY(ENT_I_ZEROED(p->waiting, p->result_count, err));
    for (; p->free_count < p->result_count; p->free_count++)
        if (!(p->results[p->free_count] = ent_i_rows_new(1, p->work->result_size)))
            return p->free_count ? (p->result_count = p->free_count, ENT_OK) : ent_i_nomem(err);
    return ENT_OK;
}

static void make_seats(pool *p, seat *seats, size_t count, ent_error *err)
{
    for (size_t i = 0; i < count; i++) {
        seats[i].pool = p;
        seats[i].worker = (ent_i_worker){ NULL, NULL, (unsigned)i, p->clock, &p->stop, i ? NULL : err };
    }
}

static size_t seats_wanted(const ent_i_work *work, const ent_i_clock *clock)
{
    if (work->cost < WORTH_A_THREAD)
        return 1;
    size_t threads = ent_i_clock_threads(clock);
    threads = threads < MOST_THREADS ? threads : MOST_THREADS;
    threads = threads < work->units ? threads : work->units;
    return threads ? threads : 1;
}

/* Threads are had as far as they are to be had; one is enough. */
static ent_status run_pool(pool *p, seat *seats, size_t count, ent_error *err)
{
    ENT_I_TRY(open_results(p, count, err));
    size_t started = 1;
    while (started < count && !pthread_create(&seats[started].thread, NULL, thread_main, &seats[started]))
        started++;
    ent_status opened = open_seat(&seats[0], err);
    if (opened >= 0)
        run_seat(&seats[0]);
    else
        stop_work(p, opened);
    while (started > 1)
        pthread_join(seats[--started].thread, NULL);
    ent_status status = (ent_status)atomic_load(&p->stop);
    if (status == ENT_ERR_NOMEM)
        return ent_i_nomem(err);
    if (status == ENT_ERR_LIMIT) /* unless the caller's thread has noticed first, and said why */
        return ent_i_fail(err, status, "%s took longer than %llu ms", p->clock->what,
                          (unsigned long long)p->clock->control.milliseconds);
    return status;
}

ent_status ent_i_work_run(const ent_i_work *work, const ent_i_clock *clock, ent_error *err)
{
    pool p = { .work = work, .clock = clock, .lock = PTHREAD_MUTEX_INITIALIZER,
               .free_result = PTHREAD_COND_INITIALIZER };
    ENT_I_AUTOFREE seat *seats = NULL;
    size_t wanted = seats_wanted(work, clock);
    ENT_I_TRY(ENT_I_ZEROED(seats, wanted, err));
    make_seats(&p, seats, wanted, err);
    ent_status status = run_pool(&p, seats, wanted, err);
    for (size_t i = 0; i < wanted && work->close; i++)
        work->close(work->context, seats[i].worker.state);
    /* After a failure results are still waiting; all of them are in one of the two lists or in a seat. */
    for (size_t i = 0; i < p.free_count; i++)
        free(p.results[i]);
    for (size_t i = 0; p.waiting && i < p.result_count; i++)
        free(p.waiting[i]);
    for (size_t i = 0; i < wanted; i++)
        free(seats[i].worker.result);
    free(p.results);
    free(p.waiting);
    pthread_cond_destroy(&p.free_result);
    pthread_mutex_destroy(&p.lock);
    return status;
}

void *ent_i_rows_new(size_t count, size_t size)
{
    const size_t large = (size_t)4 << 20, line = 64;
    if (size && count > (SIZE_MAX / 2) / size)
        return NULL;
    size_t bytes = (count * size + line - 1) & ~(line - 1);
    bytes = bytes ? bytes : line;
    void *rows = bytes >= large ? ent_i_array_scattered(bytes) : aligned_alloc(line, bytes);
    if (rows)
        memset(rows, 0, bytes);
    return rows;
}
