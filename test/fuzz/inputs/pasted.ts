import fc from "fast-check";

/** A request and its response, before a tool has shown them. */
export interface ShownExchange {
  readonly method: string;
  readonly scheme: "http" | "https";
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
  readonly reason: string;
  readonly requestFields: Fields;
  readonly responseFields: Fields;
}

type Fields = readonly (readonly [name: string, value: string])[];

const PAGES = ["https://app.example.com", "http://localhost:3000", "null"];
const ALLOWED = [...PAGES, "*", "https://app.example.com/", "https://a.example, https://b.example", "example.com"];
const STATUSES = [
  [200, "OK"],
  [204, "No Content"],
  [301, "Moved Permanently"],
  [403, "Forbidden"],
  [405, "Method Not Allowed"],
  [500, "Internal Server Error"],
] as const;

const field = (name: string, ...values: readonly string[]) =>
  fc.constantFrom(...values).map((value) => [[name, value]] as Fields);
const maybe = (fields: fc.Arbitrary<Fields>) =>
  fc.oneof({ weight: 2, arbitrary: fields }, { weight: 1, arbitrary: fc.constant<Fields>([]) });
const all = (...parts: readonly fc.Arbitrary<Fields>[]) => fc.tuple(...parts).map((found) => found.flat() as Fields);

const preflightFields = all(
  maybe(field("Access-Control-Request-Headers", "authorization", "content-type,x-a")),
  field("Access-Control-Request-Method", "PUT", "POST"),
);
const requestFields = all(
  field("Accept", "*/*", "application/json, text/plain, */*"),
  maybe(field("Content-Type", "application/json", "text/plain")),
  maybe(field("Cookie", "a=b")),
);
const responseFields = all(
  maybe(field("Access-Control-Allow-Credentials", "true")),
  maybe(field("Access-Control-Allow-Headers", "authorization, content-type", "*")),
  maybe(field("Access-Control-Allow-Methods", "GET, PUT")),
  fc.oneof(
    { weight: 5, arbitrary: field("Access-Control-Allow-Origin", ...ALLOWED) },
    { weight: 1, arbitrary: fc.constant<Fields>([]) },
  ),
  maybe(field("Content-Type", "application/json", "text/html; charset=utf-8")),
  maybe(field("Location", "https://api.example.com/b", "/b")),
  maybe(field("Set-Cookie", "a=b; Path=/; HttpOnly")),
  maybe(field("Vary", "Origin", "Accept")),
  maybe(field("X-Powered-By", "Express")),
);

export const shownExchange: fc.Arbitrary<ShownExchange> = fc
  .record({
    method: fc.constantFrom("GET", "GET", "POST", "PUT", "OPTIONS", "OPTIONS"),
    scheme: fc.constantFrom<"http" | "https">("http", "https"),
    host: fc.constantFrom("api.example.com", "localhost:8080", "[::1]:8080"),
    path: fc.constantFrom("/", "/a?b=c", "/v1/items?origin=here"),
    status: fc.constantFrom(...STATUSES),
    origin: fc.constantFrom(...PAGES),
    preflight: preflightFields,
    request: requestFields,
    responseFields,
  })
  .map(({ method, scheme, host, path, status: [status, reason], origin, preflight, request, responseFields }) => ({
    method,
    scheme,
    host,
    path,
    status,
    reason,
    requestFields: [...(method === "OPTIONS" ? preflight : request), ["Origin", origin] as const],
    responseFields,
  }));

