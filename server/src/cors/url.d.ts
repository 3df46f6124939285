/**
 * The part of the URL class that the core uses. Every host has it (Node, browsers and their workers), but neither Node's nor the DOM's types
 * are visible here. https://url.spec.whatwg.org/#url-class
 */
interface URL {
  readonly origin: string;
  href: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
}

declare var URL: {
  new (url: string, base?: string): URL;
};
