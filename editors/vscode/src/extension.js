// Starts `endmark lsp`, which does everything else.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const LANGUAGES = ["markdown", "mdx", "restructuredtext", "asciidoc"];
const INSTALL = "pip install 'endmark[lsp]'";

let client;

async function start() {
  const command = vscode.workspace.getConfiguration("endmark").get("path", "endmark");
  client = new LanguageClient(
    "endmark",
    "endmark",
    { command, args: ["lsp"] },
    { documentSelector: LANGUAGES.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language }))) },
  );
  try {
    await client.start();
  } catch (error) {
    const settings = "Open the settings";
    const message = `endmark could not be started as “${command}”. Install it: ${INSTALL}, or say where it is.`;
    if ((await vscode.window.showErrorMessage(message, settings)) === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "endmark.path");
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running?.isRunning()) {
    await running.stop();
  }
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("endmark.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("endmark.path") && restart()),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
