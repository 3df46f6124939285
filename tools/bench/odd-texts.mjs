/** Texts that some step could take more than linear time for, or more stack than there is. Each is a function of its length. */

const HEAD = "GET https://api.example.com/\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\n";
const ASKING =
  "OPTIONS https://api.example.com/a\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PUT\n";
const PREFLIGHT = `${ASKING}\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: GET\n\n###\n`;
const PUT =
  "PUT https://api.example.com/a\nOrigin: https://app.example.com\nContent-Type: application/json\n\n{}\n\nHTTP/1.1 200 OK\n\n###\n";
const FENCE = "```";
const ANSWER = "HTTP/1.1 200 OK\nContent-Type: application/json\n";
const CURL = "curl -i https://api.example.com/ -H 'Origin: https://app.example.com'";
/** A copy of a browser's panel, with names and values on lines of their own. */
const PANEL =
  "Request URL\nhttps://api.example.com/\nRequest Method\nGET\nStatus Code\n200 OK\ncontent-type\napplication/json\n:method\nGET\n:path\n/\norigin\nhttps://app.example.com\n";

const exchange = (url) =>
  `GET ${url}\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com/\n\n###\n`;

/** Numbered pieces until the text has about `n` characters. */
function numbered(n, piece, from = 0) {
  const pieces = [];
  for (let i = from, length = 0; length < n; i++) {
    const one = piece(i);
    pieces.push(one);
    length += one.length;
  }
  return pieces.join("");
}

/** A piece again and again, until the text has about `n` characters. */
function again(n, piece) {
  return piece.repeat(Math.ceil(n / piece.length));
}

