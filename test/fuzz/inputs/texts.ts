import { join, resolve } from "node:path";
import fc from "fast-check";
import { knownTexts } from "../../../tools/compare/texts.mjs";
import { anyPasted } from "./pasted";

const ROOT = resolve(__dirname, "../../..");
/** Texts from elsewhere. The test suite leaves them out, so that it tries the same inputs everywhere. */
const DATA = process.env["FUZZ_DATA"] ?? join(ROOT, "no-data");

const texts = [...knownTexts(ROOT, DATA)].map(({ text }) => text);
const blocks = [...new Set(texts.flatMap((text) => text.split(/^(?=###|```)/m)))].filter(({ length }) => length < 1200);
/** Blocks with a response: whole exchanges, most of them with a mistake. */
const exchanges = blocks.filter((block) => /^HTTP\/[\d.]+ \d{3}/m.test(block));
const lines = [...new Set(texts.flatMap((text) => text.split(/\r\n?|\n/)))].filter(({ length }) => length < 400);

/** Text with a meaning for a parser, an encoder, a URL, Markdown, a terminal or an editor, at a place where it has none. */
const HOSTILE = [
  "{{hidden}}",
  "{{hidden}}, {{HIDDEN}}",
  "https://{{hidden}}.example.com",
  "https://api.example.com/?a={{hidden}}",
  "{{hiddenUrl}}",
  "{{page}}",
  "{{number}}",
  "{{a}}",
  "@a = {{b}}",
  "@b = {{a}}{{a}}",
  "{{$dotenv HIDDEN}}",
  "{{",
  "}}",
  "https://user:password@api.example.com",
  "?access_token=abc",
  "%00",
  "%zz",
  "\0",
  "\t",
  "\r",
  "\n",
  "\u001b[31m",
  "\u0085",
  "\u2028",
  "\u202e",
  "\ufeff",
  "\ud800",
  "\udfff",
  "e\u0301",
  "\u{1f600}",
  "İ",
  "ß",
  "##vso[task.complete]",
  "::error::",
  "<script>",
  "</svg>",
  "&amp;",
  "$(alert)",
  "${1:x}",
  "$0",
  "\\",
  "|",
  "`",
  "```",
  "~~~",
  "###",
  "...",
  "> ",
  "< ",
  "* ",
  "*/",
  "/*",
  "<!--",
  "-->",
  "# ",
  "//",
  "# @cors ",
  "# cors-lens-disable-exchange",
  "# cors-lens-disable-next-line ",
  "# cors-lens-disable-file",
  "  folded",
  ":",
  ": ",
  ",",
  ", ,",
  ";",
  "=",
  "*",
  "null",
  "__proto__",
  "constructor",
  "true",
  "-1",
  "99999999999999999999",
  "GET ",
  "OPTIONS ",
  "HTTP/1.1 200 OK",
  "HTTP/9.9 999",
  "< HTTP/2 302",
  "Location: /",
  "Origin: ",
  "Access-Control-Allow-Origin: ",
  "Access-Control-Allow-Credentials: ",
  "Access-Control-Request-Method: ",
  "Access-Control-Request-Headers: ",
  "curl -H '",
  "$ curl ",
  'fetch("https://a.example/", {',
  "const r = await fetch(`",
  "headers: {",
  'credentials: "include",',
  "...options,",
  "${",
  "`",
  "/*",
  "});",
  "  .then((r) => r.json())",
  "PS C:\\> ",
  " --next ",
  "http GET ",
  "General",
  "Request URL:",
  "Request Headers",
  "Response Headers",
  "Status Code",
  ":status: 200",
  "X-Firefox-Spdy: h2",
  "Provisional headers are shown",
  " \\",
  "'",
  '"',
];

const known = fc.constantFrom(...lines);
const hostile = fc.constantFrom(...HOSTILE);
const strange = fc.oneof(
  { weight: 3, arbitrary: hostile },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
);

/** A known line with changes at places in thousandths of its length. */
const changed = fc
  .tuple(
    known,
    fc.array(fc.record({ at: fc.nat(1000), remove: fc.nat(6), insert: strange }), { minLength: 1, maxLength: 3 }),
  )
  .map(([line, changes]) =>
    changes.reduce((text, { at, remove, insert }) => {
      const start = Math.floor((text.length * at) / 1000);
      return text.slice(0, start) + insert + text.slice(start + remove);
    }, line),
  );

const line = fc.oneof(
  { weight: 12, arbitrary: known },
  { weight: 4, arbitrary: changed },
  { weight: 3, arbitrary: fc.array(strange, { maxLength: 4 }).map((all) => all.join("")) },
);
const chunk = fc.oneof({ weight: 5, arbitrary: line }, { weight: 2, arbitrary: fc.constantFrom(...blocks) });
const lineEnd = fc.constantFrom("\n", "\n", "\n", "\n", "\r\n", "\r", "");

/** Lines in any order. */
const anyLines = fc
  .array(fc.tuple(chunk, lineEnd), { maxLength: 16 })
  .map((all) => all.map(([text, end]) => text + end).join(""));

const change = fc.record({
  /** In thousandths of the lines. */
  at: fc.nat(1000),
  how: fc.constantFrom("insert", "replace", "remove", "value", "word", "word"),
  text: fc.oneof({ weight: 2, arbitrary: line }, { weight: 1, arbitrary: strange }),
});

/** Real exchanges in which a few lines, values or words are others. */
const changedExchanges = fc
  .tuple(
    fc.array(fc.constantFrom(...exchanges), { minLength: 1, maxLength: 3 }),
    fc.array(change, { maxLength: 6 }),
    fc.constantFrom("\n", "\n", "\n", "\r\n", "\r"),
  )
  .map(([parts, changes, end]) => {
    let all = parts.flatMap((part) => part.split(/\r\n?|\n/));
    for (const { at, how, text } of changes) {
      const index = Math.floor((all.length * at) / 1001);
      const old = all[index] ?? "";
      const removed = how === "insert" ? 0 : 1;
      const added = {
        insert: [text],
        replace: [text],
        remove: [],
        value: [`${old.slice(0, old.indexOf(":") + 1)} ${text}`],
        word: [withWord(old, at, text)],
      }[how];
      all = all.toSpliced(index, removed, ...added);
    }
    return all.join(end);
  });

/** Replaces one of the words of a line. */
function withWord(old: string, at: number, word: string): string {
  const words = old.split(/([\s,;:=/"']+)/);
  return words.toSpliced(2 * (at % Math.ceil(words.length / 2)), 1, word).join("");
}

/** Anything that people, tools and enemies may write into a document. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: changedExchanges },
  { weight: 2, arbitrary: anyLines },
  { weight: 3, arbitrary: anyPasted },
);

/** A piece to insert into a document. */
export const anyPiece: fc.Arbitrary<string> = fc.oneof(
  line,
  strange,
  fc.constant("\n"),
  fc.tuple(line, lineEnd).map((both) => both.join("")),
);