const url = ({ scheme, host, path }: ShownExchange) => `${scheme}://${host}${path}`;
const fieldLines = (fields: Fields) => fields.map(([name, value]) => `${name}: ${value}`);
const lowerCase = (fields: Fields) => fields.map(([name, value]) => [name.toLowerCase(), value] as const);
const requestHead = ({ method, host, path, requestFields }: ShownExchange, version: string) => [
  `${method} ${path} ${version}`,
  ...fieldLines([["Host", host], ...requestFields]),
];
const responseHead = ({ status, reason, responseFields }: ShownExchange, version: string) => [
  `${version} ${status} ${reason}`,
  ...fieldLines(responseFields),
];
const pseudoFields = ({ scheme, host, path, method }: ShownExchange): Fields => [
  [":authority", host],
  [":method", method],
  [":path", path],
  [":scheme", scheme],
];

/** Chrome's section General. */
const general = (exchange: ShownExchange): Fields => [
  ["Request URL", url(exchange)],
  ["Request Method", exchange.method],
  ["Status Code", `${exchange.status} ${exchange.reason}`],
  ["Remote Address", "203.0.113.5:443"],
  ["Referrer Policy", "strict-origin-when-cross-origin"],
];

function chromeLines(exchange: ShownExchange, colon: string): string[] {
  return [
    general(exchange),
    lowerCase(exchange.responseFields),
    pseudoFields(exchange),
    lowerCase(exchange.requestFields),
  ]
    .flat()
    .flatMap(([name, value]) => [`${name}${colon}`, value]);
}

/** How tools show an exchange. */
export const SHOWN_FORMS: Readonly<Record<string, (exchange: ShownExchange) => string[]>> = {
  "Chrome, lines": (exchange) => chromeLines(exchange, ""),
  "Chrome, lines with colons": (exchange) => chromeLines(exchange, ":"),
  "Chrome, fields": (exchange) => [
    "General",
    ...fieldLines(general(exchange)),
    "Response Headers",
    ...fieldLines(lowerCase(exchange.responseFields)),
    `status: ${exchange.status}`,
    "Request Headers",
    ...fieldLines(pseudoFields(exchange)),
    ...fieldLines(lowerCase(exchange.requestFields)),
  ],
  "Chrome, fields without spaces": (exchange) => [
    ...general(exchange).map(([name, value]) => `${name}:${value}`),
    "Response Headers",
    "view source",
    ...exchange.responseFields.map(([name, value]) => `${name}:${value}`),
    "Request Headers",
    "view source",
    `Host:${exchange.host}`,
    ...exchange.requestFields.map(([name, value]) => `${name}:${value}`),
    "Query String Parameters",
    "view source",
    "view URL encoded",
    "origin:here",
  ],
  "Chrome, raw": (exchange) => [
    ...general(exchange).flatMap(([name, value]) => [`${name}:`, value]),
    ...responseHead(exchange, "HTTP/1.1"),
    ...requestHead(exchange, "HTTP/1.1"),
  ],
  "Chrome, without the response": (exchange) => [
    "Request URL",
    url(exchange),
    "Referrer Policy",
    "strict-origin-when-cross-origin",
    "Provisional headers are shown",
    "Learn more",
    ...exchange.requestFields.flat(),
  ],
  "Firefox, raw": (exchange) => [
    ...responseHead(exchange, "HTTP/2"),
    "X-Firefox-Spdy: h2",
    "",
    ...requestHead(exchange, "HTTP/2"),
  ],
  "Firefox, fields": (exchange) => [
    `Request URL: ${url(exchange)}`,
    `Request method: ${exchange.method}`,
    "Remote address: 203.0.113.5:443",
    `Status code: ${exchange.status}`,
    "Version: HTTP/1.1",
    "",
    "Response headers (151 B)",
    ...fieldLines(exchange.responseFields),
    "",
    "Request headers (437 B)",
    ...fieldLines([["Host", exchange.host], ...exchange.requestFields]),
  ],
  "Firefox, selected": (exchange) => [
    exchange.method,
    "\t",
    ...[
      ["scheme", exchange.scheme],
      ["host", exchange.host],
      ["filename", exchange.path],
    ].flatMap(([name, value]) => [`${name}`, `\t${value}`]),
    "",
    "Status",
    `${exchange.status}`,
    exchange.reason,
    "VersionHTTP/2",
    "",
    "Response Headers (151 B)",
    "\t",
    ...exchange.responseFields.flatMap(([name, value]) => [name, `\t${value}`]),
    "",
    "Request Headers (437 B)",
    "\t",
    ...[["Host", exchange.host] as const, ...exchange.requestFields].flatMap(([name, value]) => [name, `\t${value}`]),
  ],
  "Firefox, copied": (exchange) =>
    [
      { [exchange.method]: { scheme: exchange.scheme, host: exchange.host, filename: exchange.path } },
      { Status: `${exchange.status}${exchange.reason}`, Version: "HTTP/2" },
      { "Response Headers (151 B)": { headers: namesAndValues(exchange.responseFields) } },
      { "Request Headers (437 B)": { headers: namesAndValues(exchange.requestFields) } },
    ].flatMap((part) => JSON.stringify(part, null, "\t").split("\n")),
  "Safari, HTTP/1.1": (exchange) => [
    ...safariSummary(exchange),
    "Request",
    ...requestHead(exchange, "HTTP/1.1"),
    "",
    "Response",
    ...responseHead(exchange, "HTTP/1.1"),
  ],
  "Safari, HTTP/2": (exchange) => [
    ...safariSummary(exchange),
    "Request",
    ...fieldLines([...pseudoFields(exchange), ...exchange.requestFields]),
    "",
    "Response",
    ...fieldLines([[":status", `${exchange.status}`], ...exchange.responseFields]),
  ],
  messages: (exchange) => [
    `${exchange.method} ${url(exchange)} HTTP/1.1`,
    ...fieldLines(exchange.requestFields),
    "",
    ...responseHead(exchange, "HTTP/1.1"),
  ],
  "a transcript": (exchange) => [
    "*   Trying 203.0.113.5:443...",
    ...requestHead(exchange, "HTTP/1.1").map((line) => `> ${line}`),
    ">",
    ...responseHead(exchange, "HTTP/1.1").map((line) => `< ${line}`),
    "<",
    "* Connection #0 to host left intact",
  ],
  "a curl command and its answer": (exchange) => [curlCommand(exchange), ...responseHead(exchange, "HTTP/1.1")],
  // In a browser, a call doesn't set all of these headers.
  "a call for Node.js and its answer": (exchange) => [
    ...fetchCall(exchange).split("\n"),
    "",
    ...responseHead(exchange, "HTTP/1.1"),
  ],
  "an HTTPie command and its answer": (exchange) => [
    `http ${exchange.method} ${url(exchange)} ${exchange.requestFields.map(([name, value]) => `'${name}:${value}'`).join(" ")}`,
    ...responseHead(exchange, "HTTP/1.1"),
  ],
};

