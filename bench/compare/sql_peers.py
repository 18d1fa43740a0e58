"""The databases that `polc` is compared with: the rules as a user would write them (by_hand.sql) and the SQL of
`polc emit sql`, as one statement and in steps, over the same rows, the answers written into a table.

Each function takes a Work and returns {name of the query: Measured}, or the reason why the engine is not there. Engines run
on one thread, and times are of the processor, user and system together.
"""
import csv
import json
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests/sql"))
from engines import Postgres  # noqa: E402

# `claims`: the table of cases as a file; `emitted_rows`: how many of its rows the emitted SQL gets.
Work = namedtuple("Work", "polc policy claims rows emitted_rows repetitions")
# What is timed: statements that leave their answers in a table; `answers` reads them from it.
Query = namedtuple("Query", "name rows statements answers")
# `sums`: (amount in minor units, referred, weighted), as polc_compare_rows has them.
Measured = namedtuple("Measured", "rows nanoseconds sums")

CASE_COLUMNS = ("case", "applied", "applicant.")  # what these begin with is said of the case


def quoted(names):
    return ", ".join(f'"{name}"' for name in names)


def header(work):
    with open(work.claims, encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def emitted(work, dialect, *options):
    return subprocess.run([work.polc, "emit", "sql", "--dialect", dialect, *options, work.policy], check=True,
                          capture_output=True, text=True).stdout


def types(ddl):
    """Returns {column: type} of the tables of cases and claims."""
    found = {}
    for table in ddl.split(";\n")[:2]:
        for line in table.splitlines()[1:-1]:
            name, _, kind = line.strip().removeprefix('"').partition('" ')
            found[name] = kind.removesuffix(",").removesuffix(" NOT NULL")
    return found


def tables(work, dialect, cast):
    """Returns the statements that fill the tables of the emitted SQL, and the wide one of by_hand.sql, from the table
    `read` of texts. `cast`: the text of one column as a value of its type."""
    ddl = emitted(work, dialect, "--ddl")
    type_of = types(ddl)
    columns = header(work)
    of_case = [name for name in columns if name.startswith(CASE_COLUMNS)]
    of_claim = [name for name in columns if name not in of_case]
    value = {name: cast(f'"{name}"', type_of[name]) for name in columns}
    first = f'CAST("case" AS BIGINT) <= {work.emitted_rows}'
    return ddl.split(";\n")[:-1] + [
        f"INSERT INTO cases ({quoted(of_case)}) SELECT {', '.join(value[name] for name in of_case)} FROM read WHERE {first}",
        f'INSERT INTO claims ("case", "id", {quoted(of_claim)}) '
        f"""SELECT "case", '1', {', '.join(value[name] for name in of_claim)} FROM read WHERE {first}""",
        "CREATE TABLE applications AS SELECT " + ", ".join(f'{value[name]} AS "{name}"' for name in columns) + " FROM read",
    ]


def queries(work, dialect, emitted_scale):
    """Returns the queries of an engine. `emitted_scale`: how many minor units the unit of the emitted amounts has."""
    by_hand = (HERE / "by_hand.sql").read_text("utf-8")
    one = emitted(work, dialect, "--per", "case")
    steps = emitted(work, dialect, "--per", "case", "--steps")
    answers = f"\"case\", min * {emitted_scale} AS amount, outcome = 'referred' AS is_referred"
    return [
        Query("by hand", work.rows, stored(by_hand), '"case", amount * 100 AS amount, is_referred'),
        Query("emitted", work.emitted_rows, stored(one), answers),
        Query("steps", work.emitted_rows, stored(steps), answers),
    ]


def stored(script):
    """Returns the statements of a script, its query writing a table of answers."""
    statements = script.strip().removesuffix(";").split(";\n")
    return [one if one.startswith(("CREATE", "DROP")) else f"CREATE TABLE answers AS {one}" for one in statements]


def check(answers, table="answers"):
    return (f"SELECT CAST(sum(amount) AS BIGINT), count(CASE WHEN is_referred THEN 1 END), "
            f'CAST(sum(amount * (CAST("case" AS BIGINT) % 1009 + 1)) AS BIGINT) FROM (SELECT {answers} FROM {table}) AS a')


def duckdb(work):
    if not shutil.which("node"):
        return "there is no node"
    if not (HERE / "node_modules/@duckdb/node-api").is_dir():
        return "@duckdb/node-api is not there: npm install --prefix bench/compare"
    setup = [f"CREATE TABLE read AS SELECT * FROM read_csv('{work.claims}', header = true, all_varchar = true)"]
    setup += tables(work, "duckdb", lambda column, kind: f"CAST({column} AS {kind})")
    jobs = [{"name": query.name, "rows": query.rows, "repetitions": work.repetitions,
             "before": "DROP TABLE IF EXISTS answers", "timed": query.statements, "check": check(query.answers)}
            for query in queries(work, "duckdb", 100)]
    jobs.append(by_files(work))
    done = subprocess.run(["node", str(HERE / "duckdb.mjs")], input=json.dumps({"setup": setup, "queries": jobs}),
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"DuckDB: {done.stderr}")
    measured = json.loads(done.stdout)
    return {job["name"]: Measured(job["rows"], measured[job["name"]]["nanoseconds"],
                                  tuple(map(int, measured[job["name"]]["sums"]))) for job in jobs}


def by_files(work):
    """Returns the job of DuckDB that reads a table of claims and writes one of answers, the rules by hand in between."""
    type_of = types(emitted(work, "duckdb", "--ddl"))
    columns = ", ".join(f"'{name}': '{type_of[name]}'" for name in header(work))
    claims = f"read_csv('{work.claims}', header = true, auto_detect = false, columns = {{{columns}}})"
    by_hand = (HERE / "by_hand.sql").read_text("utf-8").replace("FROM applications", f"FROM {claims}")
    out = f"{work.claims}.duckdb.csv"
    sums = check('"case", amount * 100 AS amount, is_referred', f"read_csv('{out}', header = true)")
    return {"name": "files", "rows": work.rows, "repetitions": work.repetitions,
            "timed": [f"COPY ({by_hand}) TO '{out}' (HEADER)"], "check": sums}


def sqlite(work):
    connection = sqlite3.connect(":memory:")
    columns = header(work)
    connection.execute(f"CREATE TABLE read ({', '.join(f'{quoted([name])} TEXT' for name in columns)})")
    with open(work.claims, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        connection.executemany(f"INSERT INTO read VALUES ({', '.join('?' * len(columns))})",
                               ([cell or None for cell in row] for row in rows))
    for statement in tables(work, "sqlite", lambda column, kind: f"{column} = 'true'" if kind == "INTEGER" else column):
        connection.execute(statement)
    measured = {}
    for query in queries(work, "sqlite", 1):
        nanoseconds = []
        for _ in range(work.repetitions):
            connection.execute("DROP TABLE IF EXISTS answers")
            start = time.process_time_ns()
            for statement in query.statements:
                connection.execute(statement)
            nanoseconds.append(time.process_time_ns() - start)
        measured[query.name] = Measured(query.rows, nanoseconds, connection.execute(check(query.answers)).fetchone())
    return measured


def postgres(work):
    server = Postgres()
    if server.missing():
        return server.missing()
    server.open()
    try:
        return measure_postgres(work, server)
    finally:
        server.close()


# One thread. Compiling the emitted statement to machine code would take twenty times as long as running it; and the planner
# expects a row where a step gives thousands, for which it takes nested loops.
SETTINGS = "SET max_parallel_workers_per_gather = 0;\nSET jit = off;\nSET enable_nestloop = off;\n"


def measure_postgres(work, server):
    columns = header(work)
    setup = [f"CREATE UNLOGGED TABLE read ({', '.join(f'{quoted([name])} TEXT' for name in columns)})",
             f"\\copy read FROM '{work.claims}' (FORMAT csv, HEADER)"]
    setup += tables(work, "postgres", lambda column, kind: f"CAST({column} AS {kind})") + ["ANALYZE"]
    psql(server, "\n".join(line if line.startswith("\\") else f"{line};" for line in setup))
    measured = {}
    # Of the process that serves this session; the first number is its nanoseconds on a processor.
    look = "SELECT 'spent ' || pg_read_file('/proc/self/schedstat')"
    for query in queries(work, "postgres", 100):
        once = ["DROP TABLE IF EXISTS answers", look, *query.statements, look]
        lines = psql(server, SETTINGS + ";\n".join(once * work.repetitions + [check(query.answers)]) + ";\n")
        spent = [int(line.split()[1]) for line in lines if line.startswith("spent")]
        measured[query.name] = Measured(query.rows, [after - before for before, after in zip(spent[::2], spent[1::2])],
                                        tuple(map(int, lines[-1].split("|"))))
    return measured


def psql(server, script):
    command = [str(server.programs() / "psql"), "-h", server.folder, "-U", "polc", "-d", "postgres", "-X", "-q", "-A", "-t",
               "-v", "ON_ERROR_STOP=1"]
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"PostgreSQL: {done.stderr}")
    return done.stdout.splitlines()
