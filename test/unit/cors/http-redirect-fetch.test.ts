import { strict as assert } from "node:assert";
import { ENGINES, type Engine } from "../../../server/src/cors/engines";
import { type FetchRequest, fetchRequest } from "../../../server/src/cors/fetch-request";
import { hasLocation, httpRedirectFetch, type Redirect } from "../../../server/src/cors/http-redirect-fetch";
import { isUnknown, Unknown } from "../../../server/src/text/unknown";
import { headers, ORIGIN, OTHER, request, response, summary, THIRD, value } from "./messages";

/** The request to the next URL; the test fails if there is none. */
function next(from: FetchRequest, status: number, location: string, engine: Engine): FetchRequest {
  const redirect = httpRedirectFetch(from, response(status, `Location: ${location}`), engine);
  assert.ok(redirect !== null && redirect.next !== null);
  return redirect.next;
}

/** A request after redirects with status 307. */
function follow(from: FetchRequest, locations: readonly string[], engine: Engine): FetchRequest {
  return locations.reduce((made, location) => next(made, 307, location, engine), from);
}

function requestTo(url: string, method = "GET", lines: readonly string[] = []): FetchRequest {
  return fetchRequest(value(url), request(method, lines));
}

function namesOf({ headers: list }: FetchRequest): readonly string[] {
  return list.headers.map(({ name }) => name);
}

