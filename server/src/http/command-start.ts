import { skipBlanks } from "../text/characters";
import { endOfWord, isGap, isLetter } from "./characters";
import { isUrlLike } from "./request-line";

/** What a command runs: `httpie` also means programs that read the same words, such as `xh`; `fetch` is a call in a script. */
export type Tool = "curl" | "httpie" | "fetch";

/** Where a line starts a command. */
export interface CommandStart {
  readonly tool: Tool;
  /** The offset of the name of the program or function. */
  readonly at: number;
  readonly hasPrompt: boolean;
  /** Whether the prompt is also the mark of a comment. */
  readonly isComment: boolean;
  /** Whether the line may also be a sentence or a comment, so that only an answer below shows that it is a command. */
  readonly needsAnswer: boolean;
}

/** Longer than a prompt, and than the words before the name of a program. */
const MAX_START = 300;

/** The character that ends the prompt of a POSIX shell. */
const SIGN = "[$%#>❯➜λ»▶]";

const PROMPT = [
  // `user@host:~/dir (main)$`, `user@host ~ %`, `[user@host dir]#`
  `[\\w.-]{1,60}@[\\w.-]{1,60}[^"'|;$%#>❯➜λ»▶]{0,100}${SIGN}`,
  `\\[[\\w.-]{1,60}@[^\\]"'|;]{0,100}\\][ \\t]*${SIGN}`,
  // `host:~ user$`
  "[\\w.-]{1,60}:[~/][^\\s\"'|;$#%>]{0,100}[ \\t]+[\\w.-]{1,60}[$#%]",
  // `➜  dir git:(main) ✗`
  "➜[ \\t]+[\\w.~/-]{1,100}(?:[ \\t]+git:\\([^)\\s]{0,100}\\))?(?:[ \\t]+✗)?",
  // `~/dir $`, `/ #`, `~/dir main* ❯`
  `[~/][^\\s"'|;$#%>❯➜λ»▶]{0,100}[ \\t]*${SIGN}`,
  "[^\"'|;$#%>❯➜λ]{1,100}[❯➜λ]",
  // `bash-5.1$`
  "(?:ba|z|k|da|a)?sh(?:-[\\d.]{1,10})?[$#%]",
  // `PS C:\dir>`, `C:\dir>`
  "PS(?:[ \\t]+(?:[A-Za-z]:[\\\\/]|[/~])[^>\"'|]{0,150})?>",
  "[A-Za-z]:\\\\[^>\"'|]{0,150}>",
  SIGN,
].join("|");

/** `sudo`, `time`, `NAME=value` */
const BEFORE =
  "(?:sudo(?:[ \\t]+-[A-Za-z]+)*|time(?:[ \\t]+-p)?|command|exec|nohup|winpty|env|[A-Za-z_]\\w*=(?:\"[^\"]*\"|'[^']*'|[^\\s\"'|;&<>]*))[ \\t]+";

const PATH = "(?:[A-Za-z]:)?~?(?:[\\w.-]*[\\\\/])+";

const START = new RegExp(
  `^((?:\\([\\w. -]{1,40}\\)[ \\t]*)?(${PROMPT})?[ \\t]*(?:${BEFORE}){0,8}(?:${PATH})?)(curl|https?|xhs?)(?:\\.exe)?[ \\t]+`,
  "u",
);

const PROMPT_LINE = new RegExp(`^(?:${PROMPT})[ \\t]`, "u");

/** Whether a line starts with the prompt of a shell, whatever the command after it. */
export function beginsWithPrompt(text: string, first: number, to: number): boolean {
  return mayStart(text.charCodeAt(first)) && PROMPT_LINE.test(text.slice(first, Math.min(to, first + MAX_START)));
}

/** The command that a line starts, after a prompt or without one; null if it doesn't. An option or a URL has to follow the program's name. */
export function commandAt(text: string, first: number, to: number): CommandStart | null {
  if (!mayStart(text.charCodeAt(first))) {
    return null;
  }
  const line = text.slice(first, Math.min(to, first + MAX_START));
  return programAt(text, first, to, line) ?? fetchAt(text, first, line);
}

function programAt(text: string, first: number, to: number, line: string): CommandStart | null {
  // Most lines don't have the name of a program.
  if (!/(?:curl|https?|xhs?)(?:\.exe)?[ \t]/.test(line)) {
    return null;
  }
  const [all = "", before = "", prompt = "", name = ""] = START.exec(line) ?? [];
  const next = first + all.length;
  if (name === "" || next >= to) {
    return null;
  }
  const tool = name === "curl" ? "curl" : "httpie";
  const hasPrompt = prompt !== "";
  const isComment = prompt === "#";
  const likelihood = tool === "curl" ? likelyCurl(text, next, to) : likelyHttpie(text, next, to, name);
  return likelihood === "no"
    ? null
    : {
        tool,
        at: first + before.length,
        hasPrompt,
        isComment,
        needsAnswer: isComment || (likelihood === "maybe" && !hasPrompt),
      };
}

