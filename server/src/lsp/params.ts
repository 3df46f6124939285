import { COPY_FORMATS } from "../copy/copy-exchange";
import { isRecord } from "./is-record";

/** Says what is wrong with a value; null if nothing is. `path` names the value in the message. */
type Check = (value: unknown, path: string) => string | null;

const anything: Check = () => null;
const string: Check = (value, path) => (typeof value === "string" ? null : `${path} must be a string`);
const boolean: Check = (value, path) => (typeof value === "boolean" ? null : `${path} must be true or false`);
const integer: Check = (value, path) => (Number.isInteger(value) ? null : `${path} must be an integer`);

/** Without an upper limit, because some clients send the largest number of their language for the end of a document. */
const uinteger: Check = (value, path) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? null : `${path} must be an integer from 0`;

function oneOf(values: readonly unknown[]): Check {
  return (value, path) => (values.includes(value) ? null : `${path} must be one of ${values.join(", ")}`);
}

function either(first: Check, second: Check, what: string): Check {
  return (value, path) =>
    first(value, path) === null || second(value, path) === null ? null : `${path} must be ${what}`;
}

function record(properties: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (!isRecord(value) || Array.isArray(value)) {
      return `${path} must be an object`;
    }
    for (const [name, check] of Object.entries(properties)) {
      const problem = check(value[name], `${path}.${name}`);
      if (problem !== null) {
        return problem;
      }
    }
    return null;
  };
}

function list(of: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) {
      return `${path} must be an array`;
    }
    for (const [i, item] of value.entries()) {
      const problem = of(item, `${path}[${i}]`);
      if (problem !== null) {
        return problem;
      }
    }
    return null;
  };
}

/** Some clients send null where the protocol wants nothing. */
const optionalOrNull =
  (check: Check): Check =>
  (value, path) =>
    value === undefined || value === null ? null : check(value, path);

const position = record({ line: uinteger, character: uinteger });
const ends = record({ start: position, end: position });
const range: Check = (value, path) => {
  const problem = ends(value, path);
  if (problem !== null) {
    return problem;
  }
  const { start, end } = value as Record<"start" | "end", Readonly<Record<"line" | "character", number>>>;
  const isReversed = start.line > end.line || (start.line === end.line && start.character > end.character);
  return isReversed ? `${path} must not end before it starts` : null;
};

const textDocument = record({ uri: string });
const onDocument = record({ textDocument });
const atPosition = record({ textDocument, position });
const inRange = record({ textDocument, range });
const folder = record({ uri: string });
const versioned = record({ uri: string, version: integer });
const contentChanges = list(record({ text: string, range: optionalOrNull(range) }));
const textDocumentItem = record({ uri: string, languageId: string, version: integer, text: string });

const progressToken = optionalOrNull(either(integer, string, "a string or an integer"));

/** The client capabilities that the server reads, where a wrong type would matter. */
const capabilities = record({
  textDocument: optionalOrNull(
    record({
      hover: optionalOrNull(record({ contentFormat: optionalOrNull(list(anything)) })),
      foldingRange: optionalOrNull(record({ rangeLimit: optionalOrNull(uinteger) })),
      completion: optionalOrNull(
        record({
          completionItem: optionalOrNull(
            record({
              documentationFormat: optionalOrNull(list(anything)),
              insertTextModeSupport: optionalOrNull(record({ valueSet: list(anything) })),
            }),
          ),
        }),
      ),
    }),
  ),
  workspace: optionalOrNull(record({})),
});