/** @type {Readonly<Record<string, (n: number) => string>>} */
const HTTP = {
  "one long line": (n) => "a".repeat(n),
  "one long body line": (n) => `${HEAD}\n${"{".repeat(n)}`,
  "one long target": (n) => `GET https://api.example.com/${"a".repeat(n)}\nOrigin: https://app.example.com\n`,
  "one long query": (n) => `GET https://api.example.com/?${again(n, "a=b&")}\nOrigin: https://app.example.com\n`,
  "one long header value": (n) => `${HEAD}Access-Control-Allow-Origin: ${again(n, "a, ")}\n`,
  "one long list of names": (n) => `${HEAD}Access-Control-Expose-Headers: ${again(n, "x-a b,")}\n`,
  "one long list of different names": (n) =>
    `${HEAD}Access-Control-Expose-Headers: ${numbered(n, (i) => `x-${i}, `)}x\n`,
  "one long list that a preflight asks for": (n) =>
    `${ASKING}Access-Control-Request-Headers: ${numbered(n, (i) => `x-${i},`)}x\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\n`,
  "one long list that asks for one name": (n) =>
    `${ASKING}Access-Control-Request-Headers: ${again(n, "x-a,")}x\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\n`,
  "one long list that isn't normalized": (n) =>
    `${ASKING}Access-Control-Request-Headers: ${numbered(n, (i) => `X-${(i * 7919) % 100_003}, `)}x\n`,
  "one long list of allowed names": (n) =>
    `${ASKING}Access-Control-Request-Headers: x-a\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: ${numbered(n, (i) => `X-${i}, `)}x\n`,
  "one long list of allowed methods": (n) =>
    `${ASKING}\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: ${numbered(n, (i) => `M${i}, `)}x\n`,
  "the same list of allowed names again and again": (n) =>
    `${ASKING}Access-Control-Request-Headers: x-a\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\n${again(n, "Access-Control-Allow-Headers: X-A, X-B, X-C\n")}`,
  "asked and allowed names": (n) =>
    `${ASKING}Access-Control-Request-Headers: ${numbered(n / 2, (i) => `x-${i},`)}x\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: ${numbered(n / 2, (i) => `x-${i},`)}x\n`,
  "headers that no preflight lists": (n) =>
    `${ASKING}\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT\n\n###\nPUT https://api.example.com/a\nOrigin: https://app.example.com\n${numbered(n, (i) => `X-${i}: a\n`)}\nHTTP/1.1 200 OK\n`,
  "headers and a preflight that lists them": (n) =>
    `${ASKING}Access-Control-Request-Headers: ${numbered(n / 3, (i) => `x-${i},`)}x\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: ${numbered(n / 3, (i) => `x-${i},`)}x\n\n###\nPUT https://api.example.com/a\nOrigin: https://app.example.com\n${numbered(n / 3, (i) => `X-${i}: a\n`)}\nHTTP/1.1 200 OK\n`,
  "one long Vary": (n) =>
    `${HEAD}Access-Control-Allow-Origin: https://app.example.com\nVary: ${numbered(n, (i) => `X-${i}, `)}x\n`,
  "one long Cookie": (n) =>
    `GET https://api.example.com/\nOrigin: https://app.example.com\nCookie: ${numbered(n, (i) => `a${i}=b; `)}\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n`,
  "one long Content-Type": (n) =>
    `POST https://api.example.com/\nOrigin: https://app.example.com\nContent-Type: text/plain${again(n, ';a="b\\""')}\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n`,
  "one long Accept": (n) =>
    `GET https://api.example.com/\nOrigin: https://app.example.com\nAccept: ${again(n, "a/b;q=1, ")}\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n`,
  "one long Range": (n) =>
    `GET https://api.example.com/\nOrigin: https://app.example.com\nRange: bytes=${again(n, "0-1,")}\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n`,
  "one long Max-Age": (n) =>
    `${ASKING}\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Max-Age: ${"1".repeat(n)}\n`,
  "one long Location": (n) => `${HEAD.replace("200 OK", "302 Found")}Location: /${"a/".repeat(n / 2)}\n`,
  "one long header name": (n) => `${HEAD}${again(n, "Access-Control-")}: a\n`,
  "one long directive": (n) => `# @cors ${numbered(n, (i) => `a${i}=b `)}\n${HEAD}`,
  "one long variable": (n) => `@a = ${"b".repeat(n)}\nGET https://{{a}}.example.com/\n`,
  "one long suppression": (n) => `# cors-lens-disable-next-line ${numbered(n, (i) => `rule-${i}, `)}x\n${HEAD}`,
  "one long fence info string": (n) => `${FENCE}http ${"a ".repeat(n / 2)}\n${HEAD}${FENCE}\n`,
  separators: (n) => again(n, "###\n"),
  "titles that may be headings": (n) =>
    `POST https://api.example.com/\nContent-Type: text/markdown\n\n${again(n, "### a\n")}`,
  "one header again and again": (n) => `${HEAD}${again(n, "Access-Control-Allow-Origin: https://app.example.com\n")}`,
  "one misspelt header again and again": (n) => `${HEAD}${again(n, "Access-Control-Allow-Orign: *\n")}`,
  "one header with a space again and again": (n) => `${HEAD}${again(n, "Access-Control-Allow-Origin : *\n")}`,
  "Vary again and again": (n) =>
    `${HEAD}Access-Control-Allow-Origin: https://app.example.com\n${again(n, "Vary: Accept\n")}`,
  "credentials again and again": (n) => `${HEAD}${again(n, "Access-Control-Allow-Credentials: True\n")}`,
  "Cookie again and again": (n) =>
    `GET https://api.example.com/\nOrigin: https://app.example.com\n${again(n, "Cookie: a=b\n")}\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n`,
  "Origin again and again": (n) =>
    `GET https://api.example.com/\n${again(n, "Origin: https://app.example.com/\n")}\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n`,
  "request headers in a response": (n) => `${HEAD}${again(n, "Access-Control-Request-Method: PUT\n")}`,
  "response headers in a request": (n) =>
    `GET https://api.example.com/\nOrigin: https://app.example.com\n${again(n, "Access-Control-Allow-Origin: *\n")}\nHTTP/1.1 200 OK\n`,
  "headers without a value": (n) => `${HEAD}${again(n, "Access-Control-Allow-Origin:\n")}`,
  "headers without a colon": (n) => `${HEAD}${again(n, "Access-Control-Allow-Origin *\n")}`,
  "many headers": (n) => HEAD + numbered(n, (i) => `X-Header-${i}: a\n`),
  "many exposed headers": (n) =>
    `${HEAD}Access-Control-Allow-Origin: *\nAccess-Control-Expose-Headers: ${numbered(n / 2, (i) => `X-${i},`)}x\n${numbered(n / 2, (i) => `X-${i}: a\n`)}`,
  "many header names of the code": (n) =>
    HEAD + again(n, "ETag: a\nLocation: /\nX-Request-Id: a\nLink: a\nRetry-After: 1\n"),
  "folded lines": (n) => `${HEAD}X-A: a\n${again(n, "  b\n")}`,
  "continued targets": (n) => `GET https://api.example.com/\n${again(n, "  ?a=b\n")}`,
  "different requests": (n) => numbered(n, (i) => exchange(`https://api.example.com/${i}`)),
  "requests of one URL": (n) => again(n, exchange("https://api.example.com/a")),
  "requests of one relative URL": (n) => again(n, "GET /\n\n###\n"),
  "requests without separators": (n) => again(n, "GET /\n\n"),
  "answers of one URL without the header": (n) => again(n, "GET https://api.example.com/a\n\nHTTP/1.1 200 OK\n\n###\n"),
  "answers of one URL, with and without an origin": (n) =>
    again(n, `${exchange("https://api.example.com/a")}GET https://api.example.com/a\n\nHTTP/1.1 200 OK\n\n###\n`),
  "answers of one URL for different pages": (n) =>
    numbered(
      n,
      (i) =>
        `GET https://api.example.com/a\nOrigin: https://app${i}.example.com\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app${i}.example.com\n\n###\n`,
    ),
  "one preflight and many requests": (n) => PREFLIGHT + again(n, PUT),
  "one preflight and many different requests": (n) =>
    PREFLIGHT + numbered(n, (i) => PUT.replace("PUT", `PUT${i}`).replace("Content-Type", `X-${i}: a\nContent-Type`)),
  "one preflight with a long list and many requests": (n) =>
    PREFLIGHT.replace("Methods: GET", `Headers: ${numbered(n / 2, (i) => `X-${i}, `)}x`) +
    numbered(n / 2, (i) => PUT.replace("Content-Type", `Y-${i}: a\nContent-Type`)),
  "one preflight that asks for a long list and many requests": (n) =>
    PREFLIGHT.replace(
      "Method: PUT",
      `Method: PUT\nAccess-Control-Request-Headers: ${numbered(n / 2, (i) => `x-${i},`)}x`,
    ) + numbered(n / 2, (i) => PUT.replace("Content-Type", `Y-${i}: a\nContent-Type`)),
  "many preflights and one request": (n) => again(n, PREFLIGHT) + PUT,
  "many preflights and many requests of one URL": (n) => again(n, PREFLIGHT + PUT),
  "many preflights, then many requests": (n) => again(n / 2, PREFLIGHT) + again(n / 2, PUT),
  "different preflights and requests of one URL": (n) =>
    numbered(n, (i) => PREFLIGHT.replace("PUT", `M${i}`) + PUT.replace("PUT", `M${i}`)),
  "a redirect to itself": (n) =>
    again(
      n,
      "GET https://api.example.com/a\nOrigin: https://app.example.com\n\nHTTP/1.1 302 Found\nLocation: /a\nAccess-Control-Allow-Origin: *\n\n###\n",
    ),
  "a chain of redirects": (n) =>
    numbered(
      n,
      (i) =>
        `GET https://api.example.com/${i}\nOrigin: https://app.example.com\n\nHTTP/1.1 302 Found\nLocation: /${i + 1}\nAccess-Control-Allow-Origin: *\n\n###\n`,
    ),
  "a chain of redirects that fail": (n) =>
    numbered(
      n,
      (i) =>
        `GET https://api.example.com/${i}\nOrigin: https://app.example.com\n\nHTTP/1.1 302 Found\nLocation: /${i + 1}\n\n###\n`,
    ),
  "a chain of redirects to other origins": (n) =>
    numbered(
      n,
      (i) =>
        `PUT https://api${i}.example.com/\nOrigin: ${i < 2 ? "https://app.example.com" : "null"}\n\nHTTP/1.1 307 Found\nLocation: https://api${i + 1}.example.com/\nAccess-Control-Allow-Origin: *\n\n###\n`,
    ),
  "a chain of preflights and redirects": (n) =>
    numbered(
      n,
      (i) =>
        `OPTIONS https://api.example.com/${i}\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PUT\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT\n\n###\nPUT https://api.example.com/${i}\nOrigin: https://app.example.com\n\nHTTP/1.1 307 Found\nLocation: /${i + 1}\nAccess-Control-Allow-Origin: *\n\n###\n`,
    ),
  "one redirect and many requests that it may lead to": (n) =>
    `GET https://api.example.com/\nOrigin: https://app.example.com\n\nHTTP/1.1 302 Found\nLocation: /a\nAccess-Control-Allow-Origin: *\n\n${again(n, "GET https://api.example.com/a\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\n\n")}`,
  "requests without answers": (n) => again(n, "GET https://api.example.com/a\n\n"),
  "answers without requests": (n) => again(n, "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: a b\n\n"),
  "answers of one request": (n) => HEAD + again(n, "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n"),
  directives: (n) => `${again(n, "# @cors origin=x y=z\n")}${HEAD}`,
  "directives that are wrong": (n) => `${again(n, "# @cors x\n")}${HEAD}`,
  "directives and separators": (n) => again(n, "# @cors x\n###\n"),
  "directives in each block": (n) =>
    `${"# @cors origin=https://app.example.com\n"}${again(n, "###\n# @cors credentials=include\nGET /\n")}`,
  "suppression comments": (n) => again(n, "# cors-lens-disable-next-line allow-origin-missing\n") + HEAD,
  "suppression comments for the file": (n) => again(n, "# cors-lens-disable-file allow-origin-missing\n") + HEAD,
  "suppressed findings": (n) =>
    again(
      n,
      "# cors-lens-disable-exchange\nGET https://api.example.com/\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\n\n###\n",
    ),
  "suppressed lines of one message": (n) =>
    HEAD + again(n, "# cors-lens-disable-next-line\nAccess-Control-Allow-Origin : *\n"),
  "one variable again and again": (n) => again(n, "@a = b\n") + HEAD,
  "variables that are used once": (n) =>
    numbered(n / 2, (i) => `@a${i} = b\n`) + HEAD + numbered(n / 2, (i) => `X-A: {{a${i}}}\n`),
  "variables on one line": (n) => numbered(n / 2, (i) => `@a${i} = b\n`) + HEAD + numbered(n / 2, (i) => `{{a${i}}}`),
  "variables in a target": (n) =>
    `${numbered(n / 2, (i) => `@a${i} = b\n`)}GET https://api.example.com/${numbered(n / 2, (i) => `{{a${i}}}`)}\n`,
  "variables that name each other": (n) => `${numbered(n, (i) => `@a${i} = {{a${i + 1}}}{{a${i + 1}}}\n`)}GET {{a0}}\n`,
  "variables that name the one before": (n) =>
    `@a0 = b\n${numbered(n, (i) => `@a${i} = {{a${i - 1}}}\n`, 1)}GET https://{{a99}}.example.com/\n`,
  "one variable that is used again and again": (n) =>
    `@a = ${"b".repeat(1_000)}\n${again(n, "GET https://api.example.com/{{a}}\n\n###\n")}`,
  references: (n) => `GET https://api.example.com/${again(n, "{{a}}")}\n`,
  "braces that are not closed": (n) => `GET https://api.example.com/${again(n, "{{")}\n`,
  placeholders: (n) => `${HEAD}X-A: ${again(n, "<a")}\nX-B: ${again(n, "{a")}\n`,
  comments: (n) => again(n, "# a\n"),
  "scripts that are not closed": (n) => again(n, "> {%\n"),
  "block comments that are not closed": (n) => again(n, "/*\n"),
  "a curl command with many options": (n) => `curl https://api.example.com/${again(n, " -H 'X-A: b' \\\n")}\n`,
  "a curl command on one line": (n) => `curl https://api.example.com/${again(n, " -H 'X-A: b'")}\n`,
  "a curl command with much data": (n) => `curl https://api.example.com/ -d '${"a".repeat(n)}'\n`,
  "a curl command with many data": (n) => `curl https://api.example.com/${again(n, " -d a=b")}\n`,
  "a curl command with escapes": (n) => `curl https://api.example.com/ -d $'${again(n, "\\n\\'")}'\n`,
  "a curl command with quotes": (n) => `curl https://api.example.com/ -d ${again(n, `'a'"b"`)}\n`,
  "a curl command with variables": (n) => `curl https://api.example.com/${again(n, ' -H "X-A: $A"')}\n`,
  "a curl command with many URLs": (n) => `curl${again(n, " https://api.example.com/")}\n`,
  "a curl command with pipes": (n) => `curl https://api.example.com/${again(n, " || curl /")}\n`,
  "curl commands": (n) => again(n, "curl https://api.example.com/ -H 'Origin: https://app.example.com'\n\n"),
  "quotes that are not closed": (n) => `curl 'https://api.example.com/\n${again(n, "a\n")}`,
  "a curl command with several requests": (n) =>
    `curl https://api.example.com/${again(n, " --next https://api.example.com/")}\n`,
  "a curl command with unknown options": (n) => `curl https://api.example.com/${again(n, " --a b")}\n`,
  "a curl command with several requests and their answers": (n) =>
    `curl -i https://api.example.com/${again(n / 2, " --next -i https://api.example.com/")}\n${again(n / 2, `${ANSWER}\n`)}`,
  "commands and answers": (n) => again(n, `${CURL}\n${ANSWER}\n{}\n`),
  "commands and answers after prompts": (n) => again(n, `user@host:~$ ${CURL}\n${ANSWER}\n{}\n`),
  "commands in a body": (n) => `${HEAD}\n${again(n, `${CURL}\n`)}`,
  prompts: (n) => again(n, "$ \n"),
  "words before a command": (n) => `${again(n, "sudo ")}${CURL}\n`,
  "an HTTPie command with many headers": (n) => `http https://api.example.com/${again(n, " X-A:b")}\n${ANSWER}`,
  "HTTPie commands": (n) => again(n, "http GET https://api.example.com/ Origin:https://app.example.com\n\n"),
  "copies of panels": (n) => again(n, PANEL),
  "copies of panels, and separators": (n) => again(n, `${PANEL}\n###\n`),
  "a copy of a panel with many fields": (n) => `${PANEL}${numbered(n, (i) => `x-${i}\na\n`)}`,
  "names and values on lines": (n) => again(n, "origin\nhttps://app.example.com\n"),
  "headings of panels": (n) => again(n, "Response Headers\n"),
  "headings of panels with fields": (n) => again(n, "Response Headers\nvary: origin\nRequest Headers\naccept: */*\n"),
  "headings between marks": (n) => `=== ${again(n, "Request Headers ")} ===\n${HEAD}`,
  "copied JSON": (n) => again(n, '{"Response Headers (1 B)": {"headers": [{"name": "a", "value": "b"}]}}\n'),
  "copied JSON that isn't closed": (n) => again(n, '{"Response Headers (1 B)": {"headers": [\n'),
  "responses above requests": (n) =>
    again(n, `${ANSWER}X-Firefox-Spdy: h2\n\nGET /a HTTP/2\nHost: api.example.com\n\n`),
  "start lines in quotes": (n) => `POST https://api.example.com/\n\n{"a": "${again(n, "GET /a HTTP/1.1\nHost: b\n")}`,
  "start lines in an open fence": (n) =>
    `POST https://api.example.com/\n\n${FENCE}\n${again(n, "GET /a HTTP/1.1\nHost: b\n")}`,
  "start lines without fields": (n) => `POST https://api.example.com/\n\n${again(n, "GET /a HTTP/1.1\n")}`,
  "notes after values": (n) => again(n, `${HEAD}Access-Control-Allow-Origin: *  # a note\n\n`),
  "notes after a value": (n) => `${HEAD}Access-Control-Allow-Origin: *${again(n, " # a")}\n`,
  "notes between messages": (n) =>
    again(n, `The browser asks:\nGET /a HTTP/1.1\nHost: b\n\n<== the answer\n${ANSWER}\n`),
  notes: (n) => `${HEAD}${again(n, "\nThe server answers:\n")}`,
  "a transcript": (n) => `> GET / HTTP/1.1\n> Host: a.example\n>\n${again(n, "< X-A: b\n")}`,
  "pseudo-header fields": (n) => again(n, ":method: GET\n:path: /\n:authority: a.example\n"),
  "one dense pseudo-header field": (n) => `:method: GET\n:path: /\n:authority: a.example\n${again(n, "x-a: b\n")}`,
  "responses in comments": (n) => `GET https://api.example.com/\n${again(n, "# HTTP/1.1 200 OK\n# A: b\n#\n")}`,
  "elided lines": (n) => `${HEAD}${again(n, "...\n")}`,
  NUL: (n) => "\0".repeat(n),
  "lone surrogates": (n) => "\ud800".repeat(n),
  "combining characters": (n) => `${HEAD}X-A: a${"\u0301".repeat(n)}\n`,
  "characters above U+FFFF": (n) => `${HEAD}Access-Control-Allow-Origin: ${again(n, "\u{1f600}")}\n`,
  "percent escapes": (n) => `GET https://api.example.com/${again(n, "%41%")}\nOrigin: https://${again(n, "%41")}\n`,
  "mixed line ends": (n) => again(n, "GET /\r\nA: b\r\n\n\r"),
  "carriage returns": (n) => "\r".repeat(n),
  newlines: (n) => "\n".repeat(n),
};

