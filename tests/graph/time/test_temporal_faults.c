/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of looking up time zones and writing texts fails once. */
#include "temporal_helper.h"

#include "../../faults.h"

/* Two zones, one of them twice, and the text of a datetime in one of them. */
static ent_status use(ent_error *err)
{
    static const char *const names[] = { CENTRAL, "Test/Changes", CENTRAL };
    ent_i_temporal_env env = { NULL, 0, 0 };
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    const ent_i_zone *zone;
    ent_i_temporal value;
    ent_status status = ent_i_zones_new(zone_directory, &env.zones, err);
    for (size_t i = 0; status == ENT_OK && i < 3; i++)
        status = ent_i_zones_find(env.zones, names[i], strlen(names[i]), &zone, err);
    if (status == ENT_OK)
        status = ent_i_temporal_parse(ENT_I_DATETIME, "2020-07-01[" CENTRAL "]", 10 + 2 + strlen(CENTRAL), &env,
                                      &value, err);
    if (status == ENT_OK) {
        ent_i_temporal_print(&value, &text);
        status = ent_i_buffer_status(&text, err);
    }
    ent_i_buffer_clear(&text);
    ent_i_zones_free(env.zones);
    return status;
}

static void test_temporal_faults__each_is_reported_and_leaks_nothing(void **state)
{
    (void)state;
    static const int32_t changes[][2] = { { 0, 7200 }, { 1000000000, 3600 } };
    unsigned char data[512];
    ent_error err = { 0 };
    write_zone("Test/Changes", data, make_zone(data, 3600, 2, changes, ""));
    fail_at = 0;
    allocations = 0;
    assert_int_equal(use(&err), ENT_OK);
    size_t most = allocations, before = live;
    assert_true(most > 10);
    for (size_t i = 1; i <= most; i++) {
        ent_error_clear(&err);
        allocations = 0;
        fail_at = i;
        ent_status status = use(&err);
        fail_at = 0;
        if (status != ENT_ERR_NOMEM || err.code != ENT_ERR_NOMEM || live != before)
            fail_msg("allocation %zu of %zu: %s, %zu blocks left", i, most, ent_status_name(status), live - before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_temporal_faults__each_is_reported_and_leaks_nothing) };
    return cmocka_run_group_tests(tests, zones_setup, zones_teardown);
}