const CHECKS: Readonly<Record<string, Check>> = {
  initialize: record({
    processId: optionalOrNull(integer),
    rootUri: optionalOrNull(string),
    workspaceFolders: optionalOrNull(list(folder)),
    capabilities,
  }),
  "$/cancelRequest": record({ id: either(integer, string, "a string or an integer") }),
  "$/setTrace": record({ value: oneOf(["off", "messages", "compact", "verbose"]) }),
  "workspace/didChangeConfiguration": record({ settings: anything }),
  "workspace/didChangeWatchedFiles": record({ changes: list(record({ uri: string, type: oneOf([1, 2, 3]) })) }),
  "workspace/didDeleteFiles": record({ files: list(record({ uri: string })) }),
  "workspace/didRenameFiles": record({ files: list(record({ oldUri: string, newUri: string })) }),
  "workspace/didChangeWorkspaceFolders": record({ event: record({ added: list(folder), removed: list(folder) }) }),
  "workspace/symbol": record({ query: string }),
  "workspace/executeCommand": record({ command: string, arguments: optionalOrNull(list(anything)) }),
  "textDocument/didOpen": record({ textDocument: textDocumentItem }),
  "textDocument/didChange": record({ textDocument: versioned, contentChanges }),
  "textDocument/willSave": onDocument,
  "textDocument/willSaveWaitUntil": onDocument,
  "textDocument/didSave": onDocument,
  "textDocument/didClose": onDocument,
  "notebookDocument/didOpen": record({
    notebookDocument: record({ uri: string, version: integer, cells: list(record({ document: string })) }),
    cellTextDocuments: list(textDocumentItem),
  }),
  "notebookDocument/didChange": record({
    notebookDocument: versioned,
    change: record({
      cells: optionalOrNull(
        record({ textContent: optionalOrNull(list(record({ document: versioned, changes: contentChanges }))) }),
      ),
    }),
  }),
  "notebookDocument/didSave": record({ notebookDocument: record({ uri: string }) }),
  "notebookDocument/didClose": record({
    notebookDocument: record({ uri: string }),
    cellTextDocuments: list(record({ uri: string })),
  }),
  "textDocument/hover": atPosition,
  "textDocument/completion": record({
    textDocument,
    position,
    context: optionalOrNull(record({ triggerKind: oneOf([1, 2, 3]), triggerCharacter: optionalOrNull(string) })),
  }),
  "textDocument/definition": atPosition,
  "textDocument/references": record({ textDocument, position, context: record({ includeDeclaration: boolean }) }),
  "textDocument/documentHighlight": atPosition,
  "textDocument/prepareRename": atPosition,
  "textDocument/rename": record({ textDocument, position, newName: string }),
  "textDocument/documentSymbol": onDocument,
  "textDocument/foldingRange": onDocument,
  "textDocument/documentLink": onDocument,
  "textDocument/codeLens": onDocument,
  "textDocument/diagnostic": record({ textDocument, previousResultId: optionalOrNull(string) }),
  "workspace/diagnostic": record({
    previousResultIds: list(record({ uri: string, value: string })),
    workDoneToken: progressToken,
    partialResultToken: progressToken,
  }),
  "textDocument/selectionRange": record({ textDocument, positions: list(position) }),
  "textDocument/codeAction": record({
    textDocument,
    range,
    context: record({ only: optionalOrNull(list(string)) }),
  }),
  "textDocument/inlayHint": inRange,
  "textDocument/semanticTokens/full": onDocument,
  "textDocument/semanticTokens/range": inRange,
  "$/corsLens/changeDropped": record({ uri: string }),
  "corsLens/cursorMoved": record({ textDocument: versioned, line: optionalOrNull(uinteger) }),
  "corsLens/explainExchange": record({ textDocument, position, width: optionalOrNull(uinteger) }),
  "corsLens/verdict": atPosition,
  "corsLens/environments": onDocument,
  "corsLens/reportedDocument": record({ text: string }),
  "corsLens/copyExchange": record({ textDocument, position, format: oneOf(COPY_FORMATS) }),
  "corsLens/harExchanges": record({ text: string }),
  "corsLens/pastedExchange": record({ textDocument, position, text: string }),
};

/** The mistake in the parameters of a request or notification; null if there is none, or if the method is unknown. */
export function problemIn(method: string, params: unknown): string | null {
  return Object.hasOwn(CHECKS, method) ? (CHECKS[method]?.(params, "params") ?? null) : null;
}
