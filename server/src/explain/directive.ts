import type { Analysis } from "../analysis";
import { type CorsDirective, corsDirective, EXPECTATIONS, WITHOUT_ORIGIN } from "../exchange/cors-directive";
import { originOfItem } from "../exchange/trust";
import { messagesOf } from "../http/tree";
import { openReference, resolveWith } from "../http/value";
import { type Range, touches } from "../text/range";
import { isUnknown } from "../text/unknown";
import {
  CORS_DIRECTIVE,
  CREDENTIALS_MODES,
  DIRECTIVE_ORIGIN,
  DIRECTIVE_WITHOUT_ORIGIN,
  EXPECTED_OUTCOMES,
  ORIGIN_LISTS,
} from "../words/cors-directive";
import { code } from "./markdown";
import { whyOpen } from "./variable";

/** A comment `# @cors …`, its place in the document and what it says, in Markdown. */
interface ExplainedDirective {
  readonly paragraphs: readonly string[];
  readonly range: Range;
}

/** The `@cors` comment at an offset; null if there is none. */
export function directiveAt(analysis: Analysis, offset: number): ExplainedDirective | null {
  const { document } = analysis;
  const below = messagesOf(document).flatMap((message) => (message.kind === "request" ? message.directives : []));
  for (const anchor of [...document.topDirectives, ...below]) {
    const { key, value } = anchor;
    // With the `@` before the key.
    const range = document.rangeOf({ anchor, range: { start: key.start - 1, end: Math.max(key.end, value.end) } });
    const directive = touches(range, offset) ? corsDirective(anchor) : null;
    if (directive !== null) {
      return { paragraphs: paragraphsOf(analysis, directive), range };
    }
  }
  return null;
}

function paragraphsOf(analysis: Analysis, directive: CorsDirective): string[] {
  const { credentials, expect } = directive;
  const set = [
    ...originParagraphs(analysis, directive),
    ...(expect === null ? [] : [`Expects ${code(expect.value)}: ${EXPECTED_OUTCOMES[expect.value]}`]),
    ...listParagraphs(directive),
    ...(credentials === null ? [] : [`Credentials mode ${code(credentials)}: ${CREDENTIALS_MODES[credentials]}`]),
  ];
  const modes = Object.keys(CREDENTIALS_MODES).map(code).join(", ");
  const outcomes = EXPECTATIONS.map(code).join(", ");
  return [
    ...set,
    CORS_DIRECTIVE,
    `Settings: \`origin=\` with an origin or \`none\`; \`credentials=\` with ${modes}; \`expect=\` with ${outcomes}; \`trusted=\` and \`untrusted=\` with origins.`,
  ];
}

function listParagraphs({ directive, ...read }: CorsDirective): string[] {
  return (["trusted", "untrusted"] as const).flatMap((list) => {
    const origins = read[list].map((item) => {
      const value = originOfItem(directive, item);
      return code(isUnknown(value) ? item.text : value);
    });
    return origins.length === 0 ? [] : [`${LIST_TITLES[list]} ${origins.join(", ")}: ${ORIGIN_LISTS[list]}`];
  });
}

const LIST_TITLES = { trusted: "Trusts", untrusted: "Doesn't trust" } as const;

function originParagraphs(analysis: Analysis, { directive, origin, isWithoutOrigin }: CorsDirective): string[] {
  if (origin === null) {
    return isWithoutOrigin ? [`Page ${code(WITHOUT_ORIGIN)}: ${DIRECTIVE_WITHOUT_ORIGIN}`] : [];
  }
  const { document } = analysis;
  const value = resolveWith(origin.text, directive.references);
  if (!isUnknown(value)) {
    return [`Page ${code(value)}: ${DIRECTIVE_ORIGIN}`];
  }
  const open = openReference(origin.text, document.variables, document.startOf(directive) + origin.start);
  return [`Can't tell the page's origin. ${open === null ? "Its value isn't known." : whyOpen(analysis, open)}`];
}
