# SPDX-License-Identifier: GPL-2.0-or-later
"""What the five texts of the bundled data say, asked of the command and of nothing else.

Every question is one command with --source seeds: names, dates, statuses and who says so are compared. The
expected answers were read in the texts, paragraph by paragraph, not in the data.
"""
import unittest

from support import CommandTest

# The texts as their sources are keyed, in the order of their numbers 000 to 004.
CHATTERJEE, TALUKDAR, RELATIONSHIP, SUMMIT, ALAM = TEXTS = (
    "chatterjee-2025", "talukdar-tourangbam-2025", "relationship-brief-2025", "summit-brief-2021", "alam-2025")


class SeedQuestions(CommandTest):
    def ask(self, *arguments):
        rows = self.answered(*arguments, "--source", "seeds", "--format", "json").json()["rows"]
        for row in rows:
            for source in row.get("sources") or []:
                self.assertIn(source["key"], TEXTS, f"{arguments}: an outside source in {row}")
        return rows

    @staticmethod
    def sources(row):
        return {source["key"] for source in row["sources"]}

    def test_forums_shared_by_india_and_russia(self):
        rows = self.ask("link", "India", "Russia", "--via", "Forum")
        self.assertEqual({row["thing"]["key"]: self.sources(row) for row in rows}, {
            "brics": {CHATTERJEE, RELATIONSHIP, SUMMIT},
            "sco": {CHATTERJEE, RELATIONSHIP, SUMMIT},
            "g20": {CHATTERJEE, RELATIONSHIP, SUMMIT},
            "ric": {CHATTERJEE, SUMMIT},
            "east-asia-summit": {SUMMIT},
            "united-nations": {RELATIONSHIP},
        })
        for row in rows:
            self.assertIsNone(row["india_since"], "no text dates a membership")
            self.assertIsNone(row["russia_since"])

    def test_bids_that_russia_supports(self):
        rows = [row for row in self.ask("ego", "Russia", "--type", "SUPPORTS") if "bid" in row["with"]["name"]]
        self.assertEqual({row["with"]["key"]: self.sources(row) for row in rows}, {
            "india-unsc-bid": {CHATTERJEE, RELATIONSHIP, SUMMIT},
            "india-nsg-bid": {SUMMIT},
        })

    def test_status_of_the_partnership(self):
        for day, key, since in (("2005-06-01", "strategic-partnership", "2000-10"),
                                ("2011-01-01", "special-privileged-partnership", "2010-12")):
            rows = self.ask("link", "India", "Russia", "--label", "Partnership", "--as-of", day)
            self.assertEqual([(row["thing"]["key"], row["all_since"]) for row in rows], [(key, since)])
            self.assertEqual(self.sources(rows[0]), {CHATTERJEE, TALUKDAR})

    def test_relos_is_signed_and_not_ratified_in_june_2025(self):
        rows = self.ask("show", "RELOS", "--as-of", "2025-06-30")
        states = {(row["with"]["key"], row["standing"], row["status"]) for row in rows
                  if row.get("with") and row.get("type") == "PARTY_TO"}
        self.assertEqual(states, {("india", "signed", "signed"), ("russia", "signed", "signed"),
                                  ("india", "ended (planned)", "planned"), ("russia", "ended (planned)", "planned"),
                                  ("russia", "not yet (ratified)", "ratified")})

    def test_relos_is_ratified_by_one_text_on_the_first_of_december(self):
        rows = [row for row in self.ask("show", "RELOS") if row.get("type") == "RATIFIED" and row["period"]]
        self.assertEqual([(row["with"]["key"], row["period"], self.sources(row)) for row in rows],
                         [("state-duma", "2025-12-01", {RELATIONSHIP})])

    def test_meetings_of_modi_and_putin_with_their_places(self):
        rows = self.ask("draw", "--label", "Meeting", "--label", "City", "--type", "HELD_IN", "--events")
        met = {row["thing"]["key"] for row in self.ask("link", "Modi", "Putin", "--label", "Meeting", "--events")}
        places = {(row["to"]["name"], row["since"], row["until"]) for row in rows
                  if row["from"]["key"] in met and row["since"]}
        self.assertEqual(places, {("Moscow", "2024-07-09", "2024-07-10"), ("Kazan", "2024-10-22", None),
                                  ("Tianjin", "2025-09-01", None)})

    def test_only_brahmos_is_named_in_all_five_texts(self):
        rows = self.ask("find", "--label", "WeaponSystem")
        self.assertEqual([row["key"] for row in rows if self.sources(row) == set(TEXTS)], ["brahmos"])

    def test_corridors_and_pipelines_and_what_they_link(self):
        links = {}
        for row in self.ask("draw", "--type", "LINKS"):
            links.setdefault(row["from"]["key"], set()).add(row["to"]["key"])
        self.assertEqual(links["instc"], {"belarus", "indian-ocean"})
        self.assertEqual(links["chennai-vladivostok-corridor"], {"chennai", "vladivostok", "india", "russia"})
        self.assertEqual(links["power-of-siberia"], {"russian-far-east", "china", "russia"})

    def test_no_text_puts_the_instc_through_iran(self):
        rows = self.ask("ego", "INSTC", "--all-dates")
        self.assertNotIn("iran", {row["with"]["key"] for row in rows if row.get("with")})

    def test_shares_of_arms_imports_and_trade_figures_in_order_of_time(self):
        rows = self.ask("find", "--label", "Figure", "--by", "period")
        keys = [row["key"] for row in rows]
        for earlier, later in (("arms-share-2008-2012", "arms-share-2013-2017"), ("trade-2019", "trade-2024-25"),
                               ("trade-2024-25", "trade-2025"), ("trade-2025", "trade-target-2030")):
            self.assertLess(keys.index(earlier), keys.index(later))
        said = {row["key"]: (row["by_period"], self.sources(row)) for row in rows}
        self.assertEqual(said["arms-share-2008-2012"], ("2008/2012", {SUMMIT}))
        self.assertEqual(said["arms-share-2013-2017"], ("2013/2017", {SUMMIT}))
        self.assertEqual(said["trade-2019"], ("2019", {SUMMIT}))
        self.assertEqual(said["trade-2024-25"][1], {RELATIONSHIP})
        self.assertEqual(said["trade-2025"], ("2025", {TALUKDAR}))
        # 30 billion by 2025 is investment in one text and trade in another: both stand.
        self.assertEqual(said["investment-target-2025"], ("2025", {SUMMIT}))
        self.assertEqual(said["trade-target-2025"], ("2025", {ALAM}))
        self.assertEqual(said["trade-target-2030"][1], {CHATTERJEE, TALUKDAR, RELATIONSHIP, ALAM})

    def test_outcomes_of_the_23rd_summit(self):
        rows = self.ask("ego", "summit-23", "--type", "OUTCOME_OF")
        outcomes = {}
        for row in rows:
            outcomes.setdefault(row["status"], set()).add(row["with"]["key"])
        self.assertEqual(outcomes["adopted"], {"programme-2030"})
        self.assertIn("fertiliser-mou", outcomes["signed"])
        self.assertIn("migration-agreement", outcomes["signed"])
        self.assertIn("eaeu-india-fta", outcomes["negotiating"])
        self.assertIn("polar-training", outcomes["planned"])
        self.assertFalse((outcomes["signed"] | outcomes["adopted"]) & outcomes["planned"])

    def test_iran_and_india_are_joined_by_what_russia_proposed(self):
        rows = self.ask("path", "Iran", "India", "--all")
        self.assertEqual({row["to"]["key"] for row in rows} - {"india"}, {"eurasian-partnership"})
        self.assertEqual({row["status"] for row in rows}, {"proposed"})
        proposals = self.ask("ego", "eurasian-partnership", "--type", "PROPOSES")
        self.assertEqual([row["with"]["key"] for row in proposals], ["russia"])

    def test_what_russia_supplies_and_what_it_might(self):
        standing = {}
        for row in self.ask("ego", "Russia", "--type", "SUPPLIES"):
            standing.setdefault(row["standing"], {})[row["with"]["key"]] = self.sources(row)
        self.assertEqual(set(standing["in force"]), {
            "cryogenic-technology", "defence-technology-china", "grigorovich-frigates", "ins-vikramaditya", "s-400",
            "su-30mki", "submarine-technology", "t-90"})
        self.assertEqual(standing["in force"]["t-90"], {TALUKDAR, ALAM})
        self.assertEqual(standing["proposed"], {"s-500": {TALUKDAR}, "fgfa": {TALUKDAR}})

    def test_what_hinders_trade(self):
        rows = self.ask("ego", "india-russia-trade", "--type", "HINDERS")
        self.assertEqual({row["with"]["key"] for row in rows if SUMMIT in self.sources(row)}, {
            "connectivity-problems", "distance", "banking-links", "regulation", "visa-regime"})
        self.assertEqual({row["with"]["key"]: self.sources(row) for row in rows if SUMMIT not in self.sources(row)}, {
            "settlement-problems": {CHATTERJEE}, "trade-imbalance": {TALUKDAR}, "western-sanctions": {TALUKDAR},
            "ukraine-conflict": {RELATIONSHIP}})

    def test_russia_turns_to_pakistan_china_and_the_taliban(self):
        pakistan = {row["type"] for row in self.ask("ego", "Pakistan", "--events") if row["with"]["key"] == "russia"}
        self.assertEqual(pakistan, {"DEFENCE_PARTNER_OF", "SUPPLIES_ARMS_TO", "LIFTED_EMBARGO_ON"})
        rows = self.ask("ego", "India", "--type", "CONCERNED_ABOUT")
        self.assertEqual({row["with"]["key"]: self.sources(row) for row in rows}, {
            "taliban": {SUMMIT}, "afghanistan": {SUMMIT}, "russia-pakistan-agreement": {SUMMIT},
            "russia-pakistan-exercise": {SUMMIT}, "china": {RELATIONSHIP, SUMMIT}})
        left_out = self.ask("ego", "India", "--type", "LEFT_OUT_OF", "--events")
        self.assertEqual([row["with"]["key"] for row in left_out], ["afghanistan-meeting"])

    def test_agreements_of_india_with_the_united_states(self):
        rows = self.ask("link", "India", "United States", "--label", "Agreement")
        self.assertEqual({row["thing"]["key"]: row["india_status"] for row in rows}, {
            "foundational-agreements": "in-force", "lemoa": "in-force", "beca": "in-force",
            "us-trade-agreement": "proposed"})

    def test_indian_organisations_in_russia(self):
        rows = self.ask("find", "--label", "Association")
        self.assertEqual({row["key"] for row in rows}, {
            "hindustani-samaj", "indian-business-alliance", "amma", "disha", "amrit", "vedanta-centre"})
        since = {row["since"] for row in self.ask("ego", "hindustani-samaj") if row["since"]}
        self.assertEqual(since, {"1957"})

    def test_the_soviet_union_launched_two_satellites(self):
        rows = self.ask("ego", "Soviet Union", "--type", "LAUNCHED", "--events")
        self.assertEqual({row["with"]["key"] for row in rows}, {"aryabhata", "bhaskara"})
        self.assertTrue(all(row["since"] is None for row in rows), "no text dates them")

    def test_concepts_both_support(self):
        rows = self.ask("link", "India", "Russia", "--label", "Concept")
        self.assertEqual({row["thing"]["key"] for row in rows}, {
            "multipolarity", "strategic-autonomy", "sovereignty", "national-interests", "counter-terrorism",
            "organised-crime", "peaceful-coexistence", "territorial-integrity", "non-interference"})

    def test_fields_in_talks_or_only_proposed(self):
        rows = self.ask("link", "India", "Russia", "--label", "Field")
        self.assertEqual({row["thing"]["key"]: row["russia_status"] for row in rows
                          if row["russia_status"] != "in-force"}, {
            "small-modular-reactors": "negotiating", "banking": "proposed", "climate-change": "proposed",
            "cyber-security": "proposed", "market-access": "proposed", "niche-technologies": "planned"})

    def test_what_the_21st_summit_was_about(self):
        rows = self.ask("ego", "summit-21", "--type", "CONCERNS")
        self.assertEqual({row["with"]["key"] for row in rows}, {
            "covid", "military-commission-meeting", "two-plus-two-first", "india-russia-trade",
            "india-russia-investment", "instc", "chennai-vladivostok-corridor", "russian-far-east", "afghanistan",
            "unsc-cooperation"})

    def test_why_russian_policy_changed_and_towards_whom(self):
        rows = self.ask("ego", "russian-policy-shift")
        self.assertEqual({(row["type"], row["with"]["key"]) for row in rows}, {
            ("PROMPTS", "quad"), ("PROMPTS", "india"), ("PROMPTS", "west"), ("CONCERNS", "russia"),
            ("CONCERNS", "pakistan"), ("CONCERNS", "china"), ("CONCERNS", "taliban"),
            ("HINDERS", "special-privileged-partnership")})
        self.assertTrue(all(self.sources(row) == {SUMMIT} for row in rows))

    def test_who_wrote_and_published_what(self):
        rows = [row for text in TEXTS for row in self.ask("ego", text, "--type", "WROTE", "--events")]
        self.assertEqual({row["with"]["key"] for row in rows}, {"chatterjee", "talukdar", "tourangbam", "alam"})

    def test_contradictions_stand_side_by_side(self):
        stages = {(row["status"], row["since"], frozenset(self.sources(row)))
                  for row in self.ask("ego", "programme-2030", "--type", "PARTY_TO")}
        self.assertEqual(stages, {("adopted", "2025-12", frozenset({CHATTERJEE})),
                                  ("planned", None, frozenset({RELATIONSHIP}))})
        fighter = {(row["status"], frozenset(self.sources(row)))
                   for row in self.ask("ego", "fgfa", "--type", "DEVELOPS")}
        self.assertEqual(fighter, {("in-force", frozenset({ALAM})), ("proposed", frozenset({TALUKDAR}))})
        ages = {(row["since"], frozenset(self.sources(row)))
                for row in self.ask("ego", "India", "--type", "HAS_RELATIONS_WITH") if row["with"]["key"] == "russia"}
        self.assertEqual(ages, {("1947", frozenset({ALAM})), ("1955", frozenset({RELATIONSHIP})),
                                ("1950~", frozenset({CHATTERJEE}))})

    def test_states_that_the_texts_name(self):
        rows = self.ask("find", "--label", "State")
        self.assertEqual({row["key"] for row in rows}, {
            "afghanistan", "bangladesh", "belarus", "china", "germany", "india", "iran", "israel", "japan", "pakistan",
            "russia", "soviet-union", "ukraine", "united-states"})

    def test_what_a_page_says_stays_off_the_cards_of_the_texts(self):
        rows = self.ask("show", "chennai-vladivostok-corridor")
        self.assertNotIn("10300", {row["detail"] for row in rows})
        rows = self.ask("show", "BRICS")
        self.assertEqual({row["with"]["key"] for row in rows if row["type"] == "MEMBER_OF"},
                         {"india", "russia", "china"})


if __name__ == "__main__":
    unittest.main()
