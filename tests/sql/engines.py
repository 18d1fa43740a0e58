"""The engines that the SQL of `polc emit sql` is run on: each creates tables, loads rows and answers queries.

A query is a list of statements, run one after the other in one session; the one that selects yields its rows.
An engine that is not there says why in `missing()`; a test then skips it with that line.
"""
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path


class Sqlite:
    """Python's own module."""
    name = "sqlite"
    scaled = True
    form = "one"

    def missing(self):
        return None if sqlite3.sqlite_version_info >= (3, 35) else f"SQLite {sqlite3.sqlite_version} is older than 3.35"

    def open(self):
        return self

    def close(self):
        pass

    def run(self, ddl, tables, queries):
        """Returns the rows of each query over fresh tables. `tables`: name -> (columns, rows)."""
        connection = sqlite3.connect(":memory:")
        connection.executescript(ddl)
        for table, (columns, rows) in tables.items():
            names = ", ".join(quoted(column, '"') for column in columns)
            marks = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})",
                                   [[int(value) if isinstance(value, bool) else value for value in row] for row in rows])
        answers = []
        for before, query, after in map(parts, queries):
            for step in before:
                connection.execute(step)
            answers.append(connection.execute(query).fetchall())
            for step in after:
                connection.execute(step)
        return answers


def parts(statements):
    """Returns what to run before the query, the query, and what to run after it."""
    at = next(place for place, one in enumerate(statements) if one.startswith(("SELECT", "WITH")))
    return statements[:at], statements[at], statements[at + 1:]


def quoted(name, quote):
    return quote + name.replace(quote, quote * 2) + quote


def literal(value, escape):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    return escape(str(value))


def plain_text(text):
    return "'" + text.replace("'", "''") + "'"


def inserts(tables, quote, escape):
    for table, (columns, rows) in tables.items():
        names = ", ".join(quote(column) for column in columns)
        for row in rows:
            yield f"INSERT INTO {table} ({names}) VALUES ({', '.join(literal(value, escape) for value in row)})"


