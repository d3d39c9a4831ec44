// SPDX-License-Identifier: GPL-2.0-or-later
// The nine LSQB queries by Kuzu: node kuzu.js PACKAGE THREADS RUNS FOLDER. PACKAGE: where the npm package kuzu is
// unpacked; FOLDER: an empty one for its database. Prints a line a query, as bench_lsqb does; the texts and the expected
// counts are those of the package's own test.
"use strict";
const fs = require("fs");
const path = require("path");

const [home, threads, runs, folder] = process.argv.slice(2);
const kuzu = require(path.resolve(home));
const source = path.join(path.resolve(home), "kuzu-source");

function queries() {
    const text = fs.readFileSync(path.join(source, "test/test_files/lsqb/lsqb_queries.test"), "utf8");
    return [...text.matchAll(/-LOG (q\d)\n-STATEMENT (.*)\n---- 1\n(\d+)/g)];
}

async function statement(connection, text) {
    const result = await connection.query(text);
    const rows = await (Array.isArray(result) ? result[result.length - 1] : result).getAll();
    return rows;
}

async function main() {
    const database = new kuzu.Database(path.join(folder, "kuzu"));
    const connection = new kuzu.Connection(database, Number(threads));
    process.chdir(source);
    for (const file of ["schema.cypher", "copy.cypher"])
        for (const line of fs.readFileSync(path.join("dataset/lsqb-sf01", file), "utf8").split("\n"))
            if (line.trim())
                await statement(connection, line);
    for (const [, name, text, expected] of queries()) {
        let first = 0, best = Infinity, count;
        for (let i = 0; i < Number(runs); i++) {
            const start = process.hrtime.bigint();
            count = Object.values((await statement(connection, text))[0])[0];
            const time = Number(process.hrtime.bigint() - start) / 1e6;
            first = i ? first : time;
            best = Math.min(best, time);
        }
        console.log(`${name} ${count} ${first.toFixed(2)} ${best.toFixed(2)} ${expected}`);
    }
}

main().then(() => process.exit(0), error => { console.error(String(error)); process.exit(1); });
