#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the five texts alone answer, read from the data files without any of Entente's code.

Each question has the answer that a careful reader of the texts gives; the data must give the same when only
claims are read that a text is cited for. Dates are compared as written: reading them is tested elsewhere.
"""
import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is left behind in the source tree
sys.path.insert(0, str(Path(__file__).resolve().parent))
from check_data import Checker  # noqa: E402

ENDS = ("from", "to")


class Texts:
    """The claims of the texts: ties with at least one citation of the group seeds."""

    def __init__(self, root):
        data = Checker(root)
        data.read()
        self.nodes = data.nodes
        self.number = {key: node["aliases"][0] for key, node in data.nodes.items()
                       if node.get("properties", {}).get("group") == "seeds"}
        self.ties = [tie for tie in data.ties if self.texts(tie)]

    def texts(self, tie):
        return {self.number[c["source"]] for c in tie["citations"] if c["source"] in self.number}

    def find(self, from_=None, type_=None, to=None, status="in-force"):
        for tie in self.ties:
            if (from_ in (None, tie["from"]) and type_ in (None, tie["type"]) and to in (None, tie["to"])
                    and status in (None, tie.get("status", "in-force"))):
                yield tie

    def labelled(self, label):
        return {key for key, node in self.nodes.items() if label in node["labels"]}

    def stating(self, **pattern):
        return set().union(*(self.texts(tie) for tie in self.find(**pattern)))

    # --- the questions ------------------------------------------------------------------------

    def forums_of_india_and_russia(self):
        found = {}
        for forum in sorted(self.labelled("Forum")):
            texts = [self.stating(from_=state, type_="MEMBER_OF", to=forum) for state in ("india", "russia")]
            if all(texts):
                found[forum] = " ".join(sorted(texts[0] & texts[1]))
        return found

    def bids_russia_supports(self):
        return {tie["to"]: " ".join(sorted(self.texts(tie))) for tie in self.find("russia", "SUPPORTS")
                if tie["to"] in self.labelled("Bid")}

    def partnership(self):
        return {tie.get("valid", ""): tie["properties"]["level"] for tie in self.find("india", "PARTNER_OF", "russia")}

    def relos(self):
        return {(tie["from"], tie.get("valid")): tie.get("status", "in-force")
                for tie in self.find(type_="PARTY_TO", to="relos", status=None)}

    def meetings(self):
        return {tie["valid"]: tie["properties"]["place"] for tie in self.find("modi", "MET", "putin")
                if "valid" in tie}

    def weapons_in_all(self):
        return [weapon for weapon in sorted(self.labelled("WeaponSystem"))
                if len(set().union(*(self.texts(tie) for tie in self.ties
                                     if weapon in (tie["from"], tie["to"])), set())) == len(self.number)]

    def corridors(self):
        ways = self.labelled("Corridor") | self.labelled("Pipeline")
        found = {}
        for tie in self.find(type_="LINKS"):
            if tie["from"] in ways:
                found.setdefault(tie["from"], set()).add(tie["to"])
        return found

    def figures(self, indicator):
        return sorted((self.nodes[tie["from"]]["properties"]["period"], self.nodes[tie["from"]]["properties"]["value"])
                      for tie in self.find(type_="MEASURES", to=indicator, status=None)
                      if "period" in self.nodes[tie["from"]]["properties"])

    def outcomes(self):
        found = {}
        for tie in self.find(type_="OUTCOME_OF", to="summit-23", status=None):
            found.setdefault(tie["status"], set()).add(tie["from"])
        return found

    def neighbours(self, key):
        return {tie[ENDS[tie["from"] == key]] for tie in self.ties if key in (tie["from"], tie["to"])}

    def ends(self, **pattern):
        """What the ties that fit lead to, with the texts that say so."""
        found = {}
        for tie in self.find(**pattern):
            found.setdefault(tie["to"], set()).update(self.texts(tie))
        return {key: " ".join(sorted(texts)) for key, texts in found.items()}

    def starts(self, **pattern):
        return {tie["from"] for tie in self.find(**pattern)}

    def ages(self):
        return {tie["valid"]: " ".join(sorted(self.texts(tie)))
                for tie in self.find("india", "HAS_RELATIONS_WITH", "russia")}


def expected(texts):
    return [
        ("forums of India and Russia", texts.forums_of_india_and_russia(), {
            "brics": "000 002 003", "sco": "000 002 003", "g20": "000 002 003", "ric": "000 003",
            "east-asia-summit": "003", "united-nations": "002"}),
        ("bids that Russia supports", texts.bids_russia_supports(), {
            "india-unsc-bid": "000 002 003", "india-nsg-bid": "003"}),
        ("level of the partnership", texts.partnership(), {
            "2000-10/2010-12": "Strategic Partnership",
            "2010-12/..": "Special and Privileged Strategic Partnership",
            "": "Special and Privileged Strategic Partnership"}),
        ("RELOS", texts.relos(), {
            ("india", "/2025-02"): "planned", ("russia", "/2025-02"): "planned",
            ("india", "2025-02/"): "signed", ("russia", "2025-02/2025-12-01"): "signed",
            ("russia", "2025-12-01/"): "ratified"}),
        ("meetings of Modi and Putin", texts.meetings(), {
            "2024-07-09/2024-07-10": "moscow", "2024-10-22": "kazan", "2025-09-01": "tianjin"}),
        ("weapon systems in all five texts", texts.weapons_in_all(), ["brahmos"]),
        ("corridors and what they link", texts.corridors(), {
            "instc": {"belarus", "indian-ocean"},
            "chennai-vladivostok-corridor": {"chennai", "vladivostok", "india", "russia"},
            "power-of-siberia": {"russian-far-east", "russia", "china"}}),
        ("Russian share of arms imports", texts.figures("arms-import-share"), [("2008/2012", 79), ("2013/2017", 62)]),
        ("trade", texts.figures("india-russia-trade"), [
            ("2019", 7.5), ("2024/2025", 68.7), ("2025", 30), ("2025", 70), ("2030", 100)]),
        ("investment", texts.figures("india-russia-investment"), [("2025", 30)]),
        ("outcomes of the 23rd summit", texts.outcomes(), {
            "adopted": {"programme-2030"},
            "signed": {"fertiliser-mou", "fssai-agreement", "healthcare-agreement", "medical-education-agreement",
                       "migration-agreement"},
            "planned": {"polar-training", "e-visa", "visa-free-entry", "defence-protocol", "spare-parts"},
            "negotiating": {"eaeu-india-fta"}}),
        ("what Iran is tied to", texts.neighbours("iran"), {"eurasian-partnership"}),
        ("what the Eurasian partnership is tied to", texts.neighbours("eurasian-partnership"),
            {"russia", "eaeu", "china", "india", "pakistan", "iran"}),
        ("what Russia supplies to India", {thing: by for thing, by in
                                           texts.ends(from_="russia", type_="SUPPLIES").items()
                                           if thing != "defence-technology-china"}, {
            "s-400": "001", "t-90": "001 004", "su-30mki": "001 003 004", "submarine-technology": "001",
            "cryogenic-technology": "003", "grigorovich-frigates": "004", "ins-vikramaditya": "004"}),
        ("what Russia might yet supply", texts.ends(from_="russia", type_="SUPPLIES", status="proposed"),
            {"s-500": "001", "fgfa": "001"}),
        ("what hinders trade", texts.starts(type_="HINDERS", to="india-russia-trade"), {
            "connectivity-problems", "distance", "banking-links", "regulation", "visa-regime", "settlement-problems",
            "trade-imbalance", "western-sanctions", "ukraine-conflict"}),
        ("of these, what the text of 2021 names", {
            tie["from"] for tie in texts.find(type_="HINDERS", to="india-russia-trade") if "003" in texts.texts(tie)}, {
            "connectivity-problems", "distance", "banking-links", "regulation", "visa-regime"}),
        ("what India is concerned about", texts.ends(from_="india", type_="CONCERNED_ABOUT"), {
            "taliban": "003", "afghanistan": "003", "russia-pakistan-agreement": "003",
            "russia-pakistan-exercise": "003", "china": "002 003"}),
        ("what India was left out of", texts.ends(from_="india", type_="LEFT_OUT_OF"), {"afghanistan-meeting": "003"}),
        ("what India signed", texts.ends(from_="india", type_="SIGNED"), {
            "declaration-2000": "000 001", "relos": "001", "foundational-agreements": "003", "lemoa": "003",
            "beca": "003"}),
        ("what RELOS is for", texts.ends(from_="relos", type_="CONCERNS"), {
            "indian-navy": "000", "indian-air-force": "000", "indo-pacific": "000", "arctic": "000",
            "eurasia": "000", "military-logistics": "000 002", "interoperability": "000 001",
            "joint-exercises": "002", "humanitarian-operations": "002"}),
        ("what the 21st summit was about", set(texts.ends(from_="summit-21", type_="CONCERNS")), {
            "covid", "military-commission-meeting", "two-plus-two-first", "india-russia-trade",
            "india-russia-investment", "instc", "chennai-vladivostok-corridor", "russian-far-east", "afghanistan",
            "unsc-cooperation"}),
        ("what both should cooperate in", texts.ends(from_="india", type_="COOPERATES_IN", status="proposed"), {
            "counter-terrorism": "003", "cyber-security": "003", "climate-change": "003", "afghanistan": "003",
            "space": "003", "indo-pacific": "003"}),
        ("members of the Quad", texts.starts(type_="MEMBER_OF", to="quad"), {"india", "united-states"}),
        ("defence partners that India seeks", texts.ends(from_="india", type_="DEFENCE_PARTNER_OF", status="sought"),
            {"united-states": "001", "europe": "001"}),
        ("agreements only thought of", {tie["to"] for tie in texts.find("india", "PARTY_TO", status="proposed")},
            {"us-trade-agreement", "eu-trade-agreement"}),
        ("what the Soviet Union launched", texts.ends(from_="soviet-union", type_="LAUNCHED"),
            {"aryabhata": "003", "bhaskara": "003"}),
        ("Indian organisations in Moscow", texts.starts(type_="LOCATED_IN", to="moscow"), {
            "indian-business-alliance", "amma", "disha", "amrit", "vedanta-centre", "hindustani-samaj"}),
        ("who wrote what", {(tie["from"], min(texts.texts(tie))) for tie in texts.find(type_="WROTE")},
            {("chatterjee", "000"), ("talukdar", "001"), ("tourangbam", "001"), ("alam", "004")}),
        ("dates that the first text on the summit does not give", {
            c.get("how") for tie in texts.find(to="summit-23", status=None) if "valid" in tie
            for c in tie["citations"] if c["source"] == "talukdar-tourangbam-2025"}, {"less-precise"}),
        ("age of the ties", texts.ages(), {"1947/..": "004", "1955/..": "002", "1950~/..": "000"}),
    ]


def main():
    root = Path(os.environ.get("ENTENTE_SOURCE", Path(__file__).resolve().parents[2]))
    wrong = 0
    questions = expected(Texts(root))
    for question, answer, right in questions:
        if answer != right:
            wrong += 1
            print(f"{question}:\n  the data say  {answer}\n  the texts say {right}", file=sys.stderr)
    print(f"{len(questions)} questions, {wrong} answered wrongly")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
