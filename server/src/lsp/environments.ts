import type { CodeAction, Command } from "vscode-languageserver";
import { fetchVerdict } from "../explain/fetch-verdict";
import { exchangeAt } from "../explain/locate";
import { needsEnvironment } from "../explain/undetermined";
import { isEnvironmentOpen, referenceAt } from "../explain/variable";
import { openReference } from "../http/value";
import { variableNames } from "../navigate/variables";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { CHOOSE_ENVIRONMENT_COMMAND, type EnvironmentsResult } from "./protocol";

/** Not a quick fix or a refactoring, because it doesn't change the document. */
export const CHOOSE_ENVIRONMENT = "environment.corsLens";

/** The environments of a document, to choose one. */
export function environmentsOf({ analysis, environments, environmentChosenIn }: AnalysedDocument): EnvironmentsResult {
  const { names, chosen, defined } = environments;
  const { variables } = analysis.document;
  const areUsed = variableNames(analysis.document).some(
    ({ name, role, start }) => role === "use" && defined.has(name) && variables.meaning(name, start).kind !== "text",
  );
  return { names, chosen, chosenIn: environmentChosenIn, areUsed };
}

/** At a reference or an exchange whose value or verdict depends on the environment: an action that chooses one. */
export function environmentActions(
  { analysis, document }: AnalysedDocument,
  offset: number,
  { commands }: ClientAbilities,
): CodeAction[] {
  if (!commands.includes(CHOOSE_ENVIRONMENT_COMMAND)) {
    return [];
  }
  const reference = referenceAt(analysis, offset);
  const exchange = exchangeAt(analysis.judged, offset);
  const isOpen =
    (reference !== null &&
      isEnvironmentOpen(openReference(`{{${reference.name}}}`, analysis.document.variables, reference.start))) ||
    (exchange !== null && needsEnvironment(analysis, fetchVerdict(analysis, exchange).decisive));
  const command = chooseEnvironment(document.uri);
  return isOpen ? [{ title: command.title, kind: CHOOSE_ENVIRONMENT, command }] : [];
}

export function chooseEnvironment(uri: string): Command {
  return { title: "Choose the environment…", command: CHOOSE_ENVIRONMENT_COMMAND, arguments: [uri] };
}
