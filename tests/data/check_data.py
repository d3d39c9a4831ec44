#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks the bundled data set against its own rules (data/README.md) and its JSON Schema.

Needs nothing beyond the standard library. Prints every breach with its file and exits 1 when there is
one. The texts that the data set was built from are found by ENTENTE_SHARED or beside the source tree;
without them the check for borrowed sentences is skipped, and said to be.
"""
import json
import os
import re
import sys
from pathlib import Path

SHORT_LIMIT = 28
NOTE_WORDS = 15
BORROWED_WORDS = 8
REFERENCE_PROPERTIES = ("to", "from", "with", "licence", "place", "at")


class Checker:
    def __init__(self, root):
        self.data = root / "data"
        self.schema = json.loads((self.data / "entente.schema.json").read_text(encoding="utf-8"))
        self.problems = []
        self.labels, self.types = {}, {}
        self.nodes, self.ties = {}, []

    def problem(self, where, text):
        self.problems.append(f"{where}: {text}")

    # --- reading ------------------------------------------------------------------------------

    def read(self):
        listed = re.findall(r"'([^']+\.json)'", (self.data / "meson.build").read_text(encoding="utf-8"))
        present = {path.name for path in self.data.glob("*.json")} - {"entente.schema.json"}
        for name in sorted(present.symmetric_difference(listed)):
            self.problem("data/meson.build", f"{name} is {'not listed' if name in present else 'listed, not there'}")
        for name in listed:
            if name in present:
                self.read_file(name)

    def read_file(self, name):
        def no_twice(pairs):
            names = [pair[0] for pair in pairs]
            for member in {n for n in names if names.count(n) > 1}:
                self.problem(name, f"member {member!r} comes twice in one object")
            return dict(pairs)

        try:
            content = json.loads((self.data / name).read_text(encoding="utf-8"), object_pairs_hook=no_twice)
        except ValueError as error:
            self.problem(name, f"is not JSON: {error}")
            return
        self.validate(content, self.schema, name)
        if not isinstance(content, dict):
            return
        for label in content.get("labels", []):
            self.labels[label.get("name")] = label
        for type_ in content.get("types", []):
            self.types[type_.get("name")] = type_
        for node in content.get("nodes", []):
            key = node.get("key")
            if key in self.nodes:
                self.problem(name, f"node {key!r} comes twice")
            self.nodes[key] = node
            node["file"] = name
        for tie in content.get("ties", []):
            tie["file"] = name
            self.ties.append(tie)

    # --- the part of JSON Schema that the schema uses ---------------------------------------------

    def validate(self, value, schema, where):
        for problem in self.breaches(value, schema, where):
            self.problems.append(problem)

    def breaches(self, value, schema, where):
        if "$ref" in schema:
            target = self.schema
            for step in schema["$ref"].lstrip("#/").split("/"):
                target = target[step]
            yield from self.breaches(value, target, where)
        if "anyOf" in schema:
            if all(any(True for _ in self.breaches(value, option, where)) for option in schema["anyOf"]):
                yield f"{where}: {value!r} is none of the forms allowed"
        if "const" in schema and value != schema["const"]:
            yield f"{where}: {value!r} is not {schema['const']!r}"
        if "enum" in schema and value not in schema["enum"]:
            yield f"{where}: {value!r} is none of {', '.join(schema['enum'])}"
        kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
        kind = schema.get("type")
        if kind and (not isinstance(value, kinds[kind]) or (kind == "integer" and isinstance(value, bool))):
            yield f"{where}: {value!r} is not of type {kind}"
            return
        if isinstance(value, str):
            if "pattern" in schema and not re.search(schema["pattern"], value):
                yield f"{where}: {value!r} does not match {schema['pattern']}"
            if len(value) < schema.get("minLength", 0):
                yield f"{where}: {value!r} is too short"
        if isinstance(value, int) and value < schema.get("minimum", value):
            yield f"{where}: {value!r} is less than {schema['minimum']}"
        if isinstance(value, list) and "items" in schema:
            for index, item in enumerate(value):
                name = item.get("key") or item.get("name") or tie_name(item) if isinstance(item, dict) else index
                yield from self.breaches(item, schema["items"], f"{where}: {name}")
        if isinstance(value, dict):
            yield from self.member_breaches(value, schema, where)

    def member_breaches(self, value, schema, where):
        for name in schema.get("required", []):
            if name not in value:
                yield f"{where}: member {name!r} is missing"
        others = schema.get("additionalProperties", True)
        for name, member in value.items():
            if name in schema.get("properties", {}):
                yield from self.breaches(member, schema["properties"][name], f"{where}: {name}")
            elif others is False:
                yield f"{where}: member {name!r} is not in the schema"
            elif isinstance(others, dict):
                yield from self.breaches(member, others, f"{where}: {name}")

    # --- the rules ----------------------------------------------------------------------------

    def check(self):
        self.check_vocabulary()
        self.check_names()
        tied, seen = set(), {}
        for tie in self.ties:
            self.check_tie(tie, seen)
            tied.update((tie.get("from"), tie.get("to")))
        for key, node in self.nodes.items():
            where = f"{node['file']}: {key}"
            for label in node.get("labels", []):
                if label not in self.labels:
                    self.problem(where, f"label {label!r} is not in the vocabulary")
            if not node.get("labels"):
                self.problem(where, "has no label")
            if "Source" not in node.get("labels", []) and key not in tied:
                self.problem(where, "has no tie")
            if node.get("properties") and "Source" not in node.get("labels", []) and not node.get("citations"):
                self.problem(where, "has properties and no citation that gives them")
            self.check_citations(node, where)
        self.check_sources_used()

    def check_vocabulary(self):
        for name, label in self.labels.items():
            if "parent" in label and label["parent"] not in self.labels:
                self.problem("vocabulary.json", f"label {name!r}: parent {label['parent']!r} is not a label")
        used_types = {tie.get("type") for tie in self.ties}
        for name, type_ in self.types.items():
            for member in ("phrase", "inverse", "brief", "subject", "direction", "kind"):
                if member not in type_:
                    self.problem("vocabulary.json", f"type {name!r} has no {member}")
            if name not in used_types:
                self.problem("vocabulary.json", f"type {name!r} is not used")

    def check_names(self):
        claims = {}
        for key, node in self.nodes.items():
            where = f"{node['file']}: {key}"
            short = node.get("short", node.get("name", key))
            if ("short" in node or "Source" not in node.get("labels", [])) and len(short) > SHORT_LIMIT:
                self.problem(where, f"short name {short!r} has {len(short)} characters, more than {SHORT_LIMIT}")
            for name in {key, node.get("name", key), short}:
                claims.setdefault(name.casefold(), {})[key] = False
            for alias in node.get("aliases", []):
                name = alias if isinstance(alias, str) else alias.get("name", "")
                if name in (node.get("name"), node.get("short")):
                    self.problem(where, f"alias {name!r} repeats the name")
                marked = isinstance(alias, dict) and alias.get("ambiguous", False)
                holders = claims.setdefault(name.casefold(), {})
                holders[key] = "marked" if marked else holders.get(key) or "alias"
        for name, holders in claims.items():
            if len(holders) > 1:
                for key, kind in holders.items():
                    if kind == "alias":
                        self.problem(f"{self.nodes[key]['file']}: {key}",
                                     f"alias {name!r} is also a name of {', '.join(sorted(set(holders) - {key}))}"
                                     " and not marked ambiguous")
                if not any(holders.values()):
                    self.problem("names", f"{name!r} is the name of {', '.join(sorted(holders))}")
            elif "marked" in holders.values():
                key = next(iter(holders))
                self.problem(f"{self.nodes[key]['file']}: {key}", f"alias {name!r} is marked ambiguous and is not")

    def check_tie(self, tie, seen):
        where = f"{tie['file']}: {tie_name(tie)}"
        identity = tuple(tie.get(member, "") for member in ("from", "type", "to", "valid")) + (
            tie.get("status", "in-force"),)
        if identity in seen:
            self.problem(where, f"stands twice (also in {seen[identity]})")
        seen[identity] = tie["file"]
        for end in ("from", "to"):
            if tie.get(end) not in self.nodes:
                self.problem(where, f"{end} {tie.get(end)!r} is no node")
        for name in REFERENCE_PROPERTIES:
            value = tie.get("properties", {}).get(name)
            if value is not None and value not in self.nodes:
                self.problem(where, f"property {name} {value!r} is no node")
        type_ = self.types.get(tie.get("type"))
        if type_ is None:
            self.problem(where, f"type {tie.get('type')!r} is not in the vocabulary")
        elif "valid" in tie and type_.get("kind") == "state" and "/" not in tie["valid"]:
            self.problem(where, "a state holds over an interval, not at a date")
        elif "valid" in tie and type_.get("kind") == "event" and re.search(r"(^|/)(\.\.)?(/|$)", tie["valid"]):
            self.problem(where, "an event happens at a date, it is not open at an end")
        if not tie.get("citations"):
            self.problem(where, "has no citation")
        memory = tie.get("citations") and all(c.get("how") == "from-memory" for c in tie["citations"])
        if memory and tie.get("rank") not in ("unverified", "deprecated"):
            self.problem(where, "rests on memory alone and is not ranked unverified")
        groups = {self.group(citation) for citation in tie.get("citations", [])}
        if "seeds" in groups and len(groups) > 1:
            self.problem(where, "cites a text and a page: a tie of the texts must show nothing from outside")
        self.check_citations(tie, where)

    def group(self, citation):
        return self.nodes.get(citation.get("source"), {}).get("properties", {}).get("group")

    def check_citations(self, item, where):
        for citation in item.get("citations", []):
            source = self.nodes.get(citation.get("source"))
            if source is None or "Source" not in source.get("labels", []):
                self.problem(where, f"citation names {citation.get('source')!r}, which is no source")
                continue
            properties = source.get("properties", {})
            if properties.get("group") == "memory":
                if citation.get("how") != "from-memory":
                    self.problem(where, "a citation of memory must say so (how: from-memory)")
            elif citation.get("how") == "from-memory":
                self.problem(where, f"{source['key']} is not memory")
            elif "paragraph" not in citation and "url" not in citation:
                self.problem(where, f"citation of {source['key']} has neither paragraph nor URL")
            if "paragraph" in citation:
                count = properties.get("paragraphs")
                if count is None or not 1 <= int(citation["paragraph"]) <= count:
                    self.problem(where, f"{source['key']} has no paragraph {citation['paragraph']}")
            words = citation.get("note", "").split()
            if len(words) > NOTE_WORDS:
                self.problem(where, f"note has {len(words)} words, more than {NOTE_WORDS}")

    def check_sources_used(self):
        used = {citation.get("source") for item in [*self.nodes.values(), *self.ties]
                for citation in item.get("citations", [])}
        for key, node in self.nodes.items():
            if "Source" in node.get("labels", []) and key not in used:
                self.problem(f"{node['file']}: {key}", "is a source that nothing cites")

    # --- borrowed sentences -----------------------------------------------------------------------

    def check_borrowed(self, seeds):
        runs = {}
        for key, node in self.nodes.items():
            properties = node.get("properties", {})
            if properties.get("group") != "seeds":
                continue
            number = next(a for a in node["aliases"] if isinstance(a, str) and a.isdigit())
            found = sorted(seeds.glob(f"{number}_*.txt"))
            if not found:
                print(f"text {number} is not there: not compared")
                continue
            text = found[0].read_text(encoding="utf-8")
            count = sum(1 for line in text.split("\n") if line.strip())
            if count != properties.get("paragraphs"):
                self.problem(key, f"has {properties.get('paragraphs')} paragraphs, its text {count}")
            words = words_of(text)
            for i in range(len(words) - BORROWED_WORDS + 1):
                runs[tuple(words[i:i + BORROWED_WORDS])] = number
        for item, where in [(n, f"{n['file']}: {k}") for k, n in self.nodes.items()] + [
                (t, f"{t['file']}: {tie_name(t)}") for t in self.ties]:
            texts = [c.get("note", "") for c in item.get("citations", [])]
            texts += [item.get("name", ""), item.get("short", "")]
            for text in texts:
                words = words_of(text)
                for i in range(len(words) - BORROWED_WORDS + 1):
                    number = runs.get(tuple(words[i:i + BORROWED_WORDS]))
                    if number:
                        self.problem(where, f"{text!r} repeats {BORROWED_WORDS} words of text {number}")
                        break


def tie_name(tie):
    return " ".join(str(tie.get(member, "?")) for member in ("from", "type", "to", "valid") if member != "valid"
                    or "valid" in tie)


def words_of(text):
    return re.findall(r"\w+", text.casefold())


def main():
    root = Path(os.environ.get("ENTENTE_SOURCE", Path(__file__).resolve().parents[2]))
    checker = Checker(root)
    checker.read()
    checker.check()
    seeds = Path(os.environ.get("ENTENTE_SHARED", root.parent / "shared")) / "seeds"
    if seeds.is_dir():
        checker.check_borrowed(seeds)
    else:
        print("the five texts are not there: borrowed sentences not looked for")
    for problem in checker.problems:
        print(problem, file=sys.stderr)
    sources = sum("Source" in node.get("labels", []) for node in checker.nodes.values())
    print(f"{len(checker.nodes) - sources} nodes, {len(checker.ties)} ties, {sources} sources,"
          f" {len(checker.problems)} problems")
    return 1 if checker.problems else 0


if __name__ == "__main__":
    sys.exit(main())
