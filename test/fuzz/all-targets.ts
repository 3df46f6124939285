import { type AnyTarget, anyTarget } from "./target";
import { analyseTarget } from "./targets/analyse";
import { editsTarget } from "./targets/edits";
import { fixesTarget } from "./targets/fixes";
import { folderTarget } from "./targets/folder";
import { lspTarget } from "./targets/lsp";

export const TARGETS: readonly AnyTarget[] = [
  anyTarget(analyseTarget),
  anyTarget(fixesTarget),
  anyTarget(editsTarget),
  anyTarget(lspTarget),
  anyTarget(folderTarget),
];
