import { strict as assert } from "node:assert";
import { isBadPort } from "../../../server/src/cors/bad-port";
import { ENGINES } from "../../../server/src/cors/engines";
import { type FetchRequest, fetchRequest } from "../../../server/src/cors/fetch-request";
import { refusalOf } from "../../../server/src/cors/refusal";
import { Unknown } from "../../../server/src/text/unknown";
import { ORIGIN, OTHER, request } from "./messages";

/** The step at which a request is refused, with its subject; null if it is sent. */
function refusal(url: string, { method = "GET", ...more }: Partial<FetchRequest> & { method?: string } = {}) {
  const made = { ...fetchRequest(url, { ...request(method), ...more }), ...more };
  const [first, ...others] = ENGINES.map((engine) => {
    const failure = refusalOf(made, engine);
    return failure === null ? null : `${failure.algorithm} ${failure.number} ${failure.subject}`;
  });
  for (const other of others) {
    assert.equal(other, first, url);
  }
  return first;
}

/** The ports above 0 of https://fetch.spec.whatwg.org/#port-blocking, each with its service. */
const SERVICES =
  `tcpmux 1, echo 7, discard 9, systat 11, daytime 13, netstat 15, qotd 17, chargen 19, ftp-data 20, ftp 21, ssh 22,
  telnet 23, smtp 25, time 37, name 42, nicname 43, domain 53, tftp 69, (none) 77, finger 79, link 87, supdup 95, hostname 101, iso-tsap 102,
  gppitnp 103, acr-nema 104, pop2 109, pop3 110, sunrpc 111, auth 113, sftp 115, uucp-path 117, nntp 119, ntp 123, epmap 135, netbios-ns 137,
  netbios-ssn 139, imap 143, snmp 161, bgp 179, ldap 389, svrloc 427, submissions 465, exec 512, login 513, shell 514, printer 515, tempo 526,
  courier 530, chat 531, netnews 532, uucp 540, afp 548, rtsp 554, remotefs 556, nntps 563, submission 587, syslog-conn 601, ldaps 636,
  ftps-data 989, ftps 990, imaps 993, pops 995, h323gatestat 1719, h323hostcall 1720, pptp 1723, nfs 2049, apple-sasl 3659, npp 4045,
  sieve 4190, sip 5060, sips 5061, x-server 6000, sane-port 6566, ircu 6665, ircu 6666, ircu 6667, ircu 6668, ircu 6669, osaut 6679,
  ircs-u 6697, amanda 10080`.split(",");

describe("refusal of a request", () => {
  it("request constructor, step 25.2: a forbidden method", () => {
    assert.equal(refusal(`${OTHER}/`, { method: "TRACE" }), "request-constructor 25.2 TRACE");
    assert.equal(refusal(`${ORIGIN}/`, { method: "connect" }), "request-constructor 25.2 connect");
    assert.equal(refusal("https://api.example.com:25/", { method: "TRACE" }), "request-constructor 25.2 TRACE");
    assert.equal(refusal(`${OTHER}/`, { method: "TRACER" }), null);
    assert.equal(refusal(`${OTHER}/`, { method: "{{x}}" }), null);
  });
  it("request constructor, step 25.2: an invalid method", () => {
    assert.equal(refusal(`${OTHER}/`, { method: "G(T" }), "request-constructor 25.2 G(T");
    assert.equal(refusal(`${OTHER}/`, { method: "" }), "request-constructor 25.2 ");
  });
  const headers: readonly (readonly [string, string | Unknown, boolean])[] = [
    ["X(A)", "1", true],
    ["X A", "1", true],
    ["", "1", true],
    ["X-A", "a\0b", true],
    ["X-A", "a\nb", true],
    ["X-A", "a\rb", true],
    ["X-A", "a\x01\x7f\xffb", false],
    ["X-A", new Unknown(null), false],
  ];
  for (const [name, value, isRefused] of headers) {
    it(`headers, validate, step 1: ${JSON.stringify(name)}: ${JSON.stringify(value)}`, () => {
      const made = {
        headers: [
          { name: "X-B", value: "1" },
          { name, value },
        ],
        complete: true,
      };
      const expected = isRefused ? `headers-validate 1 ${name}` : null;
      assert.equal(refusal(`${OTHER}/`, { headers: made }), expected);
      assert.equal(refusal(`${ORIGIN}/`, { headers: made }), expected);
    });
  }
  const ports: readonly (readonly [string, string | null])[] = [
    ["http://b.test:25/", "25"],
    ["https://b.test:6000/a:1", "6000"],
    ["http://user:22@b.test:10080", "10080"],
    ["http://[::1]:22/", "22"],
    ["http://b.test:0/", "0"],
    ["http://b.test/", null],
    ["http://b.test/a:25", null],
    ["http://b.test?a:25", null],
    ["http://b.test:8080/", null],
    ["http://user:25@b.test/", null],
    ["http://b.test:/", null],
    ["1http://b.test:25/", null],
  ];
  for (const [url, port] of ports) {
    it(`main fetch, step 7: the port of ${url}`, () => {
      assert.equal(refusal(url), port === null ? null : `main-fetch 7 ${port}`);
      assert.equal(refusal(url, { responseTainting: "basic" }), port === null ? null : `main-fetch 7 ${port}`);
    });
  }
  it("main fetch, step 7: the ports that Chromium connects to", () => {
    for (const port of [4190, 6679]) {
      assert.deepEqual(
        ENGINES.filter((engine) => isBadPort(port, engine)),
        ["fetch", "firefox", "webkit"],
      );
    }
  });
  it("main fetch, step 7: the ports that the standard lists", () => {
    const bad = [...new Array(65_536).keys()].filter((port) => isBadPort(port, "fetch"));
    assert.deepEqual(bad, [0, ...SERVICES.map((service) => Number(/\d+$/.exec(service)?.[0]))]);
  });
  it("main fetch, step 12: mode same-origin", () => {
    assert.equal(refusal(`${OTHER}/`, { mode: "same-origin" }), "main-fetch 12 same-origin");
    assert.equal(refusal(`${ORIGIN}/`, { mode: "same-origin" }), null);
    assert.equal(refusal(`${OTHER}/`, { mode: "same-origin", origin: new Unknown(null) }), null);
  });
  it("main fetch, step 12: a scheme that is not HTTP(S)", () => {
    assert.equal(refusal("ftp://b.test:25/"), "main-fetch 12 ftp");
    assert.equal(refusal("mailto:a@b.test"), "main-fetch 12 mailto");
    assert.equal(refusal("httpx://b.test/"), "main-fetch 12 httpx");
    assert.equal(refusal("http://b.test/"), null);
    assert.equal(refusal("https://b.test/"), null);
  });
  it("is open if the URL is", () => {
    const made = fetchRequest(new Unknown(null), request("GET"));
    assert.equal(refusalOf(made, "fetch"), null);
  });
});
