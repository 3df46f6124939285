import { type CodeAction, CodeActionKind, type Command, commands, type Disposable } from "vscode";
import type { Middleware } from "vscode-languageclient";

/** What a user has done for a step of the walkthrough to be complete: the context keys in `package.json`. */
type Step = "corsLens.fixedHeader" | "corsLens.insertedPreflight";

const COMPLETE_STEP = "corsLens.completeStep";
export const INSERT_PREFLIGHT = CodeActionKind.RefactorRewrite.append("corsLens").append("insertPreflight");

export function completeStep(step: Step): Thenable<unknown> {
  return commands.executeCommand("setContext", step, true);
}

export function registerWalkthrough(): Disposable {
  return commands.registerCommand(COMPLETE_STEP, completeStep);
}

/** Notices which of our actions a user applies. The editor runs an action's command after its edit. */
export const walkthroughMiddleware: Middleware = {
  async provideCodeActions(document, range, context, token, next) {
    const answer = await next(document, range, context, token);
    for (const action of answer ?? []) {
      const step = isCodeAction(action) && action.command === undefined ? stepOf(action) : null;
      if (step !== null) {
        action.command = { command: COMPLETE_STEP, title: "", arguments: [step] };
      }
    }
    return answer;
  },
};

function isCodeAction(action: CodeAction | Command): action is CodeAction {
  return typeof action.command !== "string";
}

/** Comments that hide a finding have a kind of their own, below `quickfix`. */
function stepOf({ kind, edit }: CodeAction): Step | null {
  if (kind === undefined || edit === undefined) {
    return null;
  }
  return kind.value === CodeActionKind.QuickFix.value
    ? "corsLens.fixedHeader"
    : INSERT_PREFLIGHT.contains(kind)
      ? "corsLens.insertedPreflight"
      : null;
}
