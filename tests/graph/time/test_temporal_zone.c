/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Named zones: rules, files made by hand, damaged files, and the system's zones against the C library. */
#include <time.h>

#include "graph/time/zone_file.h"
#include "graph/time/zone_rule.h"
#include "temporal_helper.h"

static ent_i_zone_rule rule_of(const char *text)
{
    ent_i_zone_rule rule;
    if (!ent_i_zone_rule_parse(text, strlen(text), &rule))
        fail_msg("'%s' is no rule", text);
    return rule;
}

static int64_t moment_of(const char *text)
{
    int64_t seconds = 0;
    const char *no_text;
    char space[ENT_I_OFFSET_TEXT];
    ent_i_temporal value = parsed(ENT_I_DATETIME, text);
    assert_int_equal(ent_i_temporal_get(&value, "epochSeconds", 12, &seconds, &no_text, space, NULL), ENT_OK);
    return seconds;
}

/* The second before a change, and the change. */
static void test_temporal_zone__rules(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *change;
        int32_t before, after;
    } cases[] = {
        { "CET-1CEST,M3.5.0,M10.5.0/3", "2024-03-31T01:00Z", 3600, 7200 },
        { "CET-1CEST,M3.5.0,M10.5.0/3", "2024-10-27T01:00Z", 7200, 3600 },
        { "EST5EDT,M3.2.0,M11.1.0", "2024-03-10T07:00Z", -18000, -14400 },
        { "EST5EDT,M3.2.0,M11.1.0", "2024-11-03T06:00Z", -14400, -18000 },
        { "EST5EDT,M3.2.0,M11.1.0", "+999999-11-07T06:00Z", -14400, -18000 },
        { "AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-04-06T16:00Z", 39600, 36000 }, /* summer over new year */
        { "AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-10-05T16:00Z", 36000, 39600 },
        { "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2024-04-06T15:00Z", 39600, 37800 },
        { "IST-1GMT0,M10.5.0,M3.5.0/1", "2024-03-31T01:00Z", 0, 3600 }, /* winter time is the exception */
        { "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T01:00Z", -7200, -3600 }, /* the evening before */
        { "IST-2IDT,M3.4.4/26,M10.5.0", "2024-03-29T00:00Z", 7200, 10800 }, /* the morning after */
        { "XXX3YYY,J60/0,J300/0", "2024-03-01T03:00Z", -10800, -7200 }, /* day 60 is 1 March, leap year or not */
        { "XXX3YYY,59/0,300/0", "2024-02-29T03:00Z", -10800, -7200 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_i_zone_rule rule = rule_of(cases[i].rule);
        int64_t change = moment_of(cases[i].change);
        assert_int_equal(ent_i_zone_rule_offset(&rule, change - 1), cases[i].before);
        assert_int_equal(ent_i_zone_rule_offset(&rule, change), cases[i].after);
    }
    ent_i_zone_rule always = rule_of("EST5EDT,0/0,J365/25"); /* RFC 8536: summer time all year */
    for (int64_t day = 19000; day < 19800; day++)
        assert_int_equal(ent_i_zone_rule_offset(&always, day * 86400 + 18000), -14400);
    ent_i_zone_rule plain = rule_of("<+0545>-5:45");
    assert_int_equal(ent_i_zone_rule_offset(&plain, 0), 20700);
}

static void test_temporal_zone__texts_that_are_no_rules(void **state)
{
    (void)state;
    static const char *const texts[] = { "", "CE-1", "CET", "CET-", "CET-25", "CET-1:60", "CET-1CEST", "CET-1CEST,",
                                         "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
                                         "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/168", "<+1>-1x",
                                         "<+01-1", "CET-1CEST,J0,J5", "CET-1CEST,366,5", "CET-1CEST,M3.5.0,M10.5.0 ",
                                         "CET-99999999999999999999", "<>1" };
    ent_i_zone_rule rule;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (ent_i_zone_rule_parse(texts[i], strlen(texts[i]), &rule))
            fail_msg("'%s' is taken for a rule", texts[i]);
}

