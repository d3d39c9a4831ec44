/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Setting errors. The code that notices a fault sets the error and returns its status; callers pass the
 * status on. */
#ifndef ENT_I_ERROR_H
#define ENT_I_ERROR_H

#include <entente/status.h>

#if defined(__GNUC__)
#define ENT_I_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define ENT_I_PRINTF(f, a)
#endif

/* Both return code, and fill err unless it is NULL or holds an error already. */
ent_status ent_i_fail(ent_error *err, ent_status code, const char *format, ...) ENT_I_PRINTF(3, 4);
ent_status ent_i_fail_at(ent_error *err, ent_status code, const char *file, uint64_t line, uint64_t column,
                         const char *format, ...) ENT_I_PRINTF(6, 7);
/* "out of memory". */
ent_status ent_i_nomem(ent_error *err);

#define ENT_I_TRY(call)                     \
    do {                                    \
        ent_status ent_i_try_ = (call);     \
        if (ent_i_try_ < 0)                 \
            return ent_i_try_;              \
    } while (0)

#endif
