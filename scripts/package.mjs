import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { packageExtension } from "../tools/build/vsix.mjs";

const path = await packageExtension();
console.log(`${basename(path)}: ${Math.ceil((await stat(path)).size / 1000)} kB`);