static const ent_i_zone *zone_of(ent_i_zones *zones, const char *name)
{
    const ent_i_zone *zone = NULL;
    ent_error err;
    ent_error_clear(&err);
    if (ent_i_zones_find(zones, name, strlen(name), &zone, &err) != ENT_OK)
        fail_msg("%s: %s", name, err.message);
    return zone;
}

static void test_temporal_zone__a_file_with_changes(void **state)
{
    (void)state;
    static const int32_t changes[][2] = { { -1000000000, 3600 }, { 0, 7200 }, { 1000000000, -1800 } };
    unsigned char data[512];
    write_zone("Test/Changes", data, make_zone(data, 3208, 3, changes, "AAA-2BBB,M3.5.0,M10.5.0"));
    const ent_i_zone *zone = zone_of(test_env.zones, "Test/Changes");
    assert_ptr_equal(zone, zone_of(test_env.zones, "Test/Changes")); /* read once */
    assert_string_equal(ent_i_zone_name(zone), "Test/Changes");
    assert_int_equal(ent_i_zone_offset(zone, -1000000001), 3208);
    assert_int_equal(ent_i_zone_offset(zone, INT64_C(-30000000000000000)), 3208);
    assert_int_equal(ent_i_zone_offset(zone, -1000000000), 3600);
    assert_int_equal(ent_i_zone_offset(zone, -1), 3600);
    assert_int_equal(ent_i_zone_offset(zone, 0), 7200);
    assert_int_equal(ent_i_zone_offset(zone, 1000000000), 10800); /* after the last change the rule holds */
    ent_i_temporal early = parsed(ENT_I_DATETIME, "1900-01-01[Test/Changes]");
    assert_string_equal(text_of(&early), "1900-01-01T00:00+00:53:28[Test/Changes]");

    write_zone("Test/NoRule", data, make_zone(data, 3208, 3, changes, ""));
    zone = zone_of(test_env.zones, "Test/NoRule");
    assert_int_equal(ent_i_zone_offset(zone, INT64_C(30000000000000000)), -1800);
}

/* Local times without a moment, with one, and with two, around every change. */
static void test_temporal_zone__local_times(void **state)
{
    (void)state;
    const ent_i_zone *zone = zone_of(test_env.zones, CENTRAL);
    for (int64_t local = 1711843200 - 86400; local < 1711843200 + 2 * 86400; local += 600) {
        int64_t moment = ent_i_zone_moment(zone, local, INT32_MIN);
        bool gap = local >= 1711850400 && local < 1711854000; /* 2024-03-31 2:00 to 3:00 */
        assert_int_equal(moment + ent_i_zone_offset(zone, moment), gap ? local + 3600 : local);
    }
    for (int64_t local = 1729987200 - 86400; local < 1729987200 + 2 * 86400; local += 600) {
        bool twice = local >= 1729994400 && local < 1729998000; /* 2024-10-27 2:00 to 3:00 */
        int64_t moment = ent_i_zone_moment(zone, local, INT32_MIN);
        assert_int_equal(moment + ent_i_zone_offset(zone, moment), local);
        int64_t second = ent_i_zone_moment(zone, local, 3600);
        assert_int_equal(second + ent_i_zone_offset(zone, second), local);
        assert_int_equal(second - moment, twice ? 3600 : 0);
    }
}

static void test_temporal_zone__names_that_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = { "", "/etc/passwd", "../Test/Central", "Test/../Test/Central", "Test//Central",
                                         "Test/Central/", "Test/", "Test", ".", "Test/Nowhere", "Test/Cen tral",
                                         "Test/Central\n", "test/central/\xc3\xa9", "+01", "Test\\Central" };
    const ent_i_zone *zone = NULL;
    ent_error err;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ent_error_clear(&err);
        assert_int_equal(ent_i_zones_find(test_env.zones, names[i], strlen(names[i]), &zone, &err), ENT_ERR_NOTFOUND);
        assert_true(err.message[0] != '\0');
    }
    assert_int_equal(ent_i_zones_find(test_env.zones, CENTRAL "\0x", strlen(CENTRAL) + 2, &zone, NULL),
                     ENT_ERR_NOTFOUND);
    char name[400];
    memset(name, 'a', sizeof name);
    assert_int_equal(ent_i_zones_find(test_env.zones, name, sizeof name, &zone, NULL), ENT_ERR_NOTFOUND);
    assert_int_equal(ent_i_zones_find(NULL, CENTRAL, strlen(CENTRAL), &zone, NULL), ENT_ERR_NOTFOUND);
    assert_null(zone);
}