/** `const response = await fetch(`, `> fetch(` as in a console. */
const CALL =
  /^(?:(>)[ \t]+)?(?:(?:export[ \t]+)?(?:const|let|var)[ \t]+(?:[\w$]+|\{[^{}]*\})[ \t]*(?::[^=]*)?=[ \t]*|[\w$.]+[ \t]*=[ \t]*|return[ \t]+)?(?:\([ \t]*){0,4}(?:(?:await|void)[ \t]+)?(?:\([ \t]*){0,4}(?:(?:await)[ \t]+)?(?:(?:window|self|globalThis)\.)?(?=fetch[ \t]*\()/;

/** The call of `fetch()` that a line starts, as a statement or as the value of a variable. */
function fetchAt(text: string, first: number, line: string): CommandStart | null {
  if (!line.includes("fetch")) {
    return null;
  }
  const [before, prompt] = CALL.exec(line) ?? [];
  if (before === undefined) {
    return null;
  }
  const at = first + before.length;
  const hasPrompt = prompt !== undefined;
  const open = text.indexOf("(", at) + 1;
  // People and formatters break the line before a long URL.
  const hasUrl = /^[ \t]*(?:\r?\n[ \t>]*)?(?:new URL\([ \t]*)?(?:["']|`(?!``))/.test(
    text.slice(open, open + MAX_START),
  );
  return { tool: "fetch", at, hasPrompt, isComment: false, needsAnswer: !hasUrl };
}

/** The characters that start a command or a prompt: not those of most lines of JSON and HTML. */
function mayStart(code: number): boolean {
  return isLetter(code) || code > 127 || "$%>#[(~/\\._".includes(String.fromCharCode(code));
}

/** Whether words are those of a command: `maybe` if they may also be a sentence. */
type Likelihood = "yes" | "maybe" | "no";

function likelyCurl(text: string, at: number, to: number): Likelihood {
  const isCurl = isOptionOrQuote(text, at, to) || isUrlWord(text, at, endOfWord(text, at, to));
  return isCurl ? "yes" : "no";
}

function isOptionOrQuote(text: string, at: number, to: number): boolean {
  switch (text[at]) {
    case "-":
      return at + 1 < to && !isGap(text.charCodeAt(at + 1));
    case '"':
    case "'":
    case "\\":
    case "^":
    case "`":
    case ">":
      return true;
    case "1":
    case "2":
      return text[at + 1] === ">" || isUrlWord(text, at, endOfWord(text, at, to));
    case "$":
      return isLetter(text.charCodeAt(at + 1)) || text[at + 1] === "{";
    default:
      return false;
  }
}

/** More words than any command has in front of its URL. */
const MAX_WORDS_BEFORE_URL = 16;

/** `[options] [METHOD] URL`. `http` is also a word of sentences, so a method, an option or a URL that only HTTPie knows has to show what it is. */
function likelyHttpie(text: string, from: number, to: number, name: string): Likelihood {
  let isSure = name.startsWith("xh");
  let afterOption = false;
  let i = from;
  for (let words = 0; i < to && words < MAX_WORDS_BEFORE_URL; words++) {
    const end = endOfWord(text, i, to);
    const start = text[i] === '"' || text[i] === "'" ? i + 1 : i;
    const word = text.slice(start, Math.min(end, start + 200));
    if (/^-{1,2}[A-Za-z]/.test(word)) {
      isSure = true;
      afterOption = true;
    } else if (/^(:\d|:\/\w|https?:\/\/)/.test(word)) {
      return "yes";
    } else if (!/^[/*<]/.test(word) && (isUrlWord(text, start, end) || /^\$\w/.test(word))) {
      return isSure ? "yes" : "maybe";
    } else if (/^(?:[A-Z]{3,}|get|head|post|put|patch|delete|options)$/.test(word)) {
      isSure = true;
      afterOption = false;
    } else if (/^[\\^`]$/.test(word)) {
      return isSure ? "yes" : "no";
    } else if (afterOption) {
      afterOption = false;
    } else {
      return "no";
    }
    i = skipBlanks(text, end, to);
  }
  return "no";
}

/** Whether a word is a URL, with or without a scheme, a user and a password. */
export function isUrlWord(text: string, from: number, to: number): boolean {
  const word = text.slice(from, Math.min(to, from + MAX_START));
  const user = /^[^\s@/?#"']+@/.exec(word)?.[0].length ?? 0;
  return isUrlLike(text, from + user, to) || word.startsWith("[", user);
}
