#!/usr/bin/env node
import module, { createRequire } from "node:module";

// Since Node 22, the compiled code of earlier runs is kept. That works only for modules that are loaded afterwards.
(module as { readonly enableCompileCache?: () => void }).enableCompileCache?.();
// The packages of the language server's protocol are CommonJS modules, which call it.
globalThis.require = createRequire(import.meta.url);
const [{ run }, { createTerminal }] = await Promise.all([import("./run"), import("./process-terminal")]);

// A reader such as `head` closes the pipe when it has read enough. That isn't an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") {
    throw error;
  }
  process.exit();
});

run(process.argv.slice(2), createTerminal(process)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`cors-lens: internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 2;
  },
);