describe("HTTP-redirect fetch: whether the redirect is followed", () => {
  interface Row {
    readonly title: string;
    readonly from?: string;
    readonly status?: string;
    readonly lines: readonly string[];
    /** `null` if the response doesn't redirect. */
    readonly expected: readonly string[] | null;
    readonly leadsTo?: string;
  }
  const SUCCESS = ["success http-redirect-fetch 22"];
  const OPEN = ["undetermined http-redirect-fetch 3", "open http-redirect-fetch 3"];
  const failing = (number: string, subject = ""): readonly string[] => [
    `failure http-redirect-fetch ${number}`,
    `fails http-redirect-fetch ${number}${subject}`,
  ];

  const rows: readonly Row[] = [
    { title: "step 3: no redirect status", status: "200", lines: ["Location: /b"], expected: null },
    { title: "step 4: no Location", lines: [], expected: null },
    { title: "step 4: an unknown status without Location", status: "{{s}}", lines: [], expected: null },
    { title: "step 3: an unknown status", status: "{{s}}", lines: ["Location: /b"], expected: OPEN },
    { title: "step 3: an unknown Location", lines: ["Location: {{u}}"], expected: OPEN },
    { title: "step 3: an elided Location", lines: ["..."], expected: OPEN },
    { title: "step 3: relative to an unknown URL", from: "{{u}}", lines: ["Location: /b"], expected: OPEN },
    {
      title: "step 3: absolute, at an unknown URL",
      from: "{{u}}",
      lines: [`location: ${OTHER}/b`],
      expected: SUCCESS,
      leadsTo: `${OTHER}/b`,
    },
    { title: "step 3: relative", lines: ["Location: b"], expected: SUCCESS, leadsTo: `${OTHER}/a/b` },
    {
      title: "step 4: with the fragment of the current URL",
      from: `${OTHER}/a/#x`,
      lines: ["Location: b"],
      expected: SUCCESS,
      leadsTo: `${OTHER}/a/b#x`,
    },
    {
      title: "step 4: with a fragment of its own",
      from: `${OTHER}/a/#x`,
      lines: ["Location: b#y"],
      expected: SUCCESS,
      leadsTo: `${OTHER}/a/b#y`,
    },
    { title: "step 5: no URL", lines: ["Location: http://["], expected: failing("5") },
    { title: "step 6: neither HTTP nor HTTPS", lines: ["Location: ftp://b.test/"], expected: failing("6", " ftp") },
    { title: "step 6: HTTP", lines: ["Location: http://c.test/"], expected: SUCCESS, leadsTo: "http://c.test/" },
    {
      title: "step 9: a user name",
      lines: ["Location: https://u@c.test/"],
      expected: failing("9"),
      leadsTo: "https://u@c.test/",
    },
    {
      title: "step 9: a password",
      lines: ["Location: https://:p@c.test/"],
      expected: failing("9"),
      leadsTo: "https://:p@c.test/",
    },
    {
      title: "step 9: neither, in spite of the signs",
      lines: ["Location: https://:@c.test/"],
      expected: SUCCESS,
      leadsTo: "https://c.test/",
    },
    {
      title: "step 9: a user name, away from the page's origin",
      from: ORIGIN,
      lines: ["Location: https://u@c.test/"],
      expected: failing("9"),
      leadsTo: "https://u@c.test/",
    },
    {
      title: "step 10: a user name, to the page's origin",
      lines: ["Location: https://u@app.example.com/"],
      expected: failing("10"),
      leadsTo: "https://u@app.example.com/",
    },
    {
      title: "step 22: to the page's origin",
      lines: [`Location: ${ORIGIN}/b`],
      expected: SUCCESS,
      leadsTo: `${ORIGIN}/b`,
    },
  ];
  for (const { title, from, status, lines, expected, leadsTo } of rows) {
    it(title, () => {
      const code = value(status ?? "302");
      const made = requestTo(from ?? `${OTHER}/a/`);
      for (const engine of ENGINES) {
        const redirect = httpRedirectFetch(
          made,
          { status: typeof code === "string" ? Number(code) : code, headers: headers(...lines) },
          engine,
        );
        assert.deepEqual(redirect === null ? null : summary(redirect.outcome), expected, engine);
        assert.equal(redirect?.next?.urlList.at(-1), leadsTo, engine);
        assert.ok(steps(redirect).every(({ header }) => header === "Location"));
      }
    });
  }
  function steps(redirect: Redirect | null): Redirect["outcome"]["failures"] {
    return redirect === null ? [] : [...redirect.outcome.failures, ...redirect.outcome.undetermined];
  }

  it("step 3: reads an empty Location as each engine does", () => {
    const results = ENGINES.map((engine) => {
      const redirect = httpRedirectFetch(requestTo(`${OTHER}/a`), response(302, "Location:"), engine);
      return redirect === null ? "none" : redirect.outcome.step.number;
    });
    assert.deepEqual(results, ["22", "none", "22", "5"]);
  });
  it("step 3: takes an empty Location for none at a status that only WebKit follows", () => {
    const shown = response(309, "Location:");
    assert.equal(hasLocation(shown, "webkit"), false);
    assert.equal(hasLocation(response(308, "Location:"), "webkit"), true);
    assert.equal(httpRedirectFetch(requestTo(OTHER), shown, "webkit"), null);
    assert.equal(hasLocation(response(new Unknown(null), "Location:"), "webkit"), true);
  });

  it("step 3: reads several Locations as each engine does", () => {
    const read = (engine: Engine, ...lines: string[]): string => {
      const redirect = httpRedirectFetch(requestTo(`${OTHER}/a/`), response(302, ...lines), engine);
      return redirect?.outcome.failures[0]?.number ?? String(redirect?.next?.urlList.at(-1));
    };
    const same = ENGINES.map((engine) => read(engine, "Location: b", "location: b"));
    assert.deepEqual(same, ["5", `${OTHER}/a/b`, `${OTHER}/a/b`, `${OTHER}/a/b,%20b`]);
    const empty = ENGINES.map((engine) => read(engine, "Location:", "location:"));
    assert.deepEqual(empty, ["5", "undefined", `${OTHER}/a/`, `${OTHER}/a/,`]);
    const unknown = ENGINES.map((engine) => read(engine, "Location: b", "location: {{u}}"));
    assert.deepEqual(unknown, ["5", `${OTHER}/a/b`, `${OTHER}/a/b`, "undefined"]);
  });
  it("step 3: doesn't know whether an unknown status redirects to several Locations", () => {
    const shown = response(new Unknown(null), "Location: b", "Location: b");
    assert.deepEqual(httpRedirectFetch(requestTo(OTHER), shown, "fetch")?.outcome.result, "undetermined");
  });
  it("step 3: doesn't read a Location with whitespace before its colon in Firefox and WebKit", () => {
    const redirecting = ENGINES.filter(
      (engine) => httpRedirectFetch(requestTo(OTHER), response(302, "Location : /b"), engine) !== null,
    );
    assert.deepEqual(redirecting, ["fetch", "chromium"]);
  });
  it("step 3: follows further statuses in WebKit", () => {
    const redirecting = ENGINES.filter(
      (engine) => httpRedirectFetch(requestTo(OTHER), response(310, "Location: /b"), engine) !== null,
    );
    assert.deepEqual(redirecting, ["webkit"]);
  });
  it("knows whether there is a Location at all", () => {
    const answers = (...lines: string[]) => ENGINES.map((engine) => hasLocation(response(302, ...lines), engine));
    assert.deepEqual(answers("Location: /b"), [true, true, true, true]);
    assert.deepEqual(answers("Location: {{u}}"), [true, true, true, true]);
    assert.deepEqual(answers("Location:"), [true, false, true, true]);
    assert.deepEqual(answers("Location: /b", "Location: /c"), [true, true, true, true]);
    assert.deepEqual(answers(), [false, false, false, false]);
    assert.deepEqual(answers("...").map(isUnknown), [true, true, true, true]);
  });

  it("step 7: follows 20 redirects", () => {
    const after = (redirects: number): FetchRequest => ({
      ...requestTo(OTHER),
      urlList: [OTHER, ...Array.from({ length: redirects }, () => OTHER)],
    });
    const answer = response(302, "Location: /b");
    const outcome = (redirects: number) => httpRedirectFetch(after(redirects), answer, "fetch")?.outcome;
    assert.equal(outcome(19)?.result, "success");
    assert.deepEqual(outcome(20)?.failures, [
      { algorithm: "http-redirect-fetch", number: "7", header: "Location", subject: null },
    ]);
  });
  it("step 9: allows a user name at the page's origin, except in Chromium", () => {
    const answer = response(302, "Location: https://u@app.example.com/");
    for (const engine of ENGINES) {
      const failures = httpRedirectFetch(requestTo(ORIGIN), answer, engine)?.outcome.failures.map(
        (step) => step.number,
      );
      assert.deepEqual(failures, engine === "chromium" ? ["9"] : [], engine);
    }
  });
});