/** @type {Readonly<Record<string, (n: number) => string>>} */
const MARKDOWN = {
  "fences of Markdown": (n) => again(n, `${FENCE}http\n${FENCE}\n`),
  "fences with exchanges": (n) => again(n, `${FENCE}http\n${HEAD}${FENCE}\n\n`),
  "fences without a label": (n) => again(n, `${FENCE}\n${HEAD}${FENCE}\n\n`),
  "fences that may be exchanges": (n) => again(n, `${FENCE}\nAccess-Control-Allow-Origin: *\n${FENCE}\n\n`),
  "commands in fences, without answers": (n) =>
    again(n, `${FENCE}sh\ncurl https://api.example.com/\n${FENCE}\n\nHTTP/1.1\n\n`),
  "fences that are not closed": (n) => again(n, `${FENCE}http\n`),
  "fences in fences": (n) => Array.from({ length: Math.sqrt(n) | 0 }, (_, i) => `${"`".repeat(i + 3)}http\n`).join(""),
  "quoted fences": (n) => again(n, `> ${FENCE}http\n>> a\n`),
  "quotes in quotes": (n) =>
    Array.from({ length: Math.sqrt(n) | 0 }, (_, i) => `${">".repeat(i)} ${FENCE}http\n`).join(""),
  "quote marks": (n) => `${FENCE}http\n${">".repeat(n)}`,
  "list markers": (n) => `${FENCE}http\n${FENCE}\n${again(n, "- ")}`,
  "prose around a fence": (n) => `${again(n, "words and words\n\n")}${FENCE}http\nGET /\n${FENCE}\n`,
  "fences without labels": (n) => again(n, `${FENCE}\nwords\n${FENCE}\n\n`),
  "fences without labels with messages": (n) => again(n, `${FENCE}\nGET /a HTTP/1.1\nHost: b\n${FENCE}\n\n`),
  "fences with commands": (n) => again(n, `${FENCE}sh\n${CURL}\n${FENCE}\n\n`),
  "fences with commands, then one answer": (n) =>
    `${again(n, `${FENCE}sh\n${CURL}\n${FENCE}\n\n`)}${FENCE}\n${ANSWER}${FENCE}\n`,
  "fences with commands, and fences with answers": (n) =>
    again(n, `${FENCE}sh\n${CURL}\n${FENCE}\n\nAnswer:\n\n${FENCE}\n${ANSWER}${FENCE}\n\n`),
  "fences with transcripts": (n) => again(n, `${FENCE}console\n$ ${CURL}\n${ANSWER}${FENCE}\n\n`),
  "one fence with commands and no answer": (n) => `${FENCE}\n${again(n, `${CURL}\n`)}${FENCE}\n`,
  "one fence with copies of panels": (n) => `${FENCE}\n${again(n, PANEL)}${FENCE}\n`,
  "a long info string": (n) => `${FENCE}http ${again(n, "a {")}\n${HEAD}${FENCE}\n`,
};

/** Every character that a regular expression of ours repeats, in the places where one looks for it. */
const REPEATED = [..." \t#-.aA1/:,;=`~><{}%?&@\"'*_([\\|$!+", "\u0301", "\u00e9", "\ud800"];

/** @type {Readonly<Record<string, (run: string) => string>>} */
const PLACES = {
  "a line": (run) => `${run}\n`,
  "a target": (run) => `GET ${run}\n`,
  "a value": (run) => `${HEAD}Access-Control-Allow-Origin: ${run}\n`,
  "a list": (run) => `${HEAD}Access-Control-Expose-Headers: a${run}b\n`,
  "a name": (run) => `${HEAD}Access-Control-Allow-Origin${run}: a\n`,
  "a prompt": (run) => `${run}$ ${CURL}\n${ANSWER}`,
  "a heading": (run) => `${run} Response Headers ${run}\n${HEAD}`,
  "a note": (run) => `${HEAD}Access-Control-Allow-Origin: *  # ${run}\n`,
  "an HTTPie item": (run) => `http https://api.example.com/ X-A:${run}\n${ANSWER}`,
  "a name on a line of its own": (run) => `Request URL\nhttps://api.example.com/\n${run}\na\n`,
  "a directive": (run) => `# @cors origin${run}=a\n${HEAD}`,
  "a status line": (run) => `HTTP/1.1 ${run}\n`,
  "a comment": (run) => `# ${run}\n${HEAD}`,
  "a definition": (run) => `@a = ${run}\n@${run} = a\nGET https://{{a}}/\n`,
  "a command": (run) => `curl https://api.example.com/ -H ${run}\n`,
  "a quoted string": (run) =>
    `POST https://api.example.com/\nOrigin: https://app.example.com\nContent-Type: a/b;c="${run}"\n`,
};

/**
 * @typedef {object} OddText
 * @property {string} name
 * @property {"http" | "markdown"} carrier
 * @property {(length: number) => string} make a text of about this length, in UTF-16 code units
 * @property {boolean} isRun whether it is a run of one character
 */

/** @type {readonly OddText[]} */
export const ODD_TEXTS = [
  ...Object.entries(HTTP).map(([name, make]) => ({ name, carrier: /** @type {const} */ ("http"), make, isRun: false })),
  ...Object.entries(MARKDOWN).map(([name, make]) => ({
    name,
    carrier: /** @type {const} */ ("markdown"),
    make,
    isRun: false,
  })),
  ...Object.entries(PLACES).flatMap(([place, around]) =>
    REPEATED.map((character) => ({
      name: `${JSON.stringify(character)} in ${place}`,
      carrier: /** @type {const} */ ("http"),
      make: (/** @type {number} */ n) => around(character.repeat(n)),
      isRun: true,
    })),
  ),
];
