#!/bin/sh
# Installs code-server with the native modules that it needs, and playwright-core: `npm run setup`. See README.md.
set -eu
cd "$(dirname "$0")"

npm ci --ignore-scripts --no-audit --no-fund
npm rebuild argon2 --foreground-scripts

cd node_modules/code-server/lib/vscode
npm install --ignore-scripts --omit=dev --no-audit --no-fund
npm rebuild @parcel/watcher @vscode/spdlog kerberos native-watchdog --foreground-scripts
# Its script after the installation asks for what only its authors have.
npm rebuild node-pty --foreground-scripts || test -f node_modules/node-pty/build/Release/pty.node
mkdir -p node_modules/@vscode/ripgrep/bin
ln -sf "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
# VS Code looks for its modules under this name, too.
ln -sfn node_modules node_modules.asar
ln -sf code-linux.sh bin/remote-cli/code-server
ln -sf browser-linux.sh bin/helpers/browser.sh
cd extensions
npm install --ignore-scripts --omit=dev --no-audit --no-fund
