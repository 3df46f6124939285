import { parseArgs } from "node:util";
import { formatMessages } from "esbuild";
import { buildAll, watchAll } from "../tools/build/bundles.mjs";

const { values } = parseArgs({
  options: { production: { type: "boolean", default: false }, watch: { type: "boolean", default: false } },
});

async function print(errors) {
  if (errors.length === 0) {
    return;
  }
  for (const text of await formatMessages(errors, { kind: "error", color: process.stderr.isTTY })) {
    process.stderr.write(text);
  }
}

if (values.watch) {
  let building = 0;
  await watchAll({
    // The task `watch` in .vscode/tasks.json waits for these two lines.
    onStart: () => {
      if (building++ === 0) {
        console.log("[watch] build started");
      }
    },
    onEnd: async (name, errors) => {
      console.log(`${new Date().toLocaleTimeString()}  ${name}: ${errors.length === 0 ? "built" : "failed"}`);
      await print(errors);
      if (--building === 0) {
        console.log("[watch] build finished");
      }
    },
  });
} else {
  try {
    await buildAll({ production: values.production });
  } catch (error) {
    if (!Array.isArray(error.errors)) {
      throw error;
    }
    await print(error.errors);
    process.exitCode = 1;
  }
}
