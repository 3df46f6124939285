/** `...`, `…`, `[...]`, `(snip)`, `# ...`: lines that the author left out. `...name` is a spread, not an elision. */
export function isElision(line: string): boolean {
  const text = line.trim();
  if (text.length > 120) {
    return false;
  }
  return (
    /^[.…⋮⋯ ]*(\.{3}|…|⋮|⋯|\. \. \.)[.…⋮⋯ ]*$/.test(text) ||
    /^[[(<](\.{3,}|…|snip)[^\])>]*[\])>]$/i.test(text) ||
    /^(#|\/\/)\s*(\.{3,}|…)/.test(text) ||
    /^(#|\/\/|<!--)\s*[^#]*\b(omitted|elided|left out|snip|(other|more|further) (headers?|fields?|lines?))\b/i.test(
      text,
    ) ||
    (/^(\.{3,}|…)/.test(text) && !/^\.{3}[A-Za-z_$]/.test(text))
  );
}

/**
 * A line in a head that stands for fields which are not shown: `{{headers}}`, `${headers}`, `<other headers>`, `[more headers]`,
 * `(headers omitted)`, `<!-- … -->`, `etc.`
 */
export function standsForFields(line: string): boolean {
  const text = line.trim();
  return (
    text.length <= 120 &&
    (/^\{\{[^{}]+\}\}$/.test(text) ||
      /^\$\{[^{}]+\}$/.test(text) ||
      /^<[A-Za-z][\w ,.'-]*>$/.test(text) ||
      /^\[[A-Za-z][\w ,.'-]*\]$/.test(text) ||
      /^\([A-Za-z][\w ,.'-]*\)$/.test(text) ||
      /^<!--.*-->$/.test(text) ||
      /^etc\.?$/i.test(text))
  );
}
