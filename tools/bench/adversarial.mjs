import { measured, processorTimeOf, shown } from "./measured.mjs";

/** Above this, twice the text takes more than twice the time. */
const MOST = 2.6;
/** A text is made as long, and analysed as often, as it takes for this many milliseconds, so that the clock and the collector do not decide. */
const LEAST_MS = 40;
const MOST_LENGTH = 1_000_000;
const ROUNDS = 5;
/** A second look, with more rounds, for what another program on the machine may have slowed down. */
const SECOND_LOOKS = 3;

const EXCHANGE = (url, more = "") =>
  `GET ${url}\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com/\n${more}\n###\n`;
const PREFLIGHT =
  "OPTIONS https://api.example.com/a\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PUT\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: GET\n\n###\n";
const PUT =
  "PUT https://api.example.com/a\nOrigin: https://app.example.com\nContent-Type: application/json\n\n{}\n\nHTTP/1.1 200 OK\n\n###\n";
const HEAD = "GET https://api.example.com/\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\n";

/** Texts of a size. Each is one that some step could take quadratic time for. */
const INPUTS = {
  "one long line": (n) => "a".repeat(n),
  "one long body line": (n) => `${HEAD}\n${"{".repeat(n)}`,
  "one long target": (n) => `GET https://api.example.com/${"a".repeat(n)}\nOrigin: https://app.example.com\n`,
  "one long header value": (n) => `${HEAD}Access-Control-Allow-Origin: ${"a, ".repeat(n / 3)}\n`,
  "one long list of names": (n) => `${HEAD}Access-Control-Expose-Headers: ${"x-a b,".repeat(n / 6)}\n`,
  "one long header name": (n) => `${HEAD}${"Access-Control-".repeat(n / 15)}: a\n`,
  separators: (n) => "###\n".repeat(n / 4),
  "titles that may be headings": (n) =>
    `POST https://api.example.com/\nContent-Type: text/markdown\n\n${"### a\n".repeat(n / 6)}`,
  "one header again and again": (n) =>
    `${HEAD}${"Access-Control-Allow-Origin: https://app.example.com\n".repeat(n / 53)}`,
  "one misspelt header again and again": (n) => `${HEAD}${"Access-Control-Allow-Orign: *\n".repeat(n / 30)}`,
  "many headers": (n) => HEAD + Array.from({ length: n / 16 }, (_, i) => `X-Header-${i}: a\n`).join(""),
  "folded lines": (n) => `${HEAD}X-A: a\n${"  b\n".repeat(n / 4)}`,
  "continued targets": (n) => `GET https://api.example.com/\n${"  ?a=b\n".repeat(n / 7)}`,
  "requests of one URL": (n) => EXCHANGE("https://api.example.com/a").repeat(n / 130),
  "answers of one URL without the header": (n) =>
    "GET https://api.example.com/a\n\nHTTP/1.1 200 OK\n\n###\n".repeat(n / 52),
  "answers of one URL, with and without an origin": (n) =>
    `${EXCHANGE("https://api.example.com/a")}GET https://api.example.com/a\n\nHTTP/1.1 200 OK\n\n###\n`.repeat(n / 182),
  "one preflight and many requests": (n) => PREFLIGHT + PUT.repeat(n / 118),
  "many preflights and many requests of one URL": (n) => (PREFLIGHT + PUT).repeat(n / 330),
  "a redirect to itself": (n) =>
    "GET https://api.example.com/a\nOrigin: https://app.example.com\n\nHTTP/1.1 302 Found\nLocation: /a\nAccess-Control-Allow-Origin: *\n\n###\n".repeat(
      n / 128,
    ),
  "requests without answers": (n) => "GET https://api.example.com/a\n\n".repeat(n / 31),
  "answers without requests": (n) => "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: a b\n\n".repeat(n / 51),
  directives: (n) => `${"# @cors origin=x y=z\n".repeat(n / 21)}${HEAD}`,
  "one variable again and again": (n) => "@a = b\n".repeat(n / 7) + HEAD,
  "variables that name each other": (n) =>
    `${Array.from({ length: n / 40 }, (_, i) => `@a${i} = {{a${i + 1}}}{{a${i + 1}}}\n`).join("")}GET {{a0}}\n`,
  references: (n) => `GET https://api.example.com/${"{{a}}".repeat(n / 5)}\n`,
  "braces that are not closed": (n) => `GET https://api.example.com/${"{{".repeat(n / 2)}\n`,
  comments: (n) => "# a\n".repeat(n / 4),
  "scripts that are not closed": (n) => "> {%\n".repeat(n / 5),
  "block comments that are not closed": (n) => "/*\n".repeat(n / 3),
  "a curl command with many options": (n) => `curl https://api.example.com/${" -H 'X-A: b' \\\n".repeat(n / 15)}\n`,
  "quotes that are not closed": (n) => `curl 'https://api.example.com/\n${"a\n".repeat(n / 2)}`,
  "a transcript": (n) => `> GET / HTTP/1.1\n> Host: a.example\n>\n${"< X-A: b\n".repeat(n / 9)}`,
  NUL: (n) => "\0".repeat(n),
  "lone surrogates": (n) => "\ud800".repeat(n),
  "mixed line ends": (n) => "GET /\r\nA: b\r\n\n\r".repeat(n / 14),
  "carriage returns": (n) => "\r".repeat(n),
  newlines: (n) => "\n".repeat(n),
};

