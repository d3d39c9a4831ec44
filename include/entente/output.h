/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where answers, exports and drawings are written: a file, a stream or memory. */
#ifndef ENTENTE_OUTPUT_H
#define ENTENTE_OUTPUT_H

#include <stdio.h>

#include <entente/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_output ent_output;

/* A file that appears whole or not at all: bytes go to a temporary file in the same folder, which
 * ent_output_close renames over path (a symbolic link's target is replaced, permissions are kept).
 * A path that is not a regular file (a terminal, a pipe, /dev/stdout) is written to directly. */
ENT_API ENT_CHECK ent_status ent_output_file(const char *path, ent_output **ret, ent_error *err);

/* An open stream; the stream stays the caller's and is flushed, not closed, by ent_output_close. */
ENT_API ENT_CHECK ent_status ent_output_stream(FILE *stream, ent_output **ret, ent_error *err);

/* Memory, read with ent_output_text before the output is freed. */
ENT_API ENT_CHECK ent_status ent_output_memory(ent_output **ret, ent_error *err);

ENT_API ENT_CHECK ent_status ent_output_write(ent_output *output, const char *data, size_t length,
                                              ent_error *err);

/* What a memory output holds, NUL-terminated; borrowed until the next write or free. */
ENT_API const char *ent_output_text(const ent_output *output, size_t *ret_length);

/* Finish: flush, and put a file in its place. After an error the file is as it was before. */
ENT_API ENT_CHECK ent_status ent_output_close(ent_output *output, ent_error *err);

/* Free the output; a file that was not closed is discarded. Safe on NULL. */
ENT_API void ent_output_free(ent_output *output);

#ifdef __cplusplus
}
#endif
#endif
