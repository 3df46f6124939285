/** Cases of comments that hide findings, shared by the tests of the core, the server and the command line. */
export interface SuppressionCase {
  readonly what: string;
  /** The file name. Its extension decides how the text is parsed. */
  readonly file: string;
  readonly text: string;
  /** `line rule` of the shown findings, 1-based; below, of the hidden ones. */
  readonly shown: readonly string[];
  readonly suppressed: readonly string[];
}

const REQUEST = "GET /articles HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n";
const ALLOW_OTHER = "Access-Control-Allow-Origin: https://other.example\nVary: Origin\n";
/** Lines 1 to 7; the finding is on line 6. */
const EXCHANGE = `${REQUEST}\nHTTP/1.1 200 OK\n${ALLOW_OTHER}`;
/** Two findings from different rules, on lines 7 and 9. */
const CREDENTIALED = `${REQUEST}Cookie: a=b\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://other.example\nVary: Origin\nAccess-Control-Allow-Credentials: True\n`;

const SHOWN = "6 allow-origin-mismatch";

export const SUPPRESSION_CASES: readonly SuppressionCase[] = [
  {
    what: "no comment hides anything",
    file: "none.http",
    text: EXCHANGE,
    shown: [SHOWN],
    suppressed: [],
  },
  {
    what: "a comment hides a rule on the next line",
    file: "next-line.http",
    text: `${REQUEST}\nHTTP/1.1 200 OK\n# cors-lens-disable-next-line allow-origin-mismatch -- the staging server\n${ALLOW_OTHER}`,
    shown: [],
    suppressed: ["7 allow-origin-mismatch"],
  },
  {
    what: "a comment with slashes, without a rule, hides all rules",
    file: "slashes.http",
    text: `${REQUEST}\nHTTP/1.1 200 OK\n// cors-lens-disable-next-line\n${ALLOW_OTHER}`,
    shown: [],
    suppressed: ["7 allow-origin-mismatch"],
  },
  {
    what: "a comment hides no other rule, and nothing on later lines",
    file: "other-rule.http",
    text: `${REQUEST}# cors-lens-disable-next-line allow-origin-mismatch\n\nHTTP/1.1 200 OK\n# cors-lens-disable-next-line vary-origin-missing\n${ALLOW_OTHER}`,
    shown: ["4 unused-suppression", "7 unused-suppression", "8 allow-origin-mismatch"],
    suppressed: [],
  },
  {
    what: "stacked comments apply to the line below them",
    file: "stacked.http",
    text: `${REQUEST}\nHTTP/1.1 200 OK\n# cors-lens-disable-next-line allow-origin-mismatch\n# cors-lens-disable-next-line vary-origin-missing\nAccess-Control-Allow-Origin: https://other.example\n`,
    shown: ["7 unused-suppression"],
    suppressed: ["8 allow-origin-mismatch"],
  },
  {
    what: "a comment also applies to the continuations of the next line",
    file: "command.http",
    text: `# cors-lens-disable-next-line origin-not-serialized\ncurl https://api.example.com/articles \\\n  -H 'Origin: https://app.example.com/' \\\n  -H 'X-A: 1'\n`,
    shown: [],
    suppressed: ["3 origin-not-serialized"],
  },
  {
    what: "a comment above a request hides findings of its response",
    file: "exchange-above.http",
    text: `# cors-lens-disable-exchange allow-origin-mismatch\n${EXCHANGE}`,
    shown: [],
    suppressed: ["7 allow-origin-mismatch"],
  },
  {
    what: "a comment in a response applies only to its own exchange",
    file: "exchange-inside.http",
    text: `${EXCHANGE}# cors-lens-disable-exchange allow-origin-mismatch\n\n###\n${EXCHANGE}`,
    shown: ["16 allow-origin-mismatch"],
    suppressed: [SHOWN],
  },
  {
    what: "a comment between two exchanges of a block applies to the one below",
    file: "exchange-between.http",
    text: `${EXCHANGE}\n# cors-lens-disable-exchange allow-origin-mismatch\n${EXCHANGE}`,
    shown: [SHOWN],
    suppressed: ["15 allow-origin-mismatch"],
  },
  {
    what: "a comment in a response's block also applies to the request before",
    file: "exchange-blocks.http",
    text: `${REQUEST.replace("app.example.com", "app.example.com/")}\n###\n# cors-lens-disable-exchange origin-not-serialized, allow-origin-mismatch\nHTTP/1.1 200 OK\n${ALLOW_OTHER}`,
    shown: [],
    suppressed: ["3 origin-not-serialized", "8 allow-origin-mismatch"],
  },
  {
    what: "a comment at the end hides a rule in the whole file",
    file: "file.http",
    text: `${EXCHANGE}\n###\n${EXCHANGE}\n###\n# cors-lens-disable-file allow-origin-mismatch -- known\n`,
    shown: [],
    suppressed: [SHOWN, "15 allow-origin-mismatch"],
  },
  {
    what: "the nearest comment hides the finding, and the others are unused",
    file: "nearest.http",
    text: `# cors-lens-disable-file allow-origin-mismatch\n# cors-lens-disable-exchange allow-origin-mismatch\n${REQUEST}\nHTTP/1.1 200 OK\n# cors-lens-disable-next-line allow-origin-mismatch\n${ALLOW_OTHER}`,
    shown: ["1 unused-suppression", "2 unused-suppression"],
    suppressed: ["9 allow-origin-mismatch"],
  },
  {
    what: "an unused name is reported next to a used one",
    file: "names.http",
    text: `# cors-lens-disable-exchange allow-credentials-not-true, vary-origin-missing, allow-origin-mismatch\n${CREDENTIALED}`,
    shown: ["1 unused-suppression"],
    suppressed: ["8 allow-origin-mismatch", "10 allow-credentials-not-true"],
  },
  {
    what: "an unknown rule isn't also reported as unused",
    file: "unknown.http",
    text: `# cors-lens-disable-file allow-origin-missmatch\n${EXCHANGE}`,
    shown: ["1 invalid-suppression", "7 allow-origin-mismatch"],
    suppressed: [],
  },
  {
    what: "an unknown keyword hides nothing",
    file: "keyword.http",
    text: `# cors-lens-disable allow-origin-mismatch\n${EXCHANGE}`,
    shown: ["1 invalid-suppression", "7 allow-origin-mismatch"],
    suppressed: [],
  },
  {
    what: "unused comments can be hidden in a file",
    file: "unused-hidden.http",
    text: `# cors-lens-disable-file unused-suppression\n# cors-lens-disable-file allow-origin-mismatch\n${REQUEST}`,
    shown: [],
    suppressed: ["2 unused-suppression"],
  },
  {
    what: "a comment that hides everything in a file hides findings about other comments, but not about itself",
    file: "all.http",
    text: `# cors-lens-disable-file\n# cors-lens-disable-file no-such-rule\n${REQUEST}`,
    shown: [],
    suppressed: ["2 invalid-suppression"],
  },
  {
    what: "a comment that hides everything in a file is unused if there is nothing to hide",
    file: "all-unused.http",
    text: `# cors-lens-disable-file\n${REQUEST}`,
    shown: ["1 unused-suppression"],
    suppressed: [],
  },
  {
    what: "text in a body isn't a comment",
    file: "body.http",
    text: `POST /articles HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\nContent-Type: text/markdown\n\n# cors-lens-disable-file no-such-rule\n`,
    shown: [],
    suppressed: [],
  },
  {
    what: "a comment in a fence applies to the exchange that begins there",
    file: "fence.md",
    text: `# Title\n\n> \`\`\`http\n> # cors-lens-disable-exchange allow-origin-mismatch\n${REQUEST.replace(/^/gm, "> ").slice(0, -2)}> \`\`\`\n\nAnswer:\n\n> \`\`\`http\n> HTTP/1.1 200 OK\n${ALLOW_OTHER.replace(/^/gm, "> ").slice(0, -2)}> \`\`\`\n`,
    shown: [],
    suppressed: ["14 allow-origin-mismatch"],
  },
  {
    what: "a Markdown comment above a fence applies to the exchange in it",
    file: "markdown-exchange.md",
    text: `# Title\n\n<!-- cors-lens-disable-exchange allow-origin-mismatch -- on purpose -->\n\n\`\`\`http\n${EXCHANGE}\`\`\`\n\n\`\`\`http\n${EXCHANGE}\`\`\`\n`,
    shown: ["21 allow-origin-mismatch"],
    suppressed: ["11 allow-origin-mismatch"],
  },
  {
    what: "a Markdown comment in a block quote",
    file: "markdown-quotation.md",
    text: `> Look:\n>\n> <!-- cors-lens-disable-exchange allow-origin-mismatch -->\n> \`\`\`http\n${EXCHANGE.replace(/^/gm, "> ").slice(0, -2)}> \`\`\`\n`,
    shown: [],
    suppressed: ["10 allow-origin-mismatch"],
  },
  {
    what: "a Markdown comment for the file works anywhere",
    file: "markdown-file.md",
    text: `\`\`\`http\n${EXCHANGE}\`\`\`\n\n  <!--cors-lens-disable-file allow-origin-mismatch, no-such-rule-->\n`,
    shown: ["11 invalid-suppression"],
    suppressed: ["7 allow-origin-mismatch"],
  },
  {
    what: "a Markdown comment doesn't apply to a line in a fence",
    file: "markdown-line.md",
    text: `<!-- cors-lens-disable-next-line -->\n\`\`\`http\n${EXCHANGE}\`\`\`\n`,
    shown: ["1 unused-suppression", "8 allow-origin-mismatch"],
    suppressed: [],
  },
  {
    what: "a Markdown comment in an example hides nothing",
    file: "markdown-example.md",
    text: `\`\`\`md\n<!-- cors-lens-disable-file allow-origin-mismatch -->\n\`\`\`\n\n\`\`\`http\n${EXCHANGE}\`\`\`\n`,
    shown: ["11 allow-origin-mismatch"],
    suppressed: [],
  },
  {
    what: "a heading hides nothing",
    file: "prose.md",
    text: `# cors-lens-disable-file allow-origin-mismatch\n\n\`\`\`http\n${EXCHANGE}\`\`\`\n`,
    shown: ["9 allow-origin-mismatch"],
    suppressed: [],
  },
  {
    what: "comments in a bad example are not reported",
    file: "bad.md",
    text: `\`\`\`http example-bad\n# cors-lens-disable-file no-such-rule\n# cors-lens-disable-exchange vary-origin-missing\n${EXCHANGE}\`\`\`\n`,
    shown: [],
    suppressed: [],
  },
];
