/** A regular expression without its anchors, without its flag `g`, and with `*` for each `+`. */
export function alteredPatterns({ pattern, flags }) {
  const altered = [];
  if (pattern.startsWith("^")) {
    altered.push({ mutation: "without `^`", pattern: pattern.slice(1), flags });
  }
  if (/(?<!\\)\$$/.test(pattern)) {
    altered.push({ mutation: "without `$`", pattern: pattern.slice(0, -1), flags });
  }
  if (flags.includes("g")) {
    altered.push({ mutation: "without `g`", pattern, flags: flags.replace("g", "") });
  }
  for (const position of plusQuantifiers(pattern)) {
    const text = `${pattern.slice(0, position)}*${pattern.slice(position + 1)}`;
    altered.push({ mutation: `\`+\` at ${position} as \`*\``, pattern: text, flags });
  }
  return altered;
}

/** Where a pattern has a `+` that is neither escaped nor in a class. */
function plusQuantifiers(pattern) {
  const positions = [];
  let inClass = false;
  for (let position = 0; position < pattern.length; position++) {
    const character = pattern[position];
    if (character === "\\") {
      position++;
    } else if (character === "[" || character === "]") {
      inClass = character === "[";
    } else if (character === "+" && !inClass) {
      positions.push(position);
    }
  }
  return positions;
}
