import { place } from "../../text/range";
import type { Rule } from "../framework/rule";

export const rule: Rule = {
  id: "fence-not-labelled",
  severity: "hint",
  summary: "A fence in Markdown looks like an HTTP exchange, but isn't labelled `http`, so it isn't read.",
  rationale: `In Markdown, fences with the label \`http\` are read. So are fences without a label, or with one such as \`text\`, \`sh\` or
\`console\`, if their first lines leave no doubt: a request line or status line with the HTTP version and a header below it, the output of
\`curl -v\`, or a command and its answer.

This fence is about CORS, but may be something else: it has headers without a start line, a start line without the version, or text above
it. Nothing in it is checked. If it is an exchange, label it \`http\`. If it isn't, hide this hint with a
[comment](../suppressions.md), or turn the rule off.`,
  references: [
    {
      title: "CommonMark: Info strings",
      url: "https://spec.commonmark.org/0.31.2/#info-string",
    },
  ],
  examples: {
    invalid: [
      {
        title: "Headers without a status line",
        carrier: "markdown",
        text: `The server must answer with these headers:

\`\`\`
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
\`\`\`
`,
      },
      {
        title: "A request line without the version",
        carrier: "markdown",
        text: `\`\`\`text
GET https://api.example.com/articles
Origin: https://app.example.com
\`\`\`
`,
      },
    ],
    valid: [
      {
        title: "The same headers, with the label",
        carrier: "markdown",
        text: `The server must answer with these headers:

\`\`\`http
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
\`\`\`
`,
      },
      {
        title: "A fence that is HTTP without doubt",
        carrier: "markdown",
        text: `\`\`\`
HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
\`\`\`
`,
      },
      {
        title: "Settings",
        carrier: "markdown",
        text: `\`\`\`
Host: smtp.example.com
Origin: eu-west
\`\`\`
`,
      },
    ],
  },

  *unreadFence(fence) {
    if (fence.isDoubtful) {
      yield {
        message: "This looks like an HTTP exchange. Label the fence `http` to have it checked.",
        place: place(fence, fence.opening),
        fixes: () => [
          {
            title: "Label this fence http",
            grade: "suggestion",
            edits: [{ anchor: fence, ...fence.labelling }],
            readsMore: true,
          },
        ],
      };
    }
  },
};
