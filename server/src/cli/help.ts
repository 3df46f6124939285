import { RULE_IDS } from "../rules/framework/rule-ids";
import type { CommandName } from "./args";

const EXIT_CODES = `Exit codes:
  0  no findings with severity error
  1  findings with severity error, or no exchange with check --fail-on-empty
  2  wrong usage, a mistake in .corslens.json, input that can't be read or
     checked, a file that isn't fixed, or output that can't be written
`;

const GENERAL = `Check HTTP requests and responses against the CORS rules that browsers apply.

Usage: cors-lens COMMAND [options]

Commands:
  check PATH...               report findings, and the verdict on each exchange
  explain RULE                show what a rule reports, why, and how to fix it
  explain-exchange FILE:LINE  draw an exchange as a sequence, with what the
                              browser decides at each step
  explain-message [TEXT]      say what a message in a browser's console means,
                              and write the exchange that it reports
  preflight FILE:LINE         print the preflight that a browser would send
  lsp --stdio                 start the language server, for editors

Options:
  -h, --help                  show this help; COMMAND --help shows its options
  -V, --version               show the version

${EXIT_CODES}`;

const CHECK = `Report findings in files, and the verdict on each exchange.

Usage: cors-lens check [options] PATH...

PATH is a file, a folder or a glob. In folders, check reads .http, .rest, .md,
.markdown and .mdx files, except in node_modules, .git and JetBrains' request
history. A .har file is the recording of a browser or a proxy.

Options:
  --format pretty|json     output for people (the default) or for programs
  --fix                    apply the fixes that don't change what is allowed;
                           with --stdin, the fixed text goes to standard output
                           and the report to standard error
  --origin URL             the page's origin if a request has no Origin header
  --engines NAMES          browsers to check against, separated by commas:
                           chromium, firefox, webkit (default: all three)
  --env NAME               the environment whose variables are used; without it,
                           variables that differ among environments are unknown
  --rule RULE=SEVERITY     set the severity of a rule: off, hint, information,
                           warning or error; can be repeated
  --commented-responses    read responses in comments, such as # HTTP/1.1 200 OK
  --no-unlabelled-fences   read only Markdown fences with the label http or rest
  --fail-on-empty          exit with 1 if no exchange is found
  --stdin                  check standard input
  --stdin-filename NAME    the file name for standard input; its extension says
                           whether it is Markdown or a HAR
  -h, --help               show this help

Variables:
  The values of variables such as {{origin}} come from the file itself and from
  environment files in its folder and the folders above it, up to the root of
  the repository: http-client.env.json, http-client.private.env.json,
  http-client.env.json.user, .env, .env.NAME and NAME.env.

Configuration:
  The nearest .corslens.json, in the file's folder or a folder above it up to
  the root of the repository, sets origin, engines, environment, rules,
  readCommentedResponses and readUnlabelledFences, and the files to ignore in
  folders and globs. Options on the command line override it.

${EXIT_CODES}`;

const EXPLAIN = `Show what a rule reports, why, and how to fix it.

Usage: cors-lens explain RULE

Rules:
${RULE_IDS.map((id) => `  ${id}`).join("\n")}
`;

const EXPLAIN_EXCHANGE = `Draw the exchange on a line as a sequence between page, browser and servers:
its preflight, its redirects, and what the browser decides at each step.

Usage: cors-lens explain-exchange [options] FILE:LINE

Options:
  --format text|svg|markdown
                           a drawing for the terminal (the default), a picture,
                           or Markdown
  --ascii                  draw with ASCII characters only
  --origin URL             the page's origin if a request has no Origin header
  --env NAME               the environment whose variables are used
  -h, --help               show this help
`;

const EXPLAIN_MESSAGE = `Say what a message about CORS in a browser's console means: which check failed,
what the message proves and what it doesn't, and what other browsers print. Write
the exchange that it reports, to paste into an .http file.

Usage: cors-lens explain-message [TEXT]

TEXT is one or more lines from the console of Chrome, Firefox or Safari, in
English. Without TEXT, the command reads standard input. Put TEXT in quotes that
it doesn't contain; with both kinds in it, use standard input.
`;

const PREFLIGHT = `Print the preflight that a browser would send before the request on a line. If
browsers differ, print each preflight with the names of its browsers.

Usage: cors-lens preflight [options] FILE:LINE

Options:
  --origin URL             the page's origin if a request has no Origin header
  --env NAME               the environment whose variables are used
  -h, --help               show this help
`;

const LSP = `Start the language server on standard input and output.

Usage: cors-lens lsp --stdio
`;

const PAGES: Readonly<Record<CommandName, string>> = {
  check: CHECK,
  explain: EXPLAIN,
  "explain-exchange": EXPLAIN_EXCHANGE,
  "explain-message": EXPLAIN_MESSAGE,
  preflight: PREFLIGHT,
  lsp: LSP,
};

export function help(about: CommandName | null): string {
  return about === null ? GENERAL : PAGES[about];
}
