import assert from "node:assert/strict";
import { type Analysis, analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import type { Message } from "../../../server/src/http/tree";

type Pair = readonly [name: string, value: string];

interface Copied {
  readonly method: string;
  readonly status: string;
  readonly response: readonly Pair[];
  readonly request: readonly Pair[];
}

const URL_OF_ALL = "https://api.example.com/v1/items?page=2";

const COPIES: readonly Copied[] = [
  {
    method: "OPTIONS",
    status: "204",
    response: [
      ["accept-ranges", "bytes"],
      ["access-control-allow-headers", "origin"],
      ["access-control-allow-origin", "https://app.example.com"],
      ["age", "3"],
      ["cf-ray", "8d1-FRA"],
      ["connection", "keep-alive"],
      ["vary", "Origin"],
    ],
    request: [
      [":authority", "api.example.com"],
      [":method", "OPTIONS"],
      [":path", "/v1/items?page=2"],
      [":scheme", "https"],
      ["accept", "*/*"],
      ["access-control-request-method", "PUT"],
      ["origin", "https://app.example.com"],
      ["user-agent", "Mozilla/5.0 (X11; Linux x86_64)"],
    ],
  },
  {
    method: "PUT",
    status: "200",
    response: [
      ["access-control-allow-origin", "*"],
      ["content-length", "2"],
      ["via", "1.1 edge"],
      ["x-powered-by", "Express"],
    ],
    request: [
      ["accept", "*/*"],
      ["content-type", "application/json"],
      ["host", "api.example.com:8443"],
      ["origin", "https://app.example.com"],
      ["x-foo", "1"],
    ],
  },
];

const LAYOUTS: Readonly<Record<string, (name: string, value: string) => string>> = {
  beside: (name, value) => `${name}: ${value}`,
  "beside without a space": (name, value) => `${name}:${value}`,
  "beside after a tab": (name, value) => `${name}\t${value}`,
  below: (name, value) => `${name}\n${value}`,
  "below a colon": (name, value) => `${name}:\n${value}`,
  "below and indented": (name, value) => `${name}\n\t${value}`,
  "below an empty line": (name, value) => `${name}\n\n${value}`,
  "below a colon and an empty line": (name, value) => `${name}:\n\n${value}`,
  "in a list": (name, value) => `- ${name}: ${value}`,
  "in a list, with strong names": (name, value) => `* **${name}**: ${value}`,
};

const HEADINGS: Readonly<Record<string, (title: string) => string>> = {
  plain: (title) => title,
  "with a colon": (title) => `${title}:`,
  "of Markdown": (title) => `## ${title}`,
  "that look like separators": (title) => `### ${title}`,
  "in comments": (title) => `// ${title}`,
  numbered: (title) => `1. ${title}`,
  framed: (title) => `=== ${title.toUpperCase()} ===`,
  strong: (title) => `**${title}**`,
  underlined: (title) => `${title}\n${"-".repeat(title.length)}`,
  "above a link": (title) => `${title}\nview source`,
  "above a switch": (title) => `${title}\nRaw`,
  "with a symbol": (title) => `▼ ${title}`,
};

const ORDERS = ["general response request", "general request response", "response request general"];

const ANOTHER = `GET https://other.example/ HTTP/1.1
Host: other.example
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`;

const AROUND: Readonly<Record<string, (copy: string) => string>> = {
  alone: (copy) => copy,
  "above another exchange": (copy) => `${copy}\n${ANOTHER}`,
  "below another exchange": (copy) => `${ANOTHER}\n${copy}`,
  "right below a body": (copy) => `${ANOTHER}\n{"a": 1}\n${copy}`,
  "above words that look like a field": (copy) => `${copy}\nOrigin: the page that asks, in our case.\n`,
  "with Windows line ends": (copy) => copy.replaceAll("\n", "\r\n"),
  indented: (copy) => copy.replaceAll(/^(?=.)/gm, "  "),
};

function textOf(
  copied: Copied,
  order: string,
  pair: (name: string, value: string) => string,
  heading: (title: string) => string,
): string {
  const parts: Readonly<Record<string, readonly string[]>> = {
    general: [
      heading("General"),
      pair("Request URL", URL_OF_ALL),
      pair("Request Method", copied.method),
      pair("Status Code", `${copied.status} OK`),
      pair("Referrer Policy", "strict-origin-when-cross-origin"),
    ],
    response: [heading("Response Headers"), ...copied.response.map(([name, value]) => pair(name, value))],
    request: [heading("Request Headers"), ...copied.request.map(([name, value]) => pair(name, value))],
  };
  return `${order
    .split(" ")
    .flatMap((part) => parts[part] ?? [])
    .join("\n")}\n`;
}

/** What the text says, one line for each message. */
function shown({ exchanges }: Analysis): string[] {
  const fields = (message: Message) => message.fields.map(({ name, value }) => `${name.text}=${value.text}`).join(" ");
  return exchanges.flatMap(({ request, response, target }) => [
    `${request.methodValue} ${target.url} ${fields(request)}`,
    response === null ? "no response" : `${response.statusValue} ${fields(response)}`,
  ]);
}

const SHOWN = COPIES.flatMap(({ method, status, response, request }) => [
  `${method} ${URL_OF_ALL} ${request
    .filter(([name]) => !name.startsWith(":"))
    .map(([name, value]) => `${name}=${value}`)
    .join(" ")}`,
  `${status} ${response.map(([name, value]) => `${name}=${value}`).join(" ")}`,
]);

/** However a panel is copied, it says the same. */
describe("copies of panels", () => {
  for (const [layout, pair] of Object.entries(LAYOUTS)) {
    for (const [title, heading] of Object.entries(HEADINGS)) {
      it(`are read with values ${layout} and headings ${title}`, () => {
        for (const order of title === "that look like separators" ? ORDERS.slice(0, 2) : ORDERS) {
          const copies = COPIES.map((copied) => textOf(copied, order, pair, heading)).join("\n");
          for (const [place, around] of Object.entries(AROUND)) {
            // Without facts, a line of a body could be anything.
            if (place === "right below a body" && !order.startsWith("general")) {
              continue;
            }
            const said = shown(analyse(around(copies), "http", DEFAULT_SETTINGS));
            const own = said.filter(
              (line, i) => !/other\.example/.test(line) && !/other\.example/.test(said[i - 1] ?? ""),
            );
            assert.deepEqual(own, SHOWN, `${order}, ${place}`);
          }
        }
      });
    }
  }
});