describe("HTTP-redirect fetch: step 12", () => {
  const rows: readonly (readonly [status: number, method: string, expected: string])[] = [
    [301, "POST", "GET"],
    [301, "PUT", "PUT"],
    [301, "GET", "GET"],
    [302, "POST", "GET"],
    [302, "DELETE", "DELETE"],
    [303, "POST", "GET"],
    [303, "PUT", "GET"],
    [303, "HEAD", "HEAD"],
    [303, "GET", "GET"],
    [307, "POST", "POST"],
    [308, "POST", "POST"],
  ];
  for (const [status, method, expected] of rows) {
    it(`${status}: ${method} to ${expected}`, () => {
      for (const engine of ENGINES) {
        const made = requestTo(OTHER, method, ["Content-Type: a/b", "X-A: 1"]);
        const redirected = next(made, status, "/b", engine);
        assert.equal(redirected.method, expected, engine);
        assert.deepEqual(namesOf(redirected), method === expected ? ["Content-Type", "X-A"] : ["X-A"], engine);
      }
    });
  }
  it("removes the body's headers", () => {
    const body = ["Content-Encoding", "Content-Language", "Content-Location", "CONTENT-TYPE"];
    const made = requestTo(
      OTHER,
      "POST",
      [...body, "Content-Disposition"].map((name) => `${name}: a`),
    );
    assert.deepEqual(namesOf(next(made, 303, "/b", "fetch")), ["Content-Disposition"]);
  });
  it("removes them for good, or restores them at the next redirect", () => {
    const givingBack = ENGINES.filter((engine) => {
      const get = next(requestTo(OTHER, "POST", ["Content-Type: a/b"]), 303, "/b", engine);
      return namesOf(follow(get, ["/c"], engine)).includes("Content-Type");
    });
    assert.deepEqual(givingBack, ["firefox", "webkit"]);
  });
  it("changes DELETE to GET in WebKit if the redirect leaves the origin", () => {
    const turning = (method: string, location: string): readonly Engine[] =>
      ENGINES.filter((engine) => next(requestTo(OTHER, method), 307, location, engine).method === "GET");
    assert.deepEqual(turning("DELETE", THIRD), ["webkit"]);
    assert.deepEqual(turning("DELETE", "/b"), []);
    assert.deepEqual(turning("PUT", THIRD), []);
  });
  it("removes client hints in Chromium if the redirect leads away from the page's origin", () => {
    const hints = ["Device-Memory", "Downlink", "DPR", "ECT", "RTT", "Viewport-Width", "Width"];
    const lines = [...hints, "Save-Data"].map((name) => `${name}: 1`);
    const left = (location: string, engine: Engine): readonly string[] =>
      namesOf(follow(requestTo(ORIGIN, "GET", lines), [location], engine));
    for (const engine of ENGINES) {
      assert.deepEqual(left(OTHER, engine), engine === "chromium" ? ["Save-Data"] : [...hints, "Save-Data"], engine);
      assert.deepEqual(left("/b", engine), [...hints, "Save-Data"], engine);
    }
  });
});

