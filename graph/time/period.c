/* SPDX-License-Identifier: GPL-2.0-or-later */
/* EDTF periods:
 *
 *   period   = "" | set | date | interval
 *   interval = bound "/" bound
 *   bound    = "" | ".." | date
 */
#include "graph/time/edtf.h"
#include "graph/time/simple.h"

static ent_bound dateless(ent_bound_kind kind)
{
    return (ent_bound){ .kind = (unsigned char)kind,
                        .earliest = ENT_DAY_MIN,
                        .first = ENT_DAY_MIN,
                        .last = ENT_DAY_MAX,
                        .latest = ENT_DAY_MAX };
}

static ent_status read_bound(ent_i_edtf *text, bool time_allowed, bool *ret_timed, ent_i_edtf_days *ret)
{
    int c = ent_i_edtf_peek(text, text->at);
    *ret_timed = false;
    if (c == -1 || c == '/') {
        ret->bound = dateless(ENT_BOUND_UNKNOWN);
    } else if (ent_i_edtf_at_dots(text)) {
        text->at += 2;
        ret->bound = dateless(ENT_BOUND_OPEN);
    } else {
        if (c == '[' || c == '{')
            return ent_i_edtf_reject(text, text->at, "a set as part of an interval");
        return ent_i_edtf_days_read(text, time_allowed, ret_timed, ret);
    }
    return ENT_OK;
}

static ent_status at_end(ent_i_edtf *text, const char *wanted)
{
    return text->at == text->length ? ENT_OK : ent_i_edtf_reject_char(text, text->at, wanted);
}

/* bound "/" bound, or a date alone. */
static ent_status read_dates(ent_i_edtf *text, ent_period *ret)
{
    ent_i_edtf_days start, end;
    bool timed;
    ENT_I_TRY(read_bound(text, true, &timed, &start));
    int c = ent_i_edtf_peek(text, text->at);
    if (c != '/') {
        if (start.bound.kind == ENT_BOUND_OPEN)
            return ent_i_edtf_reject_char(text, text->at, "a slash (an open bound is one end of an interval)");
        ENT_I_TRY(at_end(text, timed ? "nothing more" : "a slash or nothing"));
        *ret = (ent_period){ .form = ENT_PERIOD_DATE, .start = start.bound, .end = start.bound };
        return ENT_OK;
    }
    if (timed)
        return ent_i_edtf_reject(text, text->at, "an interval whose start has a time of day");
    size_t end_at = ++text->at;
    ENT_I_TRY(read_bound(text, false, &timed, &end));
    ENT_I_TRY(at_end(text, "nothing more"));
    if (start.bound.kind == ENT_BOUND_DATE && end.bound.kind == ENT_BOUND_DATE &&
        ent_i_edtf_reversed(&start, &end))
        return ent_i_edtf_reject_order(text, end_at, &start, &end);
    *ret = (ent_period){ .form = ENT_PERIOD_INTERVAL, .start = start.bound, .end = end.bound };
    return ENT_OK;
}

ent_status ent_period_parse(const char *text, size_t length, ent_period *ret, ent_error *err)
{
    ent_i_simple simple[2];
    if (ent_i_simple_period(text, length, simple)) {
        ent_i_simple_to_period(simple, ret);
        return ENT_OK;
    }
    ent_i_edtf reader = { text, length, 0, err };
    if (text[0] != '[' && text[0] != '{')
        return read_dates(&reader, ret);
    ent_period period;
    ENT_I_TRY(ent_i_edtf_set(&reader, &period));
    ENT_I_TRY(at_end(&reader, "nothing after a set"));
    *ret = period;
    return ENT_OK;
}

ent_status ent_day_parse(const char *text, size_t length, ent_day *ret, ent_error *err)
{
    ent_period period;
    char quoted[ENT_I_EDTF_QUOTED];
    if (length == 0)
        return ent_i_fail_at(err, ENT_ERR_DATE, NULL, 0, 1,
                             "no date given: give a day, a month or a year, such as 2021-12-05 or 2021");
    ent_i_edtf_quote(text, length, quoted);
    if (length == 2 && text[0] == '.' && text[1] == '.')
        return ent_i_fail_at(err, ENT_ERR_DATE, NULL, 0, 1,
                             "\"..\" is not a date: give a day, a month or a year, such as 2021-12-05 or 2021");
    if (text[0] == '[' || text[0] == '{')
        return ent_i_fail_at(err, ENT_ERR_DATE, NULL, 0, 1,
                             "\"%s\" is a set: give one date, such as 2021-12-05 or 2021", quoted);
    ENT_I_TRY(ent_period_parse(text, length, &period, err));
    if (period.form != ENT_PERIOD_DATE)
        return ent_i_fail_at(err, ENT_ERR_DATE, NULL, 0, 1,
                             "\"%s\" is an interval: give one date, such as 2021-12-05 or 2021", quoted);
    if (ent_i_day_infinite(period.end.last))
        return ent_i_fail_at(err, ENT_ERR_DATE, NULL, 0, 1,
                             "\"%s\" is too far away: days are counted for about five million years", quoted);
    *ret = period.end.last;
    return ENT_OK;
}
