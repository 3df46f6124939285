import fc from "fast-check";
import type { Carrier } from "../../server/src/http/parse";
import { filesIn, type Subject, subjects } from "./subjects";

/** Lines that change what the lines around them mean, or that a fix may put together with others. */
const LINES = [
  "",
  "",
  " folded: with a colon",
  "\tfolded",
  "# a comment",
  "// a comment",
  "# cors-lens-disable-next-line allow-origin-mismatch",
  "# cors-lens-disable-next-line",
  "# cors-lens-disable-exchange vary-origin-missing, allow-origin-mismatch",
  "# cors-lens-disable-exchange",
  "# cors-lens-disable-file max-age-missing",
  "<!-- cors-lens-disable-exchange allow-origin-mismatch -->",
  "# cors-lens-disable-line no-such-rule",
  "# @cors credentials=include",
  "# @cors origin=https://app.example.com",
  "# @name first",
  "@origin = https://app.example.com",
  "###",
  "### title",
  "```",
  "```http",
  "> quoted",
  "  ?query=1",
  "?top=1",
  "&b=2",
  "...",
  "{",
  "}",
  "junk without a colon",
  "GET /items HTTP/1.1",
  "GET https://api.example.com/items",
  "OPTIONS /items HTTP/1.1",
  "PUT /items HTTP/1.1",
  "HTTP/1.1 200 OK",
  "HTTP/1.1 100 Continue",
  "HTTP/1.1 103 Early Hints",
  "HTTP/1.1 302 Found",
  "200 OK",
  ":status: 200",
  ":method: GET",
  ":path: /items",
  ":method:",
  "Host: api.example.com",
  "Origin: https://app.example.com",
  "Origin : https://app.example.com/",
  "Origin: null",
  "Cookie: a=b",
  "Content-Type: multipart/form-data; boundary=x",
  "Content-Type: application/json",
  "Location: /other",
  "Vary: Origin",
  "Access-Control-Allow-Origin: *",
  "Access-Control-Allow-Origin: https://app.example.com",
  "Access-Control-Allow-Origin: https://other.example",
  "Access-Control-Allow-Origin:",
  'Access-Control-Allow-Origin "*"',
  "Access-Control-Allow-Origin = https://app.example.com",
  "Access-Control-Allow-Credentials true",
  "Access-Control-Allow-Credentials: True",
  "Access-Control-Allow-Methods PUT",
  "Access-Control-Request-Method PUT",
  "Acces-Control-Allow-Origin: https://app.example.com",
  "Access-Control-Allow-Origins: *",
  "Access-Control-Allow-Method: PUT",
  "Access-Control-Allow-Header: x-a",
  "Access-Control-Request-Methods: PUT",
  "Access-Control-Max-Age: 600s",
  "< HTTP/1.1 200 OK",
  "> GET /items HTTP/1.1",
  "# HTTP/1.1 200 OK",
  "curl https://api.example.com/items -H 'Origin: https://app.example.com/'",
  'fetch("https://api.example.com/items", { referrer: "https://app.example.com/" })',
  'const r = await fetch("https://api.example.com/items", {',
  "--x",
  "< ./file.json",
];

export interface HostileText {
  readonly name: string;
  readonly text: string;
  readonly carrier: Carrier;
}

/** A change to the lines of a text, at a fraction of its length. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...LINES).map((line) => ({ line })) },
    fc.constantFrom("drop" as const, "repeat" as const, "indent" as const, "comment" as const, "swap" as const),
  ),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Examples, fixtures and given texts with a few lines added, dropped, repeated, indented, commented out or swapped. */
export function hostileTexts(more: Iterable<Subject> = []): fc.Arbitrary<HostileText> {
  const bases = [...subjects(), ...filesIn("test/fixtures/dialects"), ...filesIn("examples"), ...more];
  return fc
    .tuple(
      fc.nat({ max: bases.length - 1 }),
      fc.array(change, { minLength: 0, maxLength: 5 }),
      fc.constantFrom("\n", "\n", "\n", "\r\n"),
    )
    .map(([index, changes, eol]) => {
      const { name, text, carrier } = bases[index] as Subject;
      const lines = text.split(/\r\n|\n|\r/);
      for (const one of changes) {
        apply(one, lines);
      }
      return { name, text: lines.join(eol), carrier };
    });
}

function apply({ at, what }: Change, lines: string[]): void {
  const index = Math.floor(at * lines.length);
  const line = lines[index] ?? "";
  switch (what) {
    case "drop":
      lines.splice(index, 1);
      break;
    case "repeat":
      lines.splice(index, 0, line);
      break;
    case "indent":
      lines[index] = `  ${line}`;
      break;
    case "comment":
      lines[index] = `# ${line}`;
      break;
    case "swap":
      lines.splice(index, 2, lines[index + 1] ?? "", line);
      break;
    default:
      lines.splice(index, 0, what.line);
  }
}
