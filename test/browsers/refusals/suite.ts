import { fetchRequest } from "../../../server/src/cors/fetch-request";
import { normalizeMethod } from "../../../server/src/cors/method";
import { refusalOf } from "../../../server/src/cors/refusal";
import { isUnknown } from "../../../server/src/text/unknown";
import { headerList } from "../compare/core";
import type { Play, PlayRecording } from "../harness/play";
import type { Stage } from "../harness/stage";
import { type FetchCall, hopUrl, type RawResponse } from "../harness/story";
import type { Suite, SuiteResult } from "../suite";
import { BadPorts } from "./bad-ports";
import { type RefusalCase, refusalCases } from "./cases";

/** Requests that fail before CORS: which of them a browser sends nevertheless. */
export const refusals: Suite = { name: "refusals", run };

/** Allows everything: every request is answered. */
const PERMISSION: RawResponse = {
  status: 200,
  lines: ["Origin", "Methods", "Headers"].map((what) => ({ name: `Access-Control-Allow-${what}`, value: "*" })),
};

/** At least this many ports must be tried for a meaningful comparison; those below 1,024 need an administrator. */
const LEAST_PORTS = 10;

async function run(stage: Stage): Promise<SuiteResult> {
  const cases = refusalCases((id) => hopUrl(stage.origins.otherPort, id, 0), stage.origins);
  const wrongCases = await played(cases, stage);
  const ports = await BadPorts.open();
  try {
    const wrongPorts = await triedPorts(ports, stage, cases.length);
    return {
      measured: [
        { what: "refusals: which requests are sent", exchanges: cases.length, disagreements: wrongCases.length },
        { what: "refusals: which ports are blocked", exchanges: ports.ports.length, disagreements: wrongPorts.length },
      ],
      shortcomings: ports.ports.length < LEAST_PORTS ? [`only ${ports.ports.length} ports could be tried`] : [],
      details: [...wrongCases, ...wrongPorts].map((what) => `✗ refusals  ${what}`).join("\n"),
    };
  } finally {
    ports.close();
  }
}

/** @returns the differences, as sentences. */
async function played(cases: readonly RefusalCase[], stage: Stage): Promise<string[]> {
  const recordings = await stage.perform(cases.map(({ call }, id) => playOf(id, call)));
  return cases.flatMap((one, id) => differences(one, recordings.get(id), stage));
}

function differences({ title, call, isSent, isAsSaid }: RefusalCase, seen: PlayRecording | undefined, stage: Stage) {
  const request = seen?.requests.find(({ kind }) => kind === "actual");
  const ours = saidOf(call, stage);
  return [
    ...((request !== undefined) === isSent ? [] : [`${title}: sent: ${request !== undefined}`]),
    // The core doesn't decide the differences between the two interfaces of a page.
    ...(ours === null || ours === isSent ? [] : [`${title}: the core says sent: ${ours}`]),
    ...(request === undefined || isAsSaid === undefined || isAsSaid(request) ? [] : [`${title}: sent otherwise`]),
  ];
}

/** Whether a call is sent according to the core; null if the core doesn't decide it. */
function saidOf({ url, method, headers, body, mode }: FetchCall, { engine, origins }: Stage): boolean | null {
  if (mode === "no-cors" || body !== null || /\/\/[^/:]+(:[^/:]*)?@/.test(url)) {
    return null;
  }
  const request = fetchRequest(url, {
    mode: mode === "same-origin" ? "same-origin" : "cors",
    method: normalizeMethod(method),
    origin: origins.own,
    credentialsMode: "omit",
    headers: headerList(headers),
  });
  return !isUnknown(request.method) && refusalOf(request, engine) === null;
}

/** @returns the ports at which browser and core differ. */
async function triedPorts(ports: BadPorts, stage: Stage, firstId: number): Promise<string[]> {
  const urls = ports.ports.map((port) => `http://127.0.0.1:${port}/`);
  await stage.perform(
    urls.map((url, index) =>
      playOf(firstId + index, { url, method: "GET", headers: [], credentials: "omit", body: null }),
    ),
  );
  return ports.ports
    .filter((port, index) => {
      const call = { url: urls[index] ?? "", method: "GET", headers: [], credentials: "omit" as const, body: null };
      return ports.asked.has(port) !== saidOf(call, stage);
    })
    .map((port) => `port ${port}: sent: ${ports.asked.has(port)}`);
}

function playOf(id: number, call: FetchCall): Play {
  return { id, page: "tuple", calls: [call], answer: () => PERMISSION };
}