const FENCE = "```";
const MARKDOWN = {
  "fences of Markdown": (n) => `${FENCE}http\n${FENCE}\n`.repeat(n / 12),
  "fences that are not closed": (n) => `${FENCE}http\n`.repeat(n / 8),
  "fences in fences": (n) => Array.from({ length: Math.sqrt(n) | 0 }, (_, i) => `${"`".repeat(i + 3)}http\n`).join(""),
  "quoted fences": (n) => `> ${FENCE}http\n>> a\n`.repeat(n / 15),
  "quote marks": (n) => `${FENCE}http\n${">".repeat(n)}`,
  "list markers": (n) => `${FENCE}http\n${FENCE}\n${"- ".repeat(n / 2)}`,
  "prose around a fence": (n) => `${"words and words\n\n".repeat(n / 17)}${FENCE}http\nGET /\n${FENCE}\n`,
};

/** Every character that a regular expression of ours repeats, in the places where one looks for it. */
const REPEATED = [
  " ",
  "\t",
  "#",
  "-",
  ".",
  "a",
  "A",
  "1",
  "/",
  ":",
  ",",
  ";",
  "=",
  "`",
  "~",
  ">",
  "<",
  "{",
  "}",
  "%",
  "?",
  "&",
  "@",
  '"',
  "'",
  "*",
  "_",
  "(",
  "[",
  "\\",
];
const PLACES = {
  "a line": (run) => `${run}\n`,
  "a target": (run) => `GET ${run}\n`,
  "a value": (run) => `${HEAD}Access-Control-Allow-Origin: ${run}\n`,
  "a list": (run) => `${HEAD}Access-Control-Expose-Headers: a${run}b\n`,
  "a directive": (run) => `# @cors origin${run}=a\n${HEAD}`,
  "a status line": (run) => `HTTP/1.1 ${run}\n`,
};

/** Each input at three lengths, of which each is twice the one before. */
export async function adversarial() {
  const rows = [];
  const doubled = async (name, carrier, make) => {
    const ratio = await ratioOf(carrier, make);
    rows.push([name, shown(ratio), ratio < MOST ? "linear" : "**more than linear**"]);
  };
  for (const [name, make] of Object.entries(INPUTS)) {
    await doubled(name, "http", make);
  }
  for (const [name, make] of Object.entries(MARKDOWN)) {
    await doubled(name, "markdown", make);
  }
  for (const [place, around] of Object.entries(PLACES)) {
    for (const character of REPEATED) {
      await doubled(`${JSON.stringify(character)} in ${place}`, "http", (n) => around(character.repeat(n)));
    }
  }
  const slow = rows.filter(([, , verdict]) => verdict !== "linear");
  const plain = rows.length - slow.length;
  return {
    title: "Odd inputs",
    text: [
      `The ratio of the time for twice the text to the time for the text, in the mean of two doublings: below ${MOST} is linear. ${plain} of ${rows.length} inputs are. The table shows the usual ones and all that are not linear.`,
    ],
    head: ["text", "ratio", ""],
    rows: [
      ...rows.filter(([name]) => name in INPUTS || name in MARKDOWN),
      ...slow.filter(([name]) => !(name in INPUTS || name in MARKDOWN)),
    ],
    failed: slow.length > 0,
  };
}

async function ratioOf(carrier, make) {
  const { analyse, DEFAULT_SETTINGS } = await measured();
  let times = 1;
  const time = (text) =>
    processorTimeOf(() => {
      for (let i = 0; i < times; i++) {
        analyse(text, carrier, DEFAULT_SETTINGS);
      }
    });
  let n = 4_000;
  while (n < MOST_LENGTH && time(make(n)) < LEAST_MS) {
    n *= 2;
  }
  times = Math.ceil(LEAST_MS / Math.max(1, time(make(n))));
  const texts = [make(n), make(2 * n), make(4 * n)];
  let ratio = Number.POSITIVE_INFINITY;
  for (let look = 0; look < SECOND_LOOKS && ratio >= MOST; look++) {
    const best = texts.map(() => Number.POSITIVE_INFINITY);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, text] of texts.entries()) {
        best[i] = Math.min(best[i], time(text));
      }
    }
    // The collector comes in steps, so that one doubling may cost more than it should and the next one less.
    ratio = Math.min(ratio, Math.sqrt(best[2] / best[0]));
  }
  return ratio;
}
