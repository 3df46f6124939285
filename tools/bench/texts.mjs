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

function fence(text) {
  return `## A section\n\nSome words about it.\n\n\`\`\`http\n${text}\`\`\`\n\n`;
}

const KINDS = { correct, faulty, markdown: (i) => fence(faulty(i)) };

/** A text of at least so many bytes, of `correct`, `faulty` or `markdown` exchanges, each with a URL of its own. */
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
