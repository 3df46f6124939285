/** Long options that take a value; those with a letter have a short form. According to curl 8, and those that it no longer has. */
const WITH_VALUE =
  "abstract-unix-socket alt-svc aws-sigv4 cacert capath cert:E cert-type ciphers config:K connect-timeout connect-to " +
  "continue-at:C cookie:b cookie-jar:c create-file-mode crlfile curves data:d data-ascii data-binary data-raw " +
  "data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header:D ech egd-file " +
  "engine etag-compare etag-save expect100-timeout form:F form-string ftp-account ftp-alternative-to-user ftp-method " +
  "ftp-port:P ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip header:H help:h hostpubmd5 hostpubsha256 hsts " +
  "interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time key key-type knownhosts krb libcurl limit-rate " +
  "local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time:m netrc-file noproxy " +
  "oauth2-bearer output:o output-dir parallel-max parallel-max-host pass pinnedpubkey preproxy proto proto-default " +
  "proto-redir proxy:x proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header " +
  "proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype " +
  "proxy-tlspassword proxy-tlsuser proxy-user:U proxy1.0 pubkey quote:Q random-file range:r rate referer:e request:X " +
  "request-target resolve retry retry-delay retry-max-time sasl-authzid service-name sigalgs socks4 socks4a socks5 " +
  "socks5-gssapi-service socks5-hostname speed-limit:Y speed-time:y ssl-sessions stderr telnet-option:t tftp-blksize " +
  "time-cond:z tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket " +
  "upload-file:T upload-flags url url-query user:u user-agent:A variable vlan-priority write-out:w";

/** Long options without a value. */
const FLAGS =
  "alpn anyauth append:a basic buffer ca-native cert-status clobber compressed compressed-ssh create-dirs crlf digest " +
  "disable:q disable-eprt disable-epsv disallow-username-in-url doh-cert-status doh-insecure dump-ca-embed eprt epsv " +
  "fail:f fail-early fail-with-body false-start follow form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip " +
  "ftp-ssl ftp-ssl-ccc ftp-ssl-control ftp-ssl-reqd get:G globoff:g haproxy-protocol head:I http0.9 http1.0:0 http1.1 " +
  "http2 http2-prior-knowledge http3 http3-only ignore-content-length include:i insecure:k ipv4:4 ipv6:6 " +
  "junk-session-cookies:j keepalive list-only:l location:L location-trusted mail-rcpt-allowfails manual:M metalink " +
  "mptcp negotiate netrc:n netrc-optional next:: no-buffer:N npn ntlm ntlm-wb out-null parallel:Z parallel-immediate " +
  "path-as-is post301 post302 post303 progress-bar:# progress-meter proxy-anyauth proxy-basic proxy-ca-native " +
  "proxy-digest proxy-http2 proxy-insecure proxy-negotiate proxy-ntlm proxy-ssl-allow-beast proxy-ssl-auto-client-cert " +
  "proxy-tlsv1 proxytunnel:p raw remote-header-name:J remote-name:O remote-name-all remote-time:R remove-on-error " +
  "retry-all-errors retry-connrefused sasl-ir sessionid show-error:S show-headers silent:s skip-existing socks5-basic " +
  "socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd " +
  "ssl-revoke-best-effort sslv2:2 sslv3:3 styled-output suppress-connect-headers tcp-fastopen tcp-nodelay " +
  "tftp-no-options tls-earlydata tlsv1:1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids trace-time use-ascii:B " +
  "verbose:v version:V xattr";

export interface CurlOption {
  /** The long name. */
  readonly name: string;
  /** Null if it isn't known. */
  readonly takesValue: boolean | null;
  /** Whether curl itself inserts values into the option's value. */
  readonly isExpanded: boolean;
}

/** The name of options whose meaning isn't known. */
export const UNKNOWN = "";

const OPTIONS: ReadonlyMap<string, CurlOption> = new Map([...optionsOf(WITH_VALUE, true), ...optionsOf(FLAGS, false)]);

const LETTERS: ReadonlyMap<string, CurlOption> = new Map(
  `${WITH_VALUE} ${FLAGS}`.split(" ").flatMap((entry) => {
    const [name = "", letter = ""] = split(entry);
    const option = OPTIONS.get(name);
    return letter === "" || option === undefined ? [] : [[letter, option] as const];
  }),
);

function optionsOf(entries: string, takesValue: boolean): [string, CurlOption][] {
  return entries.split(" ").map((entry) => {
    const [name = ""] = split(entry);
    return [name, { name, takesValue, isExpanded: false }];
  });
}

function split(entry: string): readonly string[] {
  return /^([^:]+):?(.?)$/.exec(entry)?.slice(1) ?? [];
}

/** The option of a letter in a word such as `-sSL`. */
export function shortOption(letter: string): CurlOption {
  return LETTERS.get(letter) ?? unknownOption(null);
}

/** The option of a word that starts with two hyphens, without them. Versions before 8 allow the start of a name if no other name starts so. */
export function longOption(typed: string): CurlOption {
  const option = OPTIONS.get(typed);
  if (option !== undefined) {
    return option;
  }
  const negated = typed.startsWith("no-") ? OPTIONS.get(typed.slice("no-".length)) : undefined;
  if (negated?.takesValue === false) {
    return { ...negated, name: typed };
  }
  const expanded = typed.startsWith("expand-") ? OPTIONS.get(typed.slice("expand-".length)) : undefined;
  if (expanded?.takesValue) {
    return { ...expanded, isExpanded: true };
  }
  const candidates = [...OPTIONS.values()].filter(({ name }) => typed !== "" && name.startsWith(typed));
  const [first] = candidates;
  if (first === undefined) {
    return unknownOption(null);
  }
  const agree = candidates.every(({ takesValue }) => takesValue === first.takesValue);
  return candidates.length === 1 ? first : unknownOption(agree ? first.takesValue : null);
}

function unknownOption(takesValue: boolean | null): CurlOption {
  return { name: UNKNOWN, takesValue, isExpanded: false };
}
