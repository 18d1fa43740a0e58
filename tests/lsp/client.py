"""A client of the language server for tests: starts `polc lsp`, speaks LSP 3.17 over its streams, keeps what it publishes."""
import json
import subprocess
import threading


class Client:
    def __init__(self, polc, folder, encodings=("utf-16",), arguments=(), takes_lens_refresh=False):
        self.process = subprocess.Popen([polc, "lsp", "--stdio", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # A server that does not answer is ended, so that a test fails and does not wait for ever.
        self.patience = threading.Timer(120, self.process.kill)
        self.patience.daemon = True
        self.patience.start()
        self.next_id = 0
        self.published = {}
        self.num_lens_refreshes = 0
        self.folder = folder
        self.versions = {}
        self.capabilities = self.request("initialize", {
            "processId": None, "rootUri": folder.as_uri(), "workspaceFolders": [{"uri": folder.as_uri(), "name": "test"}],
            "capabilities": {"general": {"positionEncodings": list(encodings)}, "workspace": {"codeLens": {"refreshSupport": takes_lens_refresh}}}})["capabilities"]
        self.notify("initialized", {})

    # ---- messages

    def send_bytes(self, content):
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self.process.stdin.flush()

    def send(self, message):
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode())

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def receive(self):
        length = None
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise EOFError("the server has gone: " + self.process.stderr.read().decode())
            if line == b"\r\n":
                break
            name, value = line.decode().split(":")
            if name.lower() == "content-length":
                length = int(value)
        message = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]
        elif message.get("method") == "workspace/codeLens/refresh":
            self.num_lens_refreshes += 1
            self.send({"id": message["id"], "result": None})
        return message

    def answer(self, number):
        while True:
            message = self.receive()
            if message.get("id") == number and "method" not in message:
                return message

    def ask(self, method, params):
        """Sends a request and returns the whole answer."""
        self.next_id += 1
        self.send({"id": self.next_id, "method": method, "params": params})
        return self.answer(self.next_id)

    def request(self, method, params):
        answer = self.ask(method, params)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    # ---- documents

    def uri(self, name):
        return (self.folder / name).as_uri()

    def open(self, name, text):
        self.versions[name] = 1
        self.notify("textDocument/didOpen", {"textDocument": {"uri": self.uri(name), "languageId": "pol", "version": 1, "text": text}})

    def change(self, name, changes):
        self.versions[name] += 1
        self.notify("textDocument/didChange", {"textDocument": {"uri": self.uri(name), "version": self.versions[name]}, "contentChanges": changes})

    def at(self, feature, name, line, character, **more):
        return self.request("textDocument/" + feature, {"textDocument": {"uri": self.uri(name)}, "position": {"line": line, "character": character}, **more})

    def of(self, feature, name, **more):
        return self.request("textDocument/" + feature, {"textDocument": {"uri": self.uri(name)}, **more})

    def diagnostics(self, name, has=lambda found: True):
        """Waits until the findings of the newest text are published and `has` holds of them."""
        while True:
            known = self.published.get(self.uri(name))
            if known and known["version"] == self.versions[name] and has(known["diagnostics"]):
                return known["diagnostics"]
            self.receive()

    def stop(self):
        if self.process.poll() is None:
            self.request("shutdown", {})
            self.notify("exit", {})
        if not self.process.stdin.closed:
            self.process.communicate(timeout=20)  # what it still had to say
        for stream in (self.process.stdout, self.process.stderr):
            stream.close()
        self.patience.cancel()
        return self.process.returncode