static void test_temporal_zone__without_the_system_s_zones(void **state)
{
    (void)state;
    ent_i_zones *zones;
    const ent_i_zone *zone;
    ent_error err;
    ent_error_clear(&err);
    assert_int_equal(ent_i_zones_new("/nonexistent/zones", &zones, NULL), ENT_OK);
    assert_int_equal(ent_i_zones_find(zones, "Europe/Stockholm", 16, &zone, &err), ENT_ERR_NOTFOUND);
    assert_non_null(strstr(err.message, "/nonexistent/zones"));
    assert_non_null(strstr(err.message, "tzdata"));
    assert_int_equal(ent_i_zones_find(zones, "UTC", 3, &zone, NULL), ENT_OK);
    assert_int_equal(ent_i_zone_offset(zone, 0), 0);
    ent_i_zones_free(zones);
    ent_i_zones_free(NULL);
}

/* A pipe must not block, a directory and a huge file must not be read. */
static void test_temporal_zone__files_that_are_none(void **state)
{
    (void)state;
    char path[256];
    const ent_i_zone *zone;
    snprintf(path, sizeof path, "%s/Test/Pipe", zone_directory);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(ent_i_zones_find(test_env.zones, "Test/Pipe", 9, &zone, NULL), ENT_ERR_NOTFOUND);
    unsigned char *large = calloc(1, ENT_I_ZONE_FILE_MOST + 1);
    write_zone("Test/Large", large, ENT_I_ZONE_FILE_MOST + 1);
    free(large);
    assert_int_equal(ent_i_zones_find(test_env.zones, "Test/Large", 10, &zone, NULL), ENT_ERR_FORMAT);
    write_zone("Test/Empty", (const unsigned char *)"", 0);
    assert_int_equal(ent_i_zones_find(test_env.zones, "Test/Empty", 10, &zone, NULL), ENT_ERR_FORMAT);
}

static ent_status parse_copy(const unsigned char *data, size_t length)
{
    struct ent_i_zone zone;
    unsigned char *copy = malloc(length ? length : 1); /* of that size, so that reading on is noticed */
    memcpy(copy, data, length);
    ent_status status = ent_i_zone_file_parse(copy, length, "Test/Damaged", &zone, NULL);
    if (status == ENT_OK) {
        zone.name = NULL;
        for (int64_t moment = INT64_C(-40000000000); moment < INT64_C(40000000000); moment += 7777777777)
            assert_true(labs(ent_i_zone_offset(&zone, moment)) < 100000);
        free(zone.changes);
        free(zone.offsets);
    }
    free(copy);
    return status;
}

static void test_temporal_zone__damaged_files(void **state)
{
    (void)state;
    static const int32_t changes[][2] = { { -1000000000, 3600 }, { 0, 7200 }, { 1000000000, -1800 } };
    unsigned char data[512], damaged[512];
    size_t length = make_zone(data, 3208, 3, changes, "AAA-2BBB,M3.5.0,M10.5.0");
    uint64_t seed = 7;
    assert_int_equal(parse_copy(data, length), ENT_OK);
    for (size_t cut = 0; cut < length; cut++)
        assert_int_equal(parse_copy(data, cut), ENT_ERR_FORMAT);
    for (size_t at = 0; at < length; at++)
        for (int bit = 0; bit < 8; bit++) {
            memcpy(damaged, data, length);
            damaged[at] ^= (unsigned char)(1 << bit);
            ent_status status = parse_copy(damaged, length);
            assert_true(status == ENT_OK || status == ENT_ERR_FORMAT);
        }
    for (int round = 0; round < 20000; round++) {
        memcpy(damaged, data, length);
        for (int64_t count = random_between(&seed, 1, 6); count > 0; count--)
            damaged[random_between(&seed, 0, (int64_t)length - 1)] = (unsigned char)(next_random(&seed) % 3 ? 255 : 0);
        ent_status status = parse_copy(damaged, length);
        assert_true(status == ENT_OK || status == ENT_ERR_FORMAT);
    }
}