class DuckDb:
    """@duckdb/node-api of npm, driven by a small program of Node that keeps one process."""
    name = "duckdb"
    scaled = False
    form = "one"
    PROGRAM = """
const { DuckDBInstance } = require(process.argv[1]);
const lines = require('readline').createInterface({ input: process.stdin });
(async () => {
  for await (const line of lines) {
    const job = JSON.parse(line);
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    const connection = await instance.connect();
    try {
      for (const one of job.statements) await connection.run(one);
      const answers = [];
      for (const [before, query, after] of job.queries) {
        for (const step of before) await connection.run(step);
        const result = await connection.runAndReadAll(query);
        for (const step of after) await connection.run(step);
        answers.push(result.getRows().map(row => row.map(value => value === null ? null : String(value))));
      }
      process.stdout.write(JSON.stringify({ answers }) + '\\n');
    } catch (error) {
      process.stdout.write(JSON.stringify({ error: String(error) }) + '\\n');
    }
    connection.closeSync();
  }
})();
"""

    def folder(self):
        return Path(os.environ.get("POLC_DUCKDB", "node_modules/@duckdb/node-api")).resolve()

    def missing(self):
        if not shutil.which("node"):
            return "there is no node"
        return None if self.folder().is_dir() else ("@duckdb/node-api is not there: npm install @duckdb/node-api, then "
                                                    "POLC_DUCKDB=node_modules/@duckdb/node-api")

    def open(self):
        self.process = subprocess.Popen(["node", "-e", self.PROGRAM, str(self.folder())], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        return self

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def run(self, ddl, tables, queries):
        statements = [ddl] + list(inserts(tables, lambda name: quoted(name, '"'), plain_text))
        self.process.stdin.write(json.dumps({"statements": statements, "queries": [parts(query) for query in queries]}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["answers"]


class Postgres:
    """A server of our own under a temporary folder, from the programs of Debian's postgresql-15."""
    name = "postgres"
    scaled = False
    form = "one"

    def programs(self):
        return Path(os.environ.get("POLC_POSTGRES", "/usr/lib/postgresql/15/bin"))

    def missing(self):
        return None if (self.programs() / "initdb").exists() else "there is no PostgreSQL 15: apt install postgresql"

    def as_owner(self, command, **options):
        # PostgreSQL refuses to run as root.
        prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        return subprocess.run(prefix + command, check=True, capture_output=True, text=True, **options)

    def open(self):
        self.folder = tempfile.mkdtemp(prefix="polc-postgres-")
        os.chmod(self.folder, 0o777)
        data = f"{self.folder}/data"
        self.as_owner([str(self.programs() / "initdb"), "-D", data, "-U", "polc", "-A", "trust", "-E", "UTF8",
                       "--locale=C.UTF-8", "--no-sync"])
        self.as_owner([str(self.programs() / "pg_ctl"), "-D", data, "-w", "-l", f"{self.folder}/log", "-o",
                       f"-k {self.folder} -c listen_addresses= -c fsync=off -c client_min_messages=warning", "start"])
        return self

    def close(self):
        self.as_owner([str(self.programs() / "pg_ctl"), "-D", f"{self.folder}/data", "-m", "immediate", "stop"])
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, ddl, tables, queries):
        statements = ["DROP SCHEMA IF EXISTS public CASCADE", "CREATE SCHEMA public", ddl]
        statements += inserts(tables, lambda name: quoted(name, '"'), plain_text)
        script = ";\n".join(statements) + ";\n"
        for before, query, after in map(parts, queries):
            # One line of JSON a row: texts may hold any character.
            steps = [*before, "SELECT '---'", f"SELECT json_agg(t) FROM ({query}) AS t", *after]
            script += "".join(step + ";\n" for step in steps)
        result = subprocess.run([str(self.programs() / "psql"), "-h", self.folder, "-U", "polc", "-d", "postgres", "-X",
                                 "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"], input=script, capture_output=True, text=True)
        if result.returncode != 0:
            raise RuntimeError(result.stderr)
        answers = []
        for part in result.stdout.split("---\n")[1:]:
            rows = json.loads(part.strip() or "null", parse_float=str, parse_int=str)
            answers.append([tuple(row.values()) for row in rows or []])
        return answers


class ClickHouse:
    """Two servers of our own; every table is a Distributed table over both."""
    name = "clickhouse"
    scaled = True
    form = "steps"
    PORTS = ((28123, 29000, 29009), (28124, 29001, 29010))
    num_sessions = 0

    def missing(self):
        return None if shutil.which("clickhouse-server") else "there is no ClickHouse: apt install clickhouse-server"

    def config(self, place):
        http, tcp, between = self.PORTS[place]
        folder = f"{self.folder}/{place}"
        os.makedirs(folder)
        replicas = "".join(f"<shard><replica><host>127.0.0.1</host><port>{ports[1]}</port></replica></shard>"
                           for ports in self.PORTS)
        Path(f"{folder}/config.xml").write_text(
            f"<yandex><logger><level>warning</level><log>{folder}/log</log><errorlog>{folder}/errors</errorlog></logger>"
            f"<http_port>{http}</http_port><tcp_port>{tcp}</tcp_port><interserver_http_port>{between}</interserver_http_port>"
            f"<listen_host>127.0.0.1</listen_host><path>{folder}/data/</path><tmp_path>{folder}/tmp/</tmp_path>"
            f"<users_config>{folder}/users.xml</users_config><default_profile>default</default_profile>"
            f"<default_database>default</default_database><mark_cache_size>100000000</mark_cache_size>"
            f"<remote_servers><both>{replicas}</both></remote_servers></yandex>", "utf-8")
        Path(f"{folder}/users.xml").write_text(
            "<yandex><profiles><default><max_memory_usage>1500000000</max_memory_usage><max_query_size>10000000"
            "</max_query_size><max_ast_elements>1000000</max_ast_elements><max_expanded_ast_elements>5000000"
            "</max_expanded_ast_elements><max_ast_depth>10000</max_ast_depth><max_subquery_depth>1000</max_subquery_depth>"
            "<distributed_product_mode>global</distributed_product_mode></default></profiles><users><default>"
            "<password></password><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>"
            "</default></users><quotas><default></default></quotas></yandex>", "utf-8")
        return f"{folder}/config.xml"

    def open(self):
        for port in (port for ports in self.PORTS for port in ports):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    raise RuntimeError(f"something listens at port {port} already, which a server of ClickHouse needs here")
        self.folder = tempfile.mkdtemp(prefix="polc-clickhouse-")
        self.processes = [subprocess.Popen(["clickhouse-server", f"--config-file={self.config(place)}"],
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for place in (0, 1)]
        for place in (0, 1):
            self.wait_for(place)
        return self

    def wait_for(self, place):
        for _ in range(600):
            try:
                return self.ask(place, "SELECT 1")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        self.close()
        raise RuntimeError("clickhouse-server did not answer for a minute")

    def close(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, place, text, session=""):
        url = f"http://127.0.0.1:{self.PORTS[place][0]}/" + (f"?session_id={session}" if session else "")
        try:
            with urllib.request.urlopen(urllib.request.Request(url, data=text.encode("utf-8")), timeout=600) as answer:
                return answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode("utf-8")[:2000]) from None

    def run(self, ddl, tables, queries):
        escape = lambda text: "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        for statement in filter(str.strip, ddl.split(";\n")):
            table = statement.split("(")[0].split()[2]
            local = statement.replace(f"CREATE TABLE {table} ", f"CREATE TABLE {table}_local ", 1)
            columns = statement[statement.index("("):statement.rindex(")\nENGINE") + 1]
            for place in (0, 1):
                self.ask(place, f"DROP TABLE IF EXISTS {table}_local")
                self.ask(place, local)
            self.ask(0, f"DROP TABLE IF EXISTS {table}")
            self.ask(0, f"CREATE TABLE {table} {columns} ENGINE = Distributed(both, default, {table}_local, rand())")
        for table, (columns, rows) in tables.items():
            names = ", ".join("`" + column.replace("\\", "\\\\").replace("`", "\\`") + "`" for column in columns)
            for place in (0, 1):
                part = rows[place::2]
                if not part:
                    continue
                values = ", ".join("(" + ", ".join(literal(int(value) if isinstance(value, bool) else value, escape)
                                                   for value in row) + ")" for row in part)
                self.ask(place, f"INSERT INTO {table}_local ({names}) VALUES {values}")
        answers = []
        self.num_sessions += 1
        session = f"session{self.num_sessions}"
        for before, query, after in map(parts, queries):
            for step in before:
                self.ask(0, step, session)
            data = json.loads(self.ask(0, query + "\nFORMAT JSONCompact", session))["data"]
            for step in after:
                self.ask(0, step, session)
            answers.append([tuple(None if value is None else str(value) for value in row) for row in data])
        return answers


ENGINES = {engine.name: engine for engine in (Sqlite, DuckDb, Postgres, ClickHouse)}
