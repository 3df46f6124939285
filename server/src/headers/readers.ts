/**
 * Who a response header is for, by its name.
 *
 * - `scripts`: the client's code. The name has a meaning of the application's own, or the header is one of the few standard ones that pages use.
 * - `anyone`: a standard header that some clients read and most don't.
 * - `infrastructure`: browsers, caches, proxies, and the people who run the server.
 */
export type Reader = "scripts" | "anyone" | "infrastructure";

/**
 * Who a response header is for. A name that neither a standard nor a well-known server or service defines is the application's own.
 * @param name in any case.
 */
export function readerOf(name: string): Reader {
  const lower = name.toLowerCase();
  if (FOR_SCRIPTS.has(lower)) {
    return "scripts";
  }
  if (FOR_ANYONE.has(lower)) {
    return "anyone";
  }
  return OF_BROWSERS.has(lower) || OF_SERVERS.has(lower) || OF_REQUESTS.has(lower) || OF_FAMILY.test(lower)
    ? "infrastructure"
    : "scripts";
}

/** Names that match a family of infrastructure and aren't part of it, and standard headers that pages use. */
const FOR_SCRIPTS: ReadonlySet<string> = new Set([
  // Services return tokens in it. No standard gives it a meaning in responses.
  "authorization",
  "content-disposition",
  "content-range",
  "link",
  "location",
  "retry-after",
]);

const FOR_ANYONE: ReadonlySet<string> = wordsOf(`
  accept-patch accept-post accept-query accept-ranges allow authentication-info content-digest content-location content-md5 dav deprecation digest
  etag lock-token memento-datetime ms-author-via odata-maxversion odata-version preference-applied repr-digest schedule-tag signature
  signature-input sunset want-content-digest want-digest want-repr-digest www-authenticate
`);

/** Standard and formerly standard headers that only browsers, caches and proxies act on, and the words that notes begin with. */
const OF_BROWSERS: ReadonlySet<string> = wordsOf(`
  accept-ch accept-ch-lifetime activate-storage-access age alt-svc alternates available-dictionary cache-control cache-status cdn-cache-control
  clear-site-data close connection content-base content-dpr content-encoding content-id content-language content-length content-script-type
  content-security-policy content-security-policy-report-only content-style-type content-transfer-encoding content-type content-version critical-ch
  cross-origin-embedder-policy cross-origin-embedder-policy-report-only cross-origin-opener-policy cross-origin-opener-policy-report-only
  cross-origin-resource-policy date default-style delta-base dictionary-id document-isolation-policy document-policy document-policy-report-only dpr
  early-data expect-ct expires feature-policy grpc-accept-encoding grpc-encoding http2-settings im incremental integrity-policy
  integrity-policy-report-only keep-alive key last-modified mime-version nel no-vary-search observe-browsing-topics origin-agent-cluster origin-isolation
  origin-trial p3p permissions-policy permissions-policy-report-only picture-in-picture-policy pics-label pragma priority proxy-authenticate
  proxy-authentication-info proxy-connection proxy-features proxy-instruction proxy-status public public-key-pins public-key-pins-report-only
  referrer-policy refresh report-to reporting-endpoints require-document-policy security-scheme server server-timing service-worker-allowed
  service-worker-navigation-preload set-cookie set-cookie2 set-login set-txn sourcemap speculation-rules status strict-transport-security
  supports-loading-mode surrogate-capability surrogate-control tcn timing-allow-origin tk trailer transfer-encoding upgrade use-as-dictionary
  variant-vary vary via viewport-width warning width
  body code description error example headers message method note notes payload reason request response result summary url
`);

/** Of request messages. In a response they are a mistake or an echo. */
const OF_REQUESTS: ReadonlySet<string> = wordsOf(`
  accept accept-charset accept-encoding accept-features accept-language cookie cookie2 depth destination dnt expect forwarded from host if if-match
  if-modified-since if-none-match if-range if-unmodified-since last-event-id max-forwards negotiate origin overwrite prefer proxy-authorization range
  referer save-data te upgrade-insecure-requests user-agent x-http-method x-http-method-override x-method-override x-requested-with
`);