const namesAndValues = (fields: Fields) => fields.map(([name, value]) => ({ name, value }));

function safariSummary(exchange: ShownExchange): string[] {
  return [
    "Summary",
    `URL: ${url(exchange)}`,
    `Status: ${exchange.status} ${exchange.reason}`,
    "Source: Network",
    "Address: 203.0.113.5:443",
    "Initiator: ",
    "app.js:1:2",
    "",
  ];
}

function curlCommand(exchange: ShownExchange): string {
  const fields = exchange.requestFields.map(([name, value]) => ` -H '${name}: ${value}'`).join("");
  return `curl -i -X ${exchange.method} '${url(exchange)}'${fields}`;
}

function fetchCall(exchange: ShownExchange): string {
  const { method, requestFields } = exchange;
  const options = { headers: Object.fromEntries(requestFields), body: null, method };
  return `fetch(${JSON.stringify(url(exchange))}, ${JSON.stringify(options, null, 2)});`;
}

const prompt = fc.constantFrom(
  "",
  "",
  "$ ",
  "% ",
  "# ",
  "❯ ",
  "➜  api git:(main) ",
  "user@host:~/api$ ",
  "[user@host api]$ ",
  "user@host ~> ",
  "PS C:\\api> ",
  "C:\\api>",
  "sudo ",
  "$ time ",
);

