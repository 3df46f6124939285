import { runMutation } from "./mutation/run.mjs";

/** `node scripts/mutate.mjs`: see `mutation/run.mjs`. The exit code is 0 if only listed mutants survive. */

const { failed } = await runMutation();
process.exit(failed > 0 ? 1 : 0);
