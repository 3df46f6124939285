import assert from "node:assert/strict";
import {
  secretsInLine,
  shownFieldValue,
  tokensIn,
  tokensOf,
  withoutRanges,
  withoutSecrets,
} from "../../../server/src/http/secret-texts";

describe("secrets in a text to show", () => {
  const rows: readonly (readonly [said: string, shown?: string])[] = [
    ["see `https://user:pa'ss@host/x`, ok", "see `https://…@host/x`, ok"],
    ["`https://user:p@ss@host`", "`https://…@host`"],
    ["`https://TOKEN@github.com`", "`https://…@github.com`"],
    ["//me:pw@host and \\\\me:pw@host", "//…@host and \\\\…@host"],
    ["me:pw@host/x", "…@host/x"],
    ["GET https://h/?a=1&access_token=abc.def&b=2#x", "GET https://h/?a=1&access_token=…&b=2#x"],
    ["from 'https://h/#id_token=abc' to", "from 'https://h/#id_token=…' to"],
    ["https://h/;jsessionid=abc?x=1", "https://h/;jsessionid=…"],
    ["(https://h/?token=abc).", "(https://h/?token=…)."],
    ["?access%5Ftoken=abc", "?access%5Ftoken=…"],
    ["?to=https%3A%2F%2Fx%3Ftoken%3Dabc%26y%3D1", "?to=https%3A%2F%2Fx%3Ftoken%3D…%26y%3D1"],
    ["`X-Api-Key: abc`", "`X-Api-Key: …`"],
    ["PUT /\nAuthorization: Bearer abc\nOrigin: x", "PUT /\nAuthorization: Bearer …\nOrigin: x"],
    // As people write them, against the rules.
    ["`https://me:p/w#1?x@host/y`", "`https://…@host/y`"],
    ["https:/me:pw@host, https:///me:pw@host", "https:/…@host, https:///…@host"],
    ["?+token=abc&a:token=abc&{token}=abc&a,token=abc", "?+token=…&a:token=…&{token}=…&a,token=…"],
    ['https://h/?token="abc"&x=1, `?token=a\'b"c<d’e`', 'https://h/?token=…"&x=1, `?token=…`'],
    ["`?authorization=Basic abc`, ?auth=Bearer  abc", "`?authorization=…`, ?auth=…"],
    ["?u=https%253A%252F%252Fh%253Ftoken%253Dabc%2526x%253D1", "?u=https%253A%252F%252Fh%253Ftoken%253D…%2526x%253D1"],
    // OAuth.
    ["Location: /cb?code=abc123&state=xyz", "Location: /cb?code=…&state=…"],
    ["https://h/cb#state=s&x=1&code=SplxlOBeZQQYbYS6WxSbIA.", "https://h/cb#state=…&x=1&code=…."],
    ["https://h/cb?code=4%2F0AX4XfWh1b2c3d4e5f6", "https://h/cb?code=…"],
    ["https://h/authorize?state=af0ifjsldkj92jd0&scope=openid", "https://h/authorize?state=…&scope=openid"],
    [
      "?to=https%3A%2F%2Fh%2Fcb%3Fcode%3Dabc123%26state%3Dxyz&y=1",
      "?to=https%3A%2F%2Fh%2Fcb%3Fcode%3D…%26state%3D…&y=1",
    ],
    ["?state=https://x/?token=abc", "?state=https://x/?token=…"],
    // Nothing secret.
    ["/error?code=404, /error?code=404&state=open, /x?code=SUMMER25, /list?state=closed&page=2"],
    ["/error?code=ERR_CONNECTION_REFUSED, /x?zip_code=12345&state=CA, /cb?code={{code}}&state={{state}}"],
    ["/a?code=abcdef and /b?state=open"],
    ["https://api.example:8443/@user, https://{{host}}:{{port}}/a@b, http://localhost:PORT/x@y, https://h:${p}/a@b"],
    ['<a href="https://h/?token={{t}}">, https://h/?a="token", #/auth/page=second'],
    ["me@example.com, mailto:a@b and https://host//x@y"],
    ["https://{{u}}:{{p}}@h/?token={{t}}&key=<key>&sig=${s}"],
    ['With `credentials: "include"`, `Authorization`: Credentials for the server.'],
    ["?keyword=cats&max_tokens=12&session=true"],
    ["`https://a.example`, not `user@b.example`"],
  ];
  for (const [said, shown = said] of rows) {
    it(`are hidden: ${JSON.stringify(said)}`, () => assert.equal(withoutSecrets(said), shown));
  }
});

