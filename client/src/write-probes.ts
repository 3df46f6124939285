import { CodeActionKind, l10n } from "vscode";
import { applyAction } from "./apply-action";

const WRITE_PROBES = CodeActionKind.RefactorRewrite.append("corsLens").append("writeProbes");

/** Writes the request at the cursor again from other origins, below it, or says why there is nothing to write. */
export async function writeProbes(): Promise<void> {
  await applyAction(
    WRITE_PROBES,
    l10n.t(
      "Put the cursor on a request from a page of another origin to write probes. This one needs none, or the file has them already.",
    ),
  );
}
