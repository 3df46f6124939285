import assert from "node:assert/strict";
import { type Derivation, derivationOf } from "../../../server/src/judged/derived-origin";

describe("how an origin is derived from a trusted one", () => {
  const rows: readonly (readonly [origin: string, trusted: string, Derivation])[] = [
    ["https://app.example.com", "https://app.example.com", "same-origin"],
    // The same host.
    ["http://app.example.com", "https://app.example.com", "insecure"],
    ["http://app.example.com:8080", "https://app.example.com", "insecure"],
    ["https://app.example.com", "http://app.example.com", "secure"],
    ["https://app.example.com:8443", "https://app.example.com", "other-port"],
    ["http://localhost:49152", "http://localhost:3000", "other-port"],
    // Another host of the site.
    ["https://p7f3.example.com", "https://app.example.com", "subdomain"],
    ["https://example.com", "https://app.example.com", "subdomain"],
    ["https://p7f3.app.example.com", "https://app.example.com", "subdomain"],
    ["https://p7f3.example.co.uk", "https://app.example.co.uk", "subdomain"],
    ["https://p7f3.ann.github.io", "https://ann.github.io", "subdomain"],
    // Begins with the host.
    ["https://app.example.com.p7f3.invalid", "https://app.example.com", "prefix"],
    ["https://app.example.com-p7f3.invalid", "https://app.example.com", "prefix"],
    ["https://app.example.community", "https://app.example.com", "prefix"],
    ["https://ann.github.io.p7f3.invalid", "https://ann.github.io", "prefix"],
    // A special character after the host, as browsers serialise it.
    ["https://app.example.com_.p7f3.invalid", "https://app.example.com", "special-character"],
    ["https://app.example.com`.p7f3.invalid", "https://app.example.com", "special-character"],
    ["https://app.example.com$.p7f3.invalid", "https://app.example.com", "special-character"],
    ["https://app.example.com!.evil.net", "https://app.example.com", "special-character"],
    // Ends with the registrable domain.
    ["https://p7f3example.com", "https://app.example.com", "suffix"],
    ["https://www.notexample.com", "https://example.com", "suffix"],
    ["https://p7f3example.co.uk", "https://app.example.co.uk", "suffix"],
    // A dot is another character.
    ["https://appxexample.com", "https://app.example.com", "unescaped-dot"],
    ["https://app.examplexcom", "https://app.example.com", "unescaped-dot"],
    ["https://app-example.com", "https://app.example.com", "unescaped-dot"],
    ["https://bppxexample.com", "https://app.example.com", "suffix"],
    // Another site of shared hosting: there, a suffix makes a neighbour.
    ["https://bob.github.io", "https://ann.github.io", "neighbour"],
    ["https://p7f3ann.github.io", "https://ann.github.io", "neighbour"],
    ["https://p7f3.vercel.app", "https://app.vercel.app", "neighbour"],
    ["https://p7f3.netlify.app", "https://app.vercel.app", "unrelated"],
    // Elsewhere in the host.
    ["https://www.example.com.p7f3.invalid", "https://app.example.com", "infix"],
    ["https://x-example.com-y.p7f3.invalid", "https://app.example.com", "infix"],
    // Names are compared as browsers serialise them.
    ["https://xn--bcher-kva.example.p7f3.invalid", "https://xn--bcher-kva.example", "prefix"],
    // Nothing in common.
    ["https://p7f3.invalid", "https://app.example.com", "unrelated"],
    ["https://example.org", "https://example.com", "unrelated"],
    ["https://other.co.uk", "https://example.co.uk", "unrelated"],
    ["null", "https://app.example.com", "unrelated"],
    ["chrome-extension://abcdef", "https://app.example.com", "unrelated"],
    // A name without dots, or an address, is not part of another name.
    ["https://mylocalhost", "http://localhost:3000", "unrelated"],
    ["https://localhost.p7f3.invalid", "http://localhost:3000", "unrelated"],
    ["http://127.0.0.10", "http://127.0.0.1", "unrelated"],
    ["http://[::1]:8080", "http://[::1]:3000", "other-port"],
    ["http://[::2]", "http://[::1]", "unrelated"],
  ];
  for (const [origin, trusted, expected] of rows) {
    it(`${origin} from ${trusted}: ${expected}`, () => {
      assert.equal(derivationOf(origin, trusted), expected);
    });
  }
});
