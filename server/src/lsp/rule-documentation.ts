import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  type Diagnostic,
  ErrorCodes,
  ResponseError,
  type ServerCapabilities,
} from "vscode-languageserver";
import { isRuleId, type RuleId, rulePageUrl } from "../rules/framework/rule-ids";
import type { ClientAbilities } from "./client-capabilities";

export const DOCUMENTATION = `${CodeActionKind.QuickFix}.documentation.corsLens`;

/** The server's command that shows the page of a rule. It takes the rule's id. */
export const SHOW_DOCUMENTATION_COMMAND = "corsLens.showDocumentation";

export function documentationCapabilities({ showsDocuments }: ClientAbilities): ServerCapabilities {
  return showsDocuments ? { executeCommandProvider: { commands: [SHOW_DOCUMENTATION_COMMAND] } } : {};
}

export function registerDocumentation(connection: Connection, { showsDocuments }: ClientAbilities): void {
  if (!showsDocuments) {
    return;
  }
  connection.onExecuteCommand(async ({ command, arguments: [rule] = [] }) => {
    if (command !== SHOW_DOCUMENTATION_COMMAND || typeof rule !== "string" || !isRuleId(rule)) {
      throw new ResponseError(ErrorCodes.InvalidParams, `${command} needs the id of a rule`);
    }
    await connection.window.showDocument({ uri: rulePageUrl(rule), external: true });
    return null;
  });
}

/** The action that shows the page of a rule. */
export function documentationAction(rule: RuleId, diagnostics: Diagnostic[]): CodeAction {
  const title = `Show documentation for ${rule}`;
  return {
    title,
    kind: DOCUMENTATION,
    diagnostics,
    command: { title, command: SHOW_DOCUMENTATION_COMMAND, arguments: [rule] },
  };
}
