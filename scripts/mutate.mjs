import { runMutation } from "../tools/mutation/run.mjs";

/**
 * `node scripts/mutate.mjs [FILE…]`: runs the mutation test, see `tools/mutation/README.md`. With `FILE`, only files whose paths contain one of
 * these texts. The exit code is 1 if a mutant survives that isn't listed, or a listed one doesn't.
 */

const { failed } = await runMutation(process.argv.slice(2));
process.exit(failed > 0 ? 1 : 0);
