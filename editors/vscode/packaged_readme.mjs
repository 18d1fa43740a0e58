// Writes the README that goes into the package: without pictures, since VS Code shows those of an extension only from the network.
// The walkthrough of the extension has them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const text = readFileSync("README.md", "utf8");
mkdirSync("dist", { recursive: true });
writeFileSync("dist/README.md", text.replace(/<picture>[^]*?<\/picture>\n\n/g, ""));
