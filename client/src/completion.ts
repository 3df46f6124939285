import { CompletionList } from "vscode";
import type { Middleware } from "vscode-languageclient";

/**
 * Requests the values of a header as soon as its name is inserted. Other editors have other commands for this, so the server only
 * marks the items where it helps.
 */
export const completionMiddleware: Middleware = {
  async provideCompletionItem(document, position, context, token, next) {
    const answer = await next(document, position, context, token);
    for (const item of answer instanceof CompletionList ? answer.items : (answer ?? [])) {
      if (isRecord(item) && isRecord(item["data"]) && item["data"]["continues"] === true) {
        item["command"] = { command: "editor.action.triggerSuggest", title: "Suggest" };
      }
    }
    return answer;
  },
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
