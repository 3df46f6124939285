import { formatted } from "./formatted.mjs";

/** Returns a rule that compiles, and that the tests refuse until it says what it reports. */
export function ruleSkeleton(id) {
  return formatted(`import { type Field, fieldsNamed } from "../../http/tree";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";

const HEADER = "${headerOf(id)}";

export const rule: Rule = {
  id: "${id}",
  severity: "information",
  summary: "",
  rationale: "",
  references: [],
  examples: { invalid: [], valid: [] },

  headers: [HEADER],

  *message(message) {
    for (const field of fieldsNamed(message, HEADER)) {
      if (isWrong(field)) {
        yield { message: \`Browsers ignore \${quote(field.value.text)}.\`, place: valuePlace(message, field) };
      }
    }
  },
};

function isWrong({ resolved }: Field): boolean {
  return resolved === "wrong";
}
`);
}

/** Returns exchanges without the expectations that the tests ask for. */
export function fixtureSkeleton(id) {
  const header = headerOf(id);
  const others = ["Access-Control-Allow-Origin: https://app.example.com", "Vary: Origin"].filter(
    (line) => !line.startsWith(`${header}:`),
  );
  const exchange = (value) => `GET https://api.example.com/data HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
${[...others, `${header}: ${value}`].join("\n")}
`;
  return `### Wrong\n${exchange("wrong")}\n### Unknown\n${exchange("{{value}}")}`;
}

const CORS_HEADER =
  /^(?:allow-(?:origin|credentials|methods|headers)|expose-headers|max-age|request-(?:method|headers))-/;

/** The header that an id begins with. For others, one that compiles: rules can only ask for headers that are in the table. */
function headerOf(id) {
  const [words] = CORS_HEADER.exec(id) ?? [];
  const [other] = /^(?:origin|vary)(?=-)/.exec(id) ?? ["access-control-allow-origin"];
  const name = words === undefined ? other : `access-control-${words.slice(0, -1)}`;
  return name.replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
