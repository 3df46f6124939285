import { RULE_IDS } from "../rules/framework/rule-ids";
import type { CommandName } from "./args";

const GENERAL = `Tells what browsers decide about the HTTP exchanges in a file: CORS.

Usage:
  cors-lens check [options] PATH...      report what is wrong, and the verdicts
  cors-lens explain RULE                 what a rule finds, why, and what to do
  cors-lens explain-exchange FILE:LINE   the exchange drawn as a sequence, with
                                         what the browser decides at each step
  cors-lens preflight FILE:LINE          the preflight that a browser would send
  cors-lens lsp --stdio                  the language server, for editors
  cors-lens COMMAND --help | --version

Exit code: 0 nothing at error level, 1 errors, 2 misuse or unreadable input.
`;

const CHECK = `Usage: cors-lens check [options] PATH...

PATH is a file, a folder, or a glob. Folders are searched for .http, .rest, .md,
.markdown and .mdx files, except in node_modules, .git and JetBrains' request
history.

Options:
  --format pretty|json     for people (the default) or for programs
  --fix                    apply the fixes that keep every grant as it is;
                           with --stdin, the text goes to standard output and
                           the report to standard error
  --origin URL             the page's origin for requests that name none
  --engines NAMES          the browsers that count, out of chromium,firefox,webkit
  --env NAME               the environment that variables are taken from; without
                           it, those that differ among environments stay open
  --rule RULE=SEVERITY     how severe the findings of a rule are: off, hint,
                           information, warning or error; several times
  --commented-responses    read responses in comments: # HTTP/1.1 200 OK
  --stdin                  check standard input
  --stdin-filename NAME    its name, which also says how to read it

Variables such as {{origin}} are taken from the file, and from the environment
files beside it and in the folders around it, up to the repository's root:
http-client.env.json, http-client.private.env.json, http-client.env.json.user,
.env, .env.NAME and NAME.env.

The nearest .corslens.json, beside a file or in the folders around it up to the
repository's root, sets origin, engines, environment, rules and
readCommentedResponses for it, and files to ignore in a search. Options win over
it.

Exit code: 0 nothing at error level, 1 errors, 2 misuse or unreadable input.
`;

const EXPLAIN = `Usage: cors-lens explain RULE

Rules:
${RULE_IDS.map((id) => `  ${id}`).join("\n")}
`;

const EXPLAIN_EXCHANGE = `Usage: cors-lens explain-exchange [options] FILE:LINE

Draws the exchange at that line as a sequence: page, browser and servers, with
its preflight and its redirects, and what the browser decides at each step.

Options:
  --format text|svg|markdown
                           for the terminal (the default), as a picture, or to
                           paste
  --ascii                  draw the text with ASCII characters alone
  --origin URL             the page's origin for requests that name none
  --env NAME               the environment that variables are taken from
`;

const PREFLIGHT = `Usage: cors-lens preflight [--origin URL] FILE:LINE

Prints the preflight that a browser would send before the request at that line.
Where browsers differ, each one's is headed by its name.

Options:
  --origin URL             the page's origin for requests that name none
  --env NAME               the environment that variables are taken from
`;

const LSP = `Usage: cors-lens lsp --stdio

Starts the language server on standard input and output.
`;

const PAGES: Readonly<Record<CommandName, string>> = {
  check: CHECK,
  explain: EXPLAIN,
  "explain-exchange": EXPLAIN_EXCHANGE,
  preflight: PREFLIGHT,
  lsp: LSP,
};

export function help(about: CommandName | null): string {
  return about === null ? GENERAL : PAGES[about];
}