describe("HTTP-redirect fetch: step 13", () => {
  const AUTHORIZATION = ["AUTHORIZATION: x", "X-A: 1"];
  /** The engines that send Authorization after the redirects. */
  const sending = (from: string, ...locations: readonly string[]): readonly Engine[] =>
    ENGINES.filter((engine) =>
      namesOf(follow(requestTo(from, "GET", AUTHORIZATION), locations, engine)).includes("AUTHORIZATION"),
    );

  it("removes Authorization if the redirect leaves the origin", () => {
    assert.deepEqual(sending(OTHER, THIRD), []);
    assert.deepEqual(sending(ORIGIN, OTHER), []);
  });
  it("keeps it if the redirect stays", () => {
    assert.deepEqual(sending(OTHER, "/b"), ENGINES);
    assert.deepEqual(sending(OTHER, "/b", "/c", "/d"), ENGINES);
  });
  it("restores it in Firefox at the next redirect that stays", () => {
    assert.deepEqual(sending(OTHER, THIRD, "/b"), ["firefox"]);
    assert.deepEqual(sending(OTHER, "/b", THIRD, "/c"), ["firefox"]);
  });
  it("keeps every other header", () => {
    assert.deepEqual(namesOf(follow(requestTo(OTHER, "GET", AUTHORIZATION), [THIRD], "fetch")), ["X-A"]);
  });
});

describe("HTTP-redirect fetch: the next request", () => {
  it("keeps the other values of the page's request", () => {
    const made = requestTo(OTHER, "PUT", ["Authorization: x", "..."]);
    const redirected = follow(made, [THIRD], "fetch");
    assert.equal(redirected.origin, ORIGIN);
    assert.equal(redirected.credentialsMode, "omit");
    assert.deepEqual(redirected.pageHeaders, made.headers);
    assert.deepEqual(redirected.headers, { headers: [], complete: false });
    assert.deepEqual(redirected.urlList, [OTHER, `${THIRD}/`]);
  });
  it("is basic only until it leaves the page's origin", () => {
    const tainting = (from: string, ...locations: readonly string[]): string =>
      follow(requestTo(from), locations, "fetch").responseTainting;
    assert.equal(tainting(ORIGIN, "/b"), "basic");
    assert.equal(tainting(ORIGIN, OTHER), "cors");
    assert.equal(tainting(ORIGIN, OTHER, ORIGIN), "cors");
  });
  it("knows whether an earlier request had a preflight", () => {
    const was = (made: FetchRequest, ...locations: readonly string[]): boolean =>
      follow(made, locations, "fetch").wasPreflighted;
    assert.equal(was(requestTo(OTHER, "PUT"), "/b"), true);
    assert.equal(was(requestTo(OTHER, "GET"), "/b"), false);
    assert.equal(was(requestTo(OTHER, "{{m}}"), "/b"), false);
    assert.equal(was(requestTo(ORIGIN, "PUT"), "/b"), false);
    assert.equal(was(requestTo(ORIGIN, "PUT"), OTHER), false);
    assert.equal(was(requestTo(ORIGIN, "PUT"), OTHER, "/b"), true);
    const get = next(requestTo(OTHER, "PUT"), 303, "/b", "fetch");
    assert.equal(was(get, "/c"), true);
  });
});