/** Names that servers, frameworks and services add. */
const OF_SERVERS: ReadonlySet<string> = wordsOf(`
  apigw-requestid b3 backend baggage bdpagetype bdqid cache client-request-id cneonction cteonnt-length dl-from eagleeye-traceid eagleid glb-x-seen-by
  grace host-header hostname instance lsrequestid microsoftofficewebserver microsoftsharepointteamservices mise-correlation-id ms-cv nncoection node
  panel persistent-auth platform pod powered-by request-context rndr-id rsc sentry-trace served-by server-name spiislatency sprequestduration
  sprequestguid surrogate-key traceparent traceresponse tracestate uber-trace-id ufe-result upstream wpx xkey
  x-adblock-key x-ah-environment x-amazon-trace-id x-application-context x-arequestid x-asen x-ausername x-backend x-backend-server x-beresp x-bip
  x-bytefaas-request-id x-check-cacheable x-clacks-overhead x-cnection x-connection-hash x-content-encoded-by x-content-powered-by
  x-content-security-policy x-content-type-options x-daa-tunnel x-dc x-device x-dispatcher x-dns-prefetch-control x-download-options x-dynatrace
  x-eventloop-lag x-execution-time x-fastcgi-cache x-fb-debug x-fb-rlafr x-flow-id x-frame-options x-gateway x-generator x-grace x-gt-setlanguage x-guploader-uploadid
  x-hacker x-hits x-host x-hostname x-hs-cache-control x-iinfo x-instance x-jenkins x-jobs x-lb x-loop x-magento-cache-debug x-mod-pagespeed x-ms-ags-diagnostic
  x-ms-correlation-request-id x-ms-gateway-requestid x-ms-invokeapp x-ms-request-id x-ms-routing-request-id x-ms-server-encrypted x-ms-version x-msedge-ref x-node
  x-node-id x-nws-log-uuid x-opaque-id x-origin x-origin-cache x-origin-server x-page-speed x-permitted-cross-domain-policies x-php-version
  x-pingback x-platform-cache x-platform-server x-pod x-pod-name x-pool x-powered-by x-powered-by-plesk x-protected-by x-provided-by x-qc-cache x-real-ip x-recruiting
  x-redirect-by x-region x-render-origin-server x-rgw-object-type x-robots-tag x-runtime x-seen-by x-server x-server-id x-server-ip x-server-name x-server-response-time
  x-served-by x-served-from x-shardid x-shopid x-shopify-stage x-site-cache-status x-sorting-hat-podid x-sorting-hat-shopid x-sourcemap x-spip-cache
  x-sucuri-cache x-sucuri-id x-tec-api-origin x-tec-api-root x-tec-api-version x-timer x-transaction x-transaction-mask x-turbo-charged-by
  x-twitter-response-tags x-ua-compatible x-ua-device x-url x-varnish x-vhost x-via x-waf-event-info x-we-are-hiring x-web-server x-webcelerate x-webkit-csp
  x-work-with-us x-worker x-xrds-location x-xss-protection x-yottaa-metrics x-zen-fury x-zone
`);

/** Beginnings of names, up to a hyphen. */
const OF_FAMILY = new RegExp(
  `^(?:${[
    "access-control|attribution-reporting|sec|surrogate",
    "akamai|ali|amz|arr|cache|cdn|cf|cloudflare|deno|drupal|edge|eo|fastly|fly|fss|gitlab|heroku|kbn|ki|koyeb|lsc|litespeed|netlify|next-router|ohc|ot",
    "pantheon|railway|render|replit|sb|sg|varnish|vercel|wpe",
    `x-(?:${[
      "77|ac|accel|ak|akamai|amz|amzn|appengine|aspnet|aspnetmvc|azure|bc|b3|bytefaas|cache|cacheable|cached|cdn|ceph|cf|cloud|clockwork|cocoon|cos",
      "datadog|debug|deno|do|drupal|ec|edge|elb|engine|envoy|fastly|fb|fc|fd|firefox|forwarded|github|gitlab|goog|google|gslb|hubspot|hw|instart|joomla",
      "jsd|kinsta|kong|koyeb|li|litespeed|magento|matched|middleton|middleware|msedge|nananana|nc|netlify|newrelic|nextjs|nf|nginx|now|ocelot|oneagent",
      "openresty|opnext|oracle-dms|original|oss|platform|proxy|rack|railway|readtime|replit|request-received|request-processing|sap-dispatcher|served|slb",
      "streamlit|styx|supabase|sveltekit|swift|symfony|trafficmanager|traefik|tt|tyk|upstream|varnish|vercel|vtex|wix|wpe",
    ].join("|")})`,
  ].join("|")})(?:-|$)`,
);

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