const form = fc.constantFrom(...Object.entries(SHOWN_FORMS));

const shown = fc.tuple(shownExchange, form, prompt).map(([exchange, [name, lines], before]) => {
  const [first = "", ...rest] = lines(exchange);
  return name.includes("command") ? [before + first, ...rest] : [first, ...rest];
});

/** Several requests in one command, and options that curl cuts off. */
const severalRequests = fc
  .tuple(shownExchange, shownExchange, fc.constantFrom(" --next ", " ", " --unknown-option "), prompt)
  .map(([one, other, between, before]) => [
    `${before}${curlCommand(one)}${between}${curlCommand(other).replace("curl -i", "--includ")}`,
    ...responseHead(one, "HTTP/1.1"),
    "",
    ...responseHead(other, "HTTP/1.1"),
  ]);

const between = fc.constantFrom<readonly string[]>(
  [],
  [],
  [""],
  ["", ""],
  ["###"],
  ["", "The server answers:"],
  ["Response:"],
  ["<== response"],
  ["① Preflight"],
  ["------------- REQUEST 2 -------------"],
  ["=== RESPONSE HEADERS ==="],
  ["", '{"a": "', "GET /a HTTP/1.1", 'Host: b"}'],
  ["", "<p>HTTP/1.1 200 OK</p>"],
  ["$"],
  ["curl is a tool"],
  ["# Heading"],
  ["1. Request headers"],
);

const label = fc.constantFrom(
  "",
  "",
  "http",
  "text",
  "txt",
  "console",
  "sh",
  "bash",
  "powershell",
  "raw",
  "js",
  "yaml",
);
const fence = fc.constantFrom("```", "```", "~~~");
const indent = fc.constantFrom("", "", "", "   ", "> ");
const note = fc.constantFrom("", "", "", "", " # a note", " // a note", "   <== wrong");

/** Puts exchanges into fences; `false` leaves them as they are. */
const fenced = fc.tuple(fc.array(fc.boolean(), { maxLength: 4 }), label, fence, indent);

/** In thousandths of the lines. */
const place = fc.nat(1000);

/**
 * What people paste from browsers, terminals and READMEs: whole exchanges, in several forms after each other, in fences or not, and pieces of them with
 * lines that are missing, in another place, or have a note.
 */
export const anyPasted: fc.Arbitrary<string> = fc
  .record({
    pieces: fc.array(fc.tuple(fc.oneof({ weight: 6, arbitrary: shown }, severalRequests), between), {
      minLength: 1,
      maxLength: 3,
    }),
    fenced,
    changes: fc.array(
      fc.record({ at: place, to: place, how: fc.constantFrom("drop", "move", "repeat", "note"), note }),
      {
        maxLength: 4,
      },
    ),
    from: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, place),
    end: fc.constantFrom("\n", "\n", "\n", "\r\n"),
  })
  .map(({ pieces, fenced: [inFence, name, mark, before], changes, from, end }) => {
    let lines = pieces.flatMap(([piece, after], index) =>
      inFence[index] === true
        ? [`${mark}${name}`, ...piece, mark, ...after].map((line) => before + line)
        : [...piece, ...after],
    );
    for (const { at, to, how, note: added } of changes) {
      const index = Math.floor((lines.length * at) / 1001);
      const line = lines[index] ?? "";
      const without = how === "drop" || how === "move" ? lines.toSpliced(index, 1) : lines;
      lines =
        how === "drop"
          ? without
          : how === "note"
            ? lines.toSpliced(index, 1, line + added)
            : without.toSpliced(Math.floor((without.length * to) / 1001), 0, line);
    }
    return lines.slice(Math.floor((lines.length * from) / 1001)).join(end);
  });
