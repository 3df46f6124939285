/**
 * The mutations of a regular expression: without `^`, without `$`, without the flag `g`, and with `*` for each `+`.
 * @param {{ pattern: string, flags: string }} literal
 * @returns {{ mutation: string, pattern: string, flags: string }[]}
 */
export function mutatePattern({ pattern, flags }) {
  const mutations = [];
  if (pattern.startsWith("^")) {
    mutations.push({ mutation: "without `^`", pattern: pattern.slice(1), flags });
  }
  if (/(?<!\\)\$$/.test(pattern)) {
    mutations.push({ mutation: "without `$`", pattern: pattern.slice(0, -1), flags });
  }
  if (flags.includes("g")) {
    mutations.push({ mutation: "without `g`", pattern, flags: flags.replace("g", "") });
  }
  for (const position of plusQuantifiers(pattern)) {
    const starred = `${pattern.slice(0, position)}*${pattern.slice(position + 1)}`;
    mutations.push({ mutation: `\`+\` at ${position} → \`*\``, pattern: starred, flags });
  }
  return mutations;
}

/** The positions of each `+` that is neither escaped nor in a class. */
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
