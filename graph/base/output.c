/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Outputs. A regular file is written beside its final place and renamed when it is complete, so that a
 * crash, a full disk or an error leaves the old file as it was. */
#include <entente/output.h>

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/base/buffer.h"

struct ent_output {
    FILE *stream;       /* NULL: memory */
    char *path;         /* final place, when it is a file of ours */
    char *temporary;    /* NULL: written in place */
    bool ours;          /* the stream is ours to close */
    ent_i_buffer memory;
};

static ent_status fail_errno(ent_error *err, const char *what, const char *path, int number)
{
    ent_status code = number == ENOSPC || number == EDQUOT ? ENT_ERR_FULL
                      : number == EROFS || number == EACCES ? ENT_ERR_READONLY
                                                            : ENT_ERR_IO;
    return ent_i_fail(err, code, "cannot %s %s: %s", what, path ? path : "the output", strerror(number));
}

static ent_status output_new(ent_output **ret, ent_error *err)
{
    ent_output *output = calloc(1, sizeof *output);
    if (!output)
        return ent_i_nomem(err);
    *ret = output;
    return ENT_OK;
}

/* Open a new file beside path with the permissions that path has, or that a new file would get. */
static ent_status open_temporary(ent_output *output, ent_error *err)
{
    struct stat status;
    mode_t mask = umask(0);
    umask(mask);
    mode_t mode = stat(output->path, &status) == 0 ? status.st_mode & 07777 : 0666 & ~mask;
    size_t length = strlen(output->path);
    output->temporary = malloc(length + 12);
    if (!output->temporary)
        return ent_i_nomem(err);
    memcpy(output->temporary, output->path, length);
    memcpy(output->temporary + length, ".XXXXXX", 8);
    int file = mkstemp(output->temporary);
    if (file < 0) {
        int number = errno;
        free(output->temporary);
        output->temporary = NULL;
        return fail_errno(err, "write", output->path, number);
    }
    if (fchmod(file, mode) != 0 || !(output->stream = fdopen(file, "wb"))) {
        int number = errno;
        close(file);
        return fail_errno(err, "write", output->path, number);
    }
    output->ours = true;
    return ENT_OK;
}

ent_status ent_output_file(const char *path, ent_output **ret, ent_error *err)
{
    ent_output *output = NULL;
    ENT_I_TRY(output_new(&output, err));
    struct stat status;
    bool exists = stat(path, &status) == 0;
    ent_status result = ENT_OK;
    char *real = exists ? realpath(path, NULL) : NULL;
    output->path = real ? real : strdup(path);
    if (!output->path) {
        result = ent_i_nomem(err);
    } else if (!exists && lstat(path, &status) == 0 && S_ISLNK(status.st_mode)) {
        /* The new file would take the place of the link. */
        result = ent_i_fail(err, ENT_ERR_IO, "cannot write %s: it is a symbolic link that leads nowhere", path);
    } else if (exists && S_ISDIR(status.st_mode)) {
        result = ent_i_fail(err, ENT_ERR_IO, "cannot write %s: it is a folder", path);
    } else if (exists && !S_ISREG(status.st_mode)) {
        output->stream = fopen(path, "wb");
        output->ours = true;
        if (!output->stream)
            result = fail_errno(err, "write", path, errno);
    } else if (exists && access(path, W_OK) != 0) {
        result = fail_errno(err, "write", path, errno);
    } else {
        result = open_temporary(output, err);
    }
    if (result < 0) {
        ent_output_free(output);
        return result;
    }
    *ret = output;
    return ENT_OK;
}

ent_status ent_output_stream(FILE *stream, ent_output **ret, ent_error *err)
{
    ent_output *output = NULL;
    ENT_I_TRY(output_new(&output, err));
    output->stream = stream;
    *ret = output;
    return ENT_OK;
}

ent_status ent_output_memory(ent_output **ret, ent_error *err)
{
    return output_new(ret, err);
}

ent_status ent_output_write(ent_output *output, const char *data, size_t length, ent_error *err)
{
    if (!output->stream) {
        ent_i_buffer_add(&output->memory, data, length);
        return ent_i_buffer_status(&output->memory, err);
    }
    if (fwrite(data, 1, length, output->stream) != length)
        return fail_errno(err, "write", output->path, errno);
    return ENT_OK;
}

const char *ent_output_text(const ent_output *output, size_t *ret_length)
{
    if (ret_length)
        *ret_length = output->memory.length;
    return ent_i_buffer_string(&output->memory);
}

ent_status ent_output_close(ent_output *output, ent_error *err)
{
    if (!output->stream)
        return ent_i_buffer_status(&output->memory, err);
    if (fflush(output->stream) != 0)
        return fail_errno(err, "write", output->path, errno);
    if (!output->ours)
        return ENT_OK;
    /* Without the sync a crash after the rename could leave an empty file where a good one was. */
    if (output->temporary && fsync(fileno(output->stream)) != 0)
        return fail_errno(err, "write", output->path, errno);
    FILE *stream = output->stream;
    output->stream = NULL;
    if (fclose(stream) != 0)
        return fail_errno(err, "write", output->path, errno);
    if (output->temporary && rename(output->temporary, output->path) != 0)
        return fail_errno(err, "write", output->path, errno);
    free(output->temporary);
    output->temporary = NULL;
    return ENT_OK;
}

void ent_output_free(ent_output *output)
{
    if (!output)
        return;
    if (output->stream && output->ours)
        fclose(output->stream);
    if (output->temporary)
        unlink(output->temporary);
    free(output->temporary);
    free(output->path);
    ent_i_buffer_clear(&output->memory);
    free(output);
}
