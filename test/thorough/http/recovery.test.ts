import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Carrier, parse } from "../../../server/src/http/parse";
import { DEFAULT_READING } from "../../../server/src/http/reading";
import { assertSound } from "../../support/sound";
import { dataPath } from "../../unit/cors/reference-data";

const OPTIONS = { ...DEFAULT_READING, commentedResponses: true };
const FIXTURES = "test/fixtures/dialects";

function carrierOf(file: string): Carrier {
  return /\.mdx?$/.test(file) ? "markdown" : "http";
}

const fixtures = readdirSync(FIXTURES)
  .filter((file) => !file.endsWith(".tree"))
  .map((file) => ({ carrier: carrierOf(file), text: readFileSync(join(FIXTURES, file), "utf8") }));

function check(text: string, carrier: Carrier): void {
  assertSound(parse(text, carrier, undefined, OPTIONS));
}

/** A short sample of everything. Each of its characters is left out, and others are inserted before it. */
const SAMPLE = `\ufeff# @name a
@h = https://x.example
GET {{h}}/p
 ?q=1
A: {{b}},
 c
...

{"d": "e"}

HTTP/1.1 200 - OK\r
B : c\r
\r
> {%
%}
###
$ curl -XPUT '${"https://x.example"}' -H "A: \\"b\\"" \\
  --json '{
}' -u a:b
* n
> GET / HTTP/1.1
> Host: x.example
>
< HTTP/2 200
< a: b
<
###
:method: GET
:path:
/
a:
b

# 200 OK
# A: b
#
# c
`;

/** Characters that open or close something. */
const MARKS = ["\n", "\r", " ", "#", "/", "'", '"', "`", "\\", "^", "{", "}", "<", ">", ":", "@", "*", "%", "$", "-"];

/** A change at one place of a text: a part of it is replaced. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.constantFrom(0, 0, 1, 1, 2, 40),
  inserted: fc.oneof(
    fc.constantFrom(
      ...MARKS,
      "",
      "###\n",
      "\n\n",
      "```\n",
      "HTTP/1.1 200 OK\n",
      "GET /x HTTP/1.1\n",
      "> {%",
      "/*",
      "{{",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  ),
});
const changes = fc.array(change, { minLength: 1, maxLength: 6 });

type Changes = readonly { readonly at: number; readonly length: number; readonly inserted: string }[];

function changed(text: string, list: Changes): string {
  return list.reduce((result, { at, length, inserted }) => {
    const start = Math.floor(at * result.length);
    return result.slice(0, start) + inserted + result.slice(start + length);
  }, text);
}

describe("a damaged text", () => {
  it("has a sound tree if it is cut off anywhere", () => {
    for (let end = 0; end <= SAMPLE.length; end++) {
      check(SAMPLE.slice(0, end), "http");
    }
  });

  it("has a sound tree after every edit of one character", () => {
    for (let at = 0; at <= SAMPLE.length; at++) {
      const [before, after] = [SAMPLE.slice(0, at), SAMPLE.slice(at)];
      check(before + after.slice(1), "http");
      // Every fourth mark at every place is enough.
      for (let i = at % 4; i < MARKS.length; i += 4) {
        check(before + MARKS[i] + after, "http");
      }
    }
  });

  it("of any dialect has a sound tree, cut off and changed", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures),
        fc.double({ min: 0, max: 1, noNaN: true }),
        changes,
        (fixture, end, list) => {
          const { text, carrier } = fixture;
          check(text.slice(0, Math.floor(end * text.length)), carrier);
          check(changed(text, list), carrier);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("made of blocks of any dialects has a sound tree, and each block the same lines as alone", () => {
    const blocks = fixtures
      .filter(({ carrier, text }) => carrier === "http" && parse(text, carrier).foreign === null)
      .flatMap(({ text }) => text.replace("\ufeff", "").split(/^###.*\r?\n/m))
      .map((block) => (/[\r\n]$/.test(block) || block === "" ? block : `${block}\n`));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...blocks), { minLength: 1, maxLength: 8 }), (list) => {
        const document = parse(list.join("###\n"), "http", undefined, OPTIONS);
        assertSound(document);
        assert.deepEqual(
          document.lines.map(({ kind }) => kind),
          list.flatMap((block, i) => [
            ...(i === 0 ? [] : ["separator"]),
            ...parse(`###\n${block}`, "http", undefined, OPTIONS)
              .lines.slice(1)
              .map(({ kind }) => kind),
          ]),
        );
      }),
      { numRuns: 300 },
    );
  });
});

/** Texts that people have written, kept outside this repository. */
describe("real files", () => {
  for (const folder of ["corpus", "corpus-md"]) {
    const path = dataPath(folder);
    if (!existsSync(path)) {
      it(`${folder} is skipped`, function () {
        console.warn(`SKIPPED: ${path} is missing; set CORS_LENS_DATA.`);
        this.skip();
      });
      continue;
    }
    const files = readdirSync(path);
    it(`have sound trees, as they are and changed: ${files.length} of ${folder}`, () => {
      const random = fc.sample(changes, files.length);
      for (const [i, file] of files.entries()) {
        const text = readFileSync(join(path, file), "utf8");
        try {
          check(text, carrierOf(file));
          check(changed(text, random[i] ?? []), carrierOf(file));
        } catch (error) {
          throw new Error(`${file}, changed by ${JSON.stringify(random[i])}`, { cause: error });
        }
      }
    });

    it(`hold no line of ${folder} in a head that no dialect has`, () => {
      const junk = files.flatMap((file) =>
        parse(readFileSync(join(path, file), "utf8"), carrierOf(file)).lines.flatMap(({ kind }, line) =>
          kind === "junk" ? [`${file}:${line + 1}`] : [],
        ),
      );
      assert.deepEqual(junk, []);
    });
  }
});
