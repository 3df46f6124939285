import { runMutation } from "./mutation/run.mjs";

/** `node scripts/mutate.mjs`: see `mutation/run.mjs`. The exit code is 0 where no mutant survives but those that are listed. */

const { failed } = await runMutation();
process.exit(failed > 0 ? 1 : 0);