/* Files in good order that say what cannot be used. */
static void test_temporal_zone__changes_out_of_order_and_leap_seconds(void **state)
{
    (void)state;
    static const int32_t backwards[][2] = { { 1000, 3600 }, { 1000, 7200 } };
    unsigned char data[512], leaping[512] = { 0 };
    struct ent_i_zone zone;
    ent_error err;
    ent_error_clear(&err);
    size_t length = make_zone(data, 0, 2, backwards, "");
    assert_int_equal(ent_i_zone_file_parse(data, length, "Test/Back", &zone, &err), ENT_ERR_FORMAT);
    assert_non_null(strstr(err.message, "order"));
    /* One leap second between the name and the footer of the second block. */
    length = make_zone(data, 0, 0, NULL, "UTC0");
    size_t footer = length - strlen("\nUTC0\n"), second = footer - 44 - 7;
    memcpy(leaping, data, footer);
    put_u32(leaping + second + 28, 1);
    memcpy(leaping + footer + 12, data + footer, length - footer);
    ent_error_clear(&err);
    assert_int_equal(ent_i_zone_file_parse(leaping, length + 12, "Test/Leap", &zone, &err), ENT_ERR_FORMAT);
    assert_non_null(strstr(err.message, "leap seconds"));
}

/* Zones with odd histories, at many moments from 1850 to 2100, as the C library has them. */
static void test_temporal_zone__as_the_c_library(void **state)
{
    (void)state;
    static const char *const names[] = { "Europe/Stockholm", "Europe/London", "Europe/Dublin", "America/New_York",
                                         "America/Sao_Paulo", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu",
                                         "Asia/Tehran", "Asia/Gaza", "Africa/Casablanca", "Africa/Monrovia",
                                         "Australia/Lord_Howe", "Australia/Eucla", "Pacific/Apia", "Pacific/Honolulu",
                                         "Antarctica/Troll", "America/Nuuk", "Etc/GMT+12" };
    char *old = getenv("TZ") ? strdup(getenv("TZ")) : NULL;
    ent_i_zones *zones;
    int compared = 0;
    uint64_t seed = 8;
    assert_int_equal(ent_i_zones_new(NULL, &zones, NULL), ENT_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const ent_i_zone *zone;
        if (ent_i_zones_find(zones, names[i], strlen(names[i]), &zone, NULL) != ENT_OK)
            continue;
        assert_int_equal(setenv("TZ", names[i], 1), 0);
        tzset();
        for (int round = 0; round < 4000; round++) {
            time_t moment = random_between(&seed, INT64_C(-3786912000), INT64_C(4102444800));
            struct tm local;
            assert_non_null(localtime_r(&moment, &local));
            if (ent_i_zone_offset(zone, moment) != local.tm_gmtoff)
                fail_msg("%s at %lld: %d, not %ld", names[i], (long long)moment, ent_i_zone_offset(zone, moment),
                         local.tm_gmtoff);
        }
        compared++;
    }
    if (old)
        setenv("TZ", old, 1);
    else
        unsetenv("TZ");
    tzset();
    free(old);
    ent_i_zones_free(zones);
    if (compared == 0) {
        print_message("no time zones in " ENT_I_ZONE_DIRECTORY "\n");
        skip();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_temporal_zone__rules),
        cmocka_unit_test(test_temporal_zone__texts_that_are_no_rules),
        cmocka_unit_test(test_temporal_zone__a_file_with_changes),
        cmocka_unit_test(test_temporal_zone__local_times),
        cmocka_unit_test(test_temporal_zone__names_that_are_refused),
        cmocka_unit_test(test_temporal_zone__without_the_system_s_zones),
        cmocka_unit_test(test_temporal_zone__files_that_are_none),
        cmocka_unit_test(test_temporal_zone__damaged_files),
        cmocka_unit_test(test_temporal_zone__changes_out_of_order_and_leap_seconds),
        cmocka_unit_test(test_temporal_zone__as_the_c_library),
    };
    return cmocka_run_group_tests(tests, zones_setup, zones_teardown);
}
