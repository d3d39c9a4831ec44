/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a statement ends: at a ";" that stands in no text, no name and no comment. */
#include "cli/shell.h"

static shell_within after_quote(char character)
{
    return character == '\'' ? SHELL_SINGLE : character == '"' ? SHELL_DOUBLE : SHELL_NAME;
}

static void step_plain(shell_scan *scan, char character)
{
    bool slash = scan->before == '/';
    scan->before = 0;
    if (slash && character == '/') {
        scan->within = SHELL_LINE;
    } else if (slash && character == '*') {
        scan->within = SHELL_COMMENT;
    } else {
        /* A slash is something as soon as it begins no comment. */
        scan->significant = scan->significant || slash;
        if (character == '/')
            scan->before = '/';
        else if (character != ' ' && character != '\t' && character != '\r' && character != '\n')
            scan->significant = true;
        if (character == '\'' || character == '"' || character == '`')
            scan->within = after_quote(character);
    }
}

static void step_comment(shell_scan *scan, char character)
{
    if (scan->within == SHELL_LINE) {
        if (character == '\n')
            scan->within = SHELL_PLAIN;
        return;
    }
    if (scan->before == '*' && character == '/') {
        scan->within = SHELL_PLAIN;
        character = 0;
    }
    scan->before = character == '*' ? '*' : 0;
}

bool shell_scan_step(shell_scan *scan, char character)
{
    switch (scan->within) {
    case SHELL_PLAIN:
        if (character == ';')
            return true;
        step_plain(scan, character);
        break;
    case SHELL_SINGLE:
    case SHELL_DOUBLE:
        if (character == '\\')
            scan->within = scan->within == SHELL_SINGLE ? SHELL_ESCAPE_SINGLE : SHELL_ESCAPE_DOUBLE;
        else if (character == (scan->within == SHELL_SINGLE ? '\'' : '"'))
            scan->within = SHELL_PLAIN;
        break;
    case SHELL_ESCAPE_SINGLE: scan->within = SHELL_SINGLE; break;
    case SHELL_ESCAPE_DOUBLE: scan->within = SHELL_DOUBLE; break;
    case SHELL_NAME:
        if (character == '`')
            scan->within = SHELL_PLAIN; /* of two, the second opens it again */
        break;
    case SHELL_LINE:
    case SHELL_COMMENT: step_comment(scan, character); break;
    }
    return false;
}
