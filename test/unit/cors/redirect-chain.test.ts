import { strict as assert } from "node:assert";
import { ENGINES, type Engine } from "../../../server/src/cors/engines";
import { type FetchRequest, fetchRequest } from "../../../server/src/cors/fetch-request";
import { chainVerdict, type Hop, type HopVerdict, judgeHop } from "../../../server/src/cors/redirect-chain";
import { ORIGIN, OTHER, request, response, summary, THIRD } from "./messages";

const ALLOW = `Access-Control-Allow-Origin: ${ORIGIN}`;
const AWAY = `Location: ${THIRD}`;
const TO_CREDENTIALS = "Location: https://u@c.test";

const OWN = fetchRequest(`${ORIGIN}/a`, request("GET"));
const CROSS = fetchRequest(`${OTHER}/a`, request("GET"));

const TRACE = fetchRequest(`${ORIGIN}/a`, request("TRACE"));

interface Row extends Partial<Hop> {
  readonly title: string;
  readonly request: FetchRequest;
  readonly verdict: HopVerdict;
}

describe("hop of a redirect chain", () => {
  const rows: Row[] = [
    { title: "at the page's origin, no response", request: OWN, verdict: "not-cors" },
    { title: "at the page's origin, no permission", request: OWN, response: response(200), verdict: "not-cors" },
    { title: "at the page's origin, redirected", request: OWN, response: response(302, AWAY), verdict: "not-cors" },
    {
      title: "at the page's origin, redirected with a user name",
      request: OWN,
      response: response(302, TO_CREDENTIALS),
      verdict: "blocked",
    },
    { title: "at the page's origin, never sent", request: TRACE, response: response(200), verdict: "blocked" },
    { title: "elsewhere, no response", request: CROSS, verdict: "undetermined" },
    { title: "elsewhere, allowed", request: CROSS, response: response(200, ALLOW), verdict: "allowed" },
    { title: "elsewhere, blocked", request: CROSS, response: response(200), verdict: "blocked" },
    {
      title: "elsewhere, redirected to a request that is shown",
      request: CROSS,
      response: response(302, ALLOW, AWAY),
      isFollowed: true,
      verdict: "allowed",
    },
    {
      title: "elsewhere, redirected to a request that is not shown",
      request: CROSS,
      response: response(302, ALLOW, AWAY),
      verdict: "undetermined",
    },
    {
      title: "elsewhere, redirected without permission",
      request: CROSS,
      response: response(302, AWAY),
      isFollowed: true,
      verdict: "blocked",
    },
    {
      title: "elsewhere, redirected with a user name",
      request: CROSS,
      response: response(302, ALLOW, TO_CREDENTIALS),
      isFollowed: true,
      verdict: "blocked",
    },
  ];
  const TO_PORT = "Location: http://c.test:25";
  for (const request of [OWN, CROSS]) {
    const { responseTainting } = request;
    rows.push(
      {
        title: `${responseTainting}, redirected to the port of another protocol`,
        request,
        response: response(302, ALLOW, TO_PORT),
        verdict: "blocked",
      },
      {
        title: `${responseTainting}, NUL in the response`,
        request,
        response: response(200, ALLOW, "A: \0"),
        verdict: "blocked",
      },
      {
        title: `${responseTainting}, NUL in a response that redirects`,
        request,
        response: response(302, ALLOW, AWAY, "A: \0"),
        verdict: "blocked",
      },
    );
  }
  it("leaves a port to the request that is shown", () => {
    const hop = { request: CROSS, response: response(302, ALLOW, TO_PORT), preflight: null, isFollowed: true };
    assert.equal(judgeHop(hop, "fetch").verdict, "allowed");
  });
  it("has all failures of a redirect", () => {
    const shown = response(302, "A: \0", "Location: http://u@c.test:25");
    const hop = { request: CROSS, response: shown, preflight: null, isFollowed: false };
    const { actual } = judgeHop(hop, "fetch").judgement;
    assert.deepEqual(actual && summary(actual), [
      "failure http-network-fetch 8.5",
      "fails http-network-fetch 8.5",
      "fails cors-check 2",
      "fails http-redirect-fetch 9",
      "fails main-fetch 7 25",
      "open http-fetch 6",
    ]);
  });
  it("names the port", () => {
    const hop = { request: OWN, response: response(302, TO_PORT), preflight: null, isFollowed: false };
    const { actual } = judgeHop(hop, "fetch").judgement;
    assert.deepEqual(actual && summary(actual), ["failure main-fetch 7", "fails main-fetch 7 25"]);
  });
  it("is read as the engine receives it when it is checked again", () => {
    const came: FetchRequest = {
      ...OWN,
      credentialsMode: "same-origin",
      urlList: [`${ORIGIN}/a`, `${OTHER}/a`],
      responseTainting: "cors",
    };
    const shown = response(302, ALLOW, "Access-Control-Allow-Credentials : true", AWAY);
    const hop = { request: came, response: shown, preflight: null, isFollowed: true };
    assert.equal(judgeHop(hop, "webkit").verdict, "blocked");
  });
  for (const { title, verdict, ...hop } of rows) {
    it(title, () => {
      for (const engine of ENGINES) {
        const judged = judgeHop({ response: null, preflight: null, isFollowed: false, ...hop }, engine);
        assert.equal(judged.verdict, verdict, engine);
      }
    });
  }
  it("is judged only by the redirect if the page's own server redirects with a user name", () => {
    const made = fetchRequest(`${ORIGIN}/a`, request("PUT"));
    const preflight = { response: response(404) };
    const hop = { request: made, response: response(302, TO_CREDENTIALS), preflight, isFollowed: true };
    const { judgement } = judgeHop(hop, "fetch");
    assert.equal(judgement.verdict, "blocked");
    assert.equal(judgement.preflight, null);
    assert.deepEqual(judgement.actual && summary(judgement.actual), [
      "failure http-redirect-fetch 9",
      "fails http-redirect-fetch 9",
    ]);
  });
});

