#!/usr/bin/env node
import module from "node:module";
import { internalError } from "./internal-error";

// Exit code 1 would mean that a browser blocks something.
process.on("uncaughtException", (error) => {
  try {
    process.stderr.write(`cors-lens: ${internalError(error)}\n`);
  } finally {
    process.exit(2);
  }
});

// Since Node 22, the compiled code of earlier runs is kept. That works only for modules that are loaded afterwards.
(module as { readonly enableCompileCache?: () => void }).enableCompileCache?.();
// The packages of the language server's protocol are CommonJS modules, which call it.
globalThis.require = require;
void import("./main");
