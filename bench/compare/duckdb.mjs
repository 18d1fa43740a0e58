// Runs one job on DuckDB with one thread: reads it from standard input as JSON { setup: [sql], queries: [{ name,
// repetitions, before, timed: [sql], check }] }, prints JSON { name: { nanoseconds: [...], sums: [...] } }. The times are of
// the processor; `before` and `check` are not timed.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const job = JSON.parse(readFileSync(0, 'utf8'));
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('SET threads = 1');
for (const statement of job.setup) await connection.run(statement);

const measured = {};
for (const query of job.queries) {
  const nanoseconds = [];
  for (let i = 0; i < query.repetitions; i++) {
    if (query.before) await connection.run(query.before);
    const start = process.cpuUsage();
    for (const statement of query.timed) await connection.run(statement);
    const spent = process.cpuUsage(start);
    nanoseconds.push(1000 * (spent.user + spent.system));
  }
  const row = (await connection.runAndReadAll(query.check)).getRows()[0];
  measured[query.name] = { nanoseconds, sums: row.map(String) };
}
console.log(JSON.stringify(measured));
