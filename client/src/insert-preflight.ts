import { l10n } from "vscode";
import { applyAction } from "./apply-action";
import { completeStep, INSERT_PREFLIGHT } from "./walkthrough";

/** Inserts the preflight of the request at the cursor into the active document, or says why there is none. */
export async function insertPreflight(): Promise<void> {
  const isInserted = await applyAction(
    INSERT_PREFLIGHT,
    l10n.t("Put the cursor on a request that needs a preflight. This one needs none, or the file has it already."),
  );
  if (isInserted) {
    await completeStep("corsLens.insertedPreflight");
  }
}
