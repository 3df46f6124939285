import assert from "node:assert/strict";
import { type Reader, readerOf } from "../../../server/src/headers/readers";

const READERS: Readonly<Record<Reader, readonly string[]>> = {
  scripts: [
    ...["Content-Disposition", "Content-Range", "Link", "Retry-After", "Location", "Authorization"],
    ...["Mcp-Session-Id", "Upload-Offset", "Tus-Resumable", "grpc-status", "grpc-message", "Docker-Content-Digest"],
    ...["X-Total-Count", "Total-Count", "X-Request-Id", "RateLimit-Remaining", "X-WP-TotalPages", "Operation-Location"],
    ...["X-Cachet", "Cfo-Report", "Originator", "__proto__"],
  ],
  anyone: ["ETag", "Allow", "Accept-Ranges", "WWW-Authenticate", "Content-Location", "Deprecation"],
  infrastructure: [
    ...[
      "Server",
      "Date",
      "Via",
      "Vary",
      "Age",
      "Alt-Svc",
      "NEL",
      "Report-To",
      "Server-Timing",
      "Set-Cookie",
      "Connection",
    ],
    ...["CF-Ray", "cf-cache-status", "X-Powered-By", "X-Amz-Request-Id", "X-Amzn-Trace-Id", "X-Cache", "X-Cache-Hits"],
    ...["X-Served-By", "Fly-Request-Id", "X-Vercel-Id", "X-Runtime", "X-Envoy-Upstream-Service-Time", "Traceparent"],
    ...["Access-Control-Allow-Origin", "Access-Control-Allow-Private-Network", "Content-Security-Policy", "Accept"],
    ...["Content-Type", "Last-Modified", "Pragma", "Sec-WebSocket-Accept", "grpc-encoding", "X-Frame-Options"],
  ],
};

describe("the readers of response headers", () => {
  for (const [reader, names] of Object.entries(READERS)) {
    for (const name of names) {
      it(`${name}: ${reader}`, () => {
        assert.equal(readerOf(name), reader);
        assert.equal(readerOf(name.toUpperCase()), reader);
      });
    }
  }
});
