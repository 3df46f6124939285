import { parseArgs } from "node:util";
import { formatMessages } from "esbuild";
import { buildAll, watchAll } from "./bundles.mjs";

const { values } = parseArgs({
  options: { production: { type: "boolean", default: false }, watch: { type: "boolean", default: false } },
});

async function print(errors) {
  for (const text of await formatMessages(errors, { kind: "error", color: process.stderr.isTTY })) {
    process.stderr.write(text);
  }
}

if (values.watch) {
  await watchAll((name, errors) => {
    console.log(`${new Date().toLocaleTimeString()}  ${name}: ${errors.length === 0 ? "built" : "failed"}`);
    print(errors);
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
