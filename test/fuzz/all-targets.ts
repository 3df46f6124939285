import { type AnyTarget, anyTarget } from "./target";
import { analyseTarget } from "./targets/analyse";
import { editsTarget } from "./targets/edits";
import { fixesTarget } from "./targets/fixes";
import { folderTarget } from "./targets/folder";
import { growthTarget } from "./targets/growth";
import { harTarget } from "./targets/har";
import { lspTarget } from "./targets/lsp";
import { messagesTarget } from "./targets/messages";
import { readTarget } from "./targets/read";

export const TARGETS: readonly AnyTarget[] = [
  anyTarget(readTarget),
  anyTarget(growthTarget),
  anyTarget(analyseTarget),
  anyTarget(fixesTarget),
  anyTarget(editsTarget),
  anyTarget(harTarget),
  anyTarget(lspTarget),
  anyTarget(folderTarget),
  anyTarget(messagesTarget),
];