describe("secrets in a line of a document", () => {
  const rows: readonly (readonly [line: string, shown?: string])[] = [
    ["Set-Cookie: sid=abc; Path=/; HttpOnly", "Set-Cookie: sid=…; Path=/; HttpOnly"],
    ["# Cookie: a=1x; b=2y", "# Cookie: a=…; b=…"],
    ["Authorization: Bearer abc.def", "Authorization: Bearer …"],
    ["Authorization: abc def", "Authorization: …"],
    ["| Authorization: `Bearer abc` | x", "| Authorization: `Bearer …` | x"],
    [
      "curl -u me:pw -H 'X-Api-Key: abc' https://h/?token=z -b 's=1x; t=2y'",
      "curl -u … -H 'X-Api-Key: …' https://h/?token=… -b 's=…; t=…'",
    ],
    ["http h -a me:pw a==b password=c token:=1", "http h -a … a==b password=… token:…"],
    ["http --auth=me:pw --bearer abc h X-Api-Key:abc", "http --auth=… --bearer … h X-Api-Key:…"],
    ['{"password": "a b", "user":"me"}', '{"password": "…", "user":"me"}'],
    ["grant_type=password&password=hunter2&x=1", "grant_type=password&password=…&x=1"],
    ["@apiKey = abc", "@apiKey = …"],
    // Nothing secret.
    ["Cookie: session=<your session>; token=<a b>"],
    ["# @cors credentials=include"],
    ["Access-Control-Allow-Credentials: true"],
    ['fetch(url, { credentials: "include" })'],
    ["Authorization: Basic {{user}} {{password}}"],
    ["Access-Control-Allow-Headers: X-Api-Key, Authorization"],
  ];
  for (const [line, shown = line] of rows) {
    it(`are hidden: ${line}`, () => assert.equal(withoutRanges(line, secretsInLine(line)), shown));
  }
});

describe("the value of a secret header", () => {
  it("keeps what isn't secret", () => {
    assert.equal(shownFieldValue("Set-Cookie", "sid=1; Path=/; SameSite=None"), "sid=…; Path=/; SameSite=None");
    assert.equal(shownFieldValue("cookie", "a=1; b=2;c"), "a=…; b=…;…");
    assert.equal(shownFieldValue("Authorization", "Basic dTpw"), "Basic …");
    assert.equal(shownFieldValue("X-Api-Key", "true"), "…");
    assert.equal(shownFieldValue("X-Api-Key", "{{key}}"), "{{key}}");
    assert.equal(shownFieldValue("X-Two", "abc"), "abc");
  });

  it("has tokens that are known again, and no ordinary words", () => {
    const known = new Set(tokensOf("sk_live_4eC39HqLyj; page=https://app.example.com/v1/users; us-east-1, 2024, true"));
    assert.deepEqual([...known], ["sk_live_4ec39hqlyj"]);
    const hidden = (text: string) => withoutRanges(text, tokensIn(text, known));
    assert.equal(hidden("/of/sk_live_4eC39HqLyj/end"), "/of/…/end");
    assert.equal(hidden("/of/sk_live_4eC3…"), "/of/……");
    assert.equal(hidden("/of/sk_live_other"), "/of/sk_live_other");
  });
});
