/** A link or an image in a Markdown text. */
export interface MarkdownLink {
  readonly target: string;
  /** Starts at 1. */
  readonly line: number;
}

const FENCE = /^\s{0,3}(`{3,}|~{3,})/;
const INLINE =
  /!?\[(?:[^\][]|\[[^\][]*\](?:\([^()]*\))?)*\]\(\s*(?:<([^>]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/g;
const NESTED_IMAGE = /!\[[^\]]*\]\(\s*([^\s)]+)[^)]*\)/g;
const DEFINITION = /^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)>?/g;
const HTML = /<(?:a|img|source|video)\b[^>]*?\b(?:href|src|srcset)="([^"]*)"/g;

/** Returns the targets of all links and images outside of code. */
export function linksOf(markdown: string): MarkdownLink[] {
  // A link may be wrapped: the lines of a paragraph are read together.
  return paragraphsOf(markdown).flatMap(({ text, line }) => {
    const found = new Map<number, string>();
    for (const pattern of [INLINE, NESTED_IMAGE, DEFINITION, HTML]) {
      for (const match of text.matchAll(pattern)) {
        const target = match[1] ?? match[2] ?? "";
        found.set(match.index + match[0].lastIndexOf(target), target);
      }
    }
    return [...found].map(([offset, target]) => ({
      target,
      line: line + text.slice(0, offset).split("\n").length - 1,
    }));
  });
}

/** Returns the anchors of a text: its headings as GitHub writes them in URLs, and the ids of HTML elements. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const { text } of paragraphsOf(markdown, { keepCode: true })) {
    for (const [, , heading = ""] of text.matchAll(/^(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/gm)) {
      anchors.add(unique(slugOf(heading), anchors));
    }
    for (const [, id = ""] of text.matchAll(/<\w+\b[^>]*?\b(?:id|name)="([^"]*)"/g)) {
      anchors.add(id);
    }
  }
  return anchors;
}

function slugOf(heading: string): string {
  return heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]*>/g, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}

function unique(slug: string, taken: ReadonlySet<string>): string {
  let candidate = slug;
  for (let i = 1; taken.has(candidate); i++) {
    candidate = `${slug}-${i}`;
  }
  return candidate;
}

/** Paragraphs without fenced code, and without inline code unless it is kept. */
function paragraphsOf(markdown: string, { keepCode = false } = {}): { readonly text: string; readonly line: number }[] {
  const paragraphs: { text: string; line: number }[] = [];
  let fence: string | null = null;
  let lines: string[] = [];
  const all = [...markdown.split("\n"), ""];
  for (const [i, line] of all.entries()) {
    const mark = FENCE.exec(line)?.[1];
    const isFence = fence === null ? mark !== undefined : mark?.startsWith(fence) === true;
    if (line.trim() === "" || isFence || fence !== null) {
      if (lines.length > 0) {
        paragraphs.push({ text: lines.join("\n"), line: i - lines.length + 1 });
        lines = [];
      }
    } else {
      lines.push(line);
    }
    if (isFence) {
      fence = fence === null ? (mark ?? null) : null;
    }
  }
  return keepCode ? paragraphs : paragraphs.map(({ text, line }) => ({ text: withoutCode(text), line }));
}

/** The same length and lines, so that places stay true. */
function withoutCode(text: string): string {
  return text.replace(/(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, (code) => code.replace(/[^\n]/g, "·"));
}

/** What links may lead to. */
export interface Repository {
  /** Paths from the root, of files and folders. */
  readonly has: (path: string) => boolean;
  readonly read: (path: string) => string;
}

/** Links to a file of the project by its address in the repository. */
const OWN =
  /^https:\/\/(?:github\.com\/cors-lens\/cors-lens\/(?:blob|tree|raw)|raw\.githubusercontent\.com\/cors-lens\/cors-lens)\/main\//;

/** Returns a sentence for each link of a Markdown file that leads nowhere in the repository. Links to other sites aren't followed. */
export function brokenLinks(file: string, repository: Repository): string[] {
  return linksOf(repository.read(file)).flatMap(({ target, line }) => {
    const own = OWN.test(target);
    if (!own && /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(target)) {
      return [];
    }
    const [path = "", anchor = ""] = target.replace(OWN, "").split("#");
    const base = own || path.startsWith("/") ? "" : file.slice(0, file.lastIndexOf("/") + 1);
    const goal = path === "" && !own ? file : normalised(`${base}${decodeURI(path)}`);
    if (goal === null || !repository.has(goal)) {
      return [`${file}:${line}: there is no ${target}`];
    }
    if (anchor === "" || !goal.endsWith(".md")) {
      return [];
    }
    return anchorsOf(repository.read(goal)).has(decodeURIComponent(anchor))
      ? []
      : [`${file}:${line}: ${goal} has no heading for #${anchor}`];
  });
}

/** Without `.` and `..`; null if the path leaves the repository. */
function normalised(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split("/").filter((one) => one !== "" && one !== ".")) {
    if (part !== "..") {
      parts.push(part);
    } else if (parts.pop() === undefined) {
      return null;
    }
  }
  return parts.join("/");
}
