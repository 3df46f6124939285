import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../build/bundles.mjs";

/** The texts that are measured: generated ones of any size, and real files. */

/** Correct exchanges, as a careful author writes them: a request with JSON and its preflight, everything allowed. */
function correct(i) {
  return `### Update item ${i}
OPTIONS /items/${i} HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type,x-request-id

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: GET, PUT, DELETE
Access-Control-Allow-Headers: content-type, x-request-id
Access-Control-Max-Age: 600
Vary: Origin

###
PUT /items/${i} HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Content-Type: application/json
X-Request-Id: ${i}

{ "name": "item ${i}", "tags": ["a", "b"], "price": 12.5 }

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Content-Type: application/json
Vary: Origin

{ "id": ${i}, "name": "item ${i}" }

`;
}

/** Exchanges with several faults each: most rules have something to say. */
function faulty(i) {
  return `### Replace item ${i}
# @cors credentials=include
OPTIONS https://api.example.com/items/${i} HTTP/1.1
Origin: http://localhost:3000
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: Content-Type, X-Request-Id

HTTP/1.1 301 Moved Permanently
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: GET; POST
Access-Control-Allow-Header: content-type
Access-Control-Max-Age: 10m

###
PUT https://api.example.com/items/${i} HTTP/1.1
Origin: http://localhost:3000
Content-Type: application/json
X-Request-Id: ${i}
Cookie: session=${i}

{}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:3000/
Access-Control-Allow-Credentials: True
Access-Control-Expose-Headers: *

###
GET https://api.example.com/lists/${i}
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:8080, http://localhost:3000
X-Total-Count: ${i}

`;
}

/** Numbers that look random and are the same in every run. */
function* numbers() {
  for (let seed = 1; ; ) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    yield seed >> 8;
  }
}

const random = numbers();
/** @param {number} below */
const upTo = (below) => /** @type {number} */ (random.next().value) % below;
const oneOf = (values) => values[upTo(values.length)];

/**
 * Exchanges that don't repeat each other: hosts, methods, header names and values differ.
 * @param {boolean} isFaulty whether each one allows another origin than the page's
 */
function varied(i, isFaulty) {
  const origin = `https://app${upTo(5000)}.example.com`;
  const method = oneOf(["PUT", "DELETE", "PATCH"]);
  const name = `X-Field-${upTo(9000)}`;
  const needsPreflight = `OPTIONS https://api${upTo(900)}.example.com/${i}/${upTo(100_000)} HTTP/1.1
Origin: ${origin}
Access-Control-Request-Method: ${method}
Access-Control-Request-Headers: content-type,${name.toLowerCase()}

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: ${isFaulty ? `https://www${upTo(5000)}.example.com` : origin}
Access-Control-Allow-Methods: ${method}
Access-Control-Allow-Headers: Content-Type, ${name}
Access-Control-Max-Age: ${60 + upTo(500)}
Vary: Origin
`;
  return `### ${i}
${needsPreflight}
###
${method} ${/^OPTIONS (\S+)/.exec(needsPreflight)?.[1]} HTTP/1.1
Origin: ${origin}
${name}: ${upTo(100_000)}
Content-Type: application/${oneOf(["json", "xml", "cbor"])}

{ "id": ${upTo(100_000)} }

HTTP/1.1 ${oneOf(["200 OK", "201 Created", "404 Not Found"])}
Access-Control-Allow-Origin: ${isFaulty ? `https://www${upTo(5000)}.example.com` : origin}
Vary: Origin
ETag: "${upTo(100_000)}"

{ "id": ${upTo(100_000)} }

`;
}

function fence(text) {
  return `## A section\n\nSome words about it.\n\n\`\`\`http\n${text}\`\`\`\n\n`;
}

const KINDS = {
  correct,
  faulty,
  markdown: (i) => fence(faulty(i)),
  varied: (i) => varied(i, false),
  "varied faulty": (i) => varied(i, true),
};

/** A text of at least so many bytes, of exchanges of one of the kinds, each with a URL of its own. */
export function generated(kind, bytes) {
  const parts = [];
  for (let i = 0, length = 0; length < bytes; i++) {
    const part = KINDS[kind](i);
    parts.push(part);
    length += part.length;
  }
  return parts.join("");
}

/** Where the real files are; null where there are none. */
export function corpusFolder() {
  const folder = join(process.env.CORS_LENS_DATA ?? join(root, "..", "shared"), "corpus");
  try {
    readdirSync(folder);
    return folder;
  } catch {
    return null;
  }
}

/** Real files, as `{ name, text }`. */
export function corpus(folder) {
  return readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}