describe("hop of a redirect chain that is never sent", () => {
  for (const engine of ENGINES) {
    it(engine, () => {
      const made = fetchRequest(`${OTHER}/a`, request("TRACE"));
      const { judgement } = judgeHop(
        { request: made, response: response(200, ALLOW), preflight: null, isFollowed: false },
        engine,
      );
      assert.deepEqual(judgement, {
        verdict: "blocked",
        refusal: { algorithm: "request-constructor", number: "25.2", header: null, subject: "TRACE" },
        needsPreflight: false,
        preflightRequest: null,
        usesPreflight: false,
        preflight: null,
        actual: null,
      });
    });
  }
});

describe("second check of a redirect", () => {
  /** The failing steps in each engine for a redirect of another origin without permission for credentials. */
  const failing = (made: FetchRequest): readonly (readonly [Engine, readonly string[]])[] =>
    ENGINES.map((engine) => {
      const hop = { request: made, response: response(302, ALLOW, AWAY), preflight: null, isFollowed: true };
      const failures = judgeHop(hop, engine).judgement.actual?.failures ?? [];
      return [engine, failures.map(({ algorithm, number }) => `${algorithm} ${number}`)] as const;
    });
  const none = ENGINES.map((engine) => [engine, []] as const);
  const came: FetchRequest = { ...OWN, urlList: [`${ORIGIN}/a`, `${OTHER}/a`], responseTainting: "cors" };

  it("is with credentials in WebKit if the request started at the page's origin in mode same-origin", () => {
    assert.deepEqual(
      failing({ ...came, credentialsMode: "same-origin" }),
      ENGINES.map((engine) => [engine, engine === "webkit" ? ["cors-check 8"] : []]),
    );
  });
  it("isn't made in another mode", () => {
    assert.deepEqual(failing({ ...came, credentialsMode: "omit" }), none);
  });
  it("isn't made if the request started elsewhere", () => {
    assert.deepEqual(failing({ ...CROSS, credentialsMode: "same-origin" }), none);
  });
  it("isn't made at the page's origin", () => {
    assert.deepEqual(failing({ ...OWN, credentialsMode: "same-origin" }), none);
  });
  it("doesn't hide the failures of the redirect itself", () => {
    const made: FetchRequest = { ...came, credentialsMode: "same-origin" };
    const hop = { request: made, response: response(302, ALLOW, TO_CREDENTIALS), preflight: null, isFollowed: true };
    const { actual } = judgeHop(hop, "webkit").judgement;
    assert.deepEqual(actual && summary(actual), [
      "failure cors-check 8",
      "fails cors-check 8",
      "fails http-redirect-fetch 9",
    ]);
  });
});

describe("verdict of a chain", () => {
  const rows: readonly (readonly [before: HopVerdict, own: HopVerdict, expected: HopVerdict])[] = [
    ["allowed", "allowed", "allowed"],
    ["allowed", "blocked", "blocked"],
    ["blocked", "allowed", "blocked"],
    ["blocked", "undetermined", "blocked"],
    ["undetermined", "blocked", "blocked"],
    ["undetermined", "allowed", "undetermined"],
    ["allowed", "undetermined", "undetermined"],
    ["not-cors", "allowed", "allowed"],
    ["not-cors", "not-cors", "not-cors"],
    ["not-cors", "undetermined", "undetermined"],
  ];
  for (const [before, own, expected] of rows) {
    it(`${before}, then ${own}`, () => {
      assert.equal(chainVerdict(before, own), expected);
    });
  }
});
