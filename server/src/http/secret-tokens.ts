import { isSecretHeader } from "../headers/secret-names";
import { memo, memoText } from "../text/memo";
import { isUnknown } from "../text/unknown";
import { secretsInField, tokensOf } from "./secret-texts";
import type { Message, PlacedSection, Section } from "./tree";

/** The tokens in the values of a document's secret headers, in lower case. */
export function secretTokensOf(sections: readonly PlacedSection[]): ReadonlySet<string> {
  const tokens = new Set<string>();
  for (const { section } of sections) {
    for (const token of tokensIn(section)) {
      tokens.add(token);
    }
  }
  return tokens;
}

const isSecret = memoText(isSecretHeader);

const tokensIn = memo(({ blocks }: Section): readonly string[] => {
  const found = blocks.flatMap(({ messages }) => messages.flatMap(tokensOfMessage));
  return found.length === 0 ? NONE : found;
});

const NONE: readonly string[] = [];

function tokensOfMessage({ fields, bareFields }: Message): readonly string[] {
  const secret = fields.filter(({ name }) => isSecret(name.text));
  const bare = bareFields.filter(({ name }) => isSecret(name.text));
  return secret.length === 0 && bare.length === 0
    ? NONE
    : [
        ...[...secret, ...bare].flatMap(({ name, value }) => tokensOfField(name.text, value.text)),
        ...secret.flatMap(({ name, resolved }) => (isUnknown(resolved) ? [] : tokensOfField(name.text, resolved))),
      ];
}

function tokensOfField(name: string, value: string): string[] {
  return secretsInField(name, value).flatMap(({ start, end }) => tokensOf(value.slice(start, end)));
}
