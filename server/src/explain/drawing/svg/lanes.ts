import type { Participant } from "../drawing";

/** Where the lanes of a drawing are, and where its texts and cards go. In pixels. */
export interface Lanes {
  readonly width: number;
  /** One for each participant. If there is no room for a lane for each server, all servers share the last one. */
  readonly lanes: readonly Lane[];
  readonly sharesServerLane: boolean;
  /** Where the messages between browser and server are written: between their lanes, or across the whole width if there is too little room. */
  readonly text: Column;
  /** Whether texts cross lanes. */
  readonly isNarrow: boolean;
  readonly card: Column;
}

export interface Lane {
  readonly x: number;
  /** Of the box at the top. */
  readonly headWidth: number;
}

export interface Column {
  readonly x: number;
  readonly width: number;
}

/** Below this width, nothing is readable. */
const MIN_WIDTH = 280;
/** The width of a drawing with one server, and what each further server adds. */
const FULL_WIDTH = 838;
const SERVER_DISTANCE = 196;
/** A drawing doesn't grow beyond its full width by more than this. */
const MOST_EXTRA = 160;

export const MARGIN = 8;
const TEXT_MARGIN = 14;
/** For the name of a long header. */
const LEAST_TEXT = 230;
/** The heads grow once the texts have this much. */
const ENOUGH_TEXT = 340;
/** For a part of a host name. */
const LEAST_HEAD = 74;
const HEAD_GAP = 8;

/** The boxes at the top where there is least room and where there is enough. */
const SMALL = { side: 88, server: 124, gap: HEAD_GAP };
const LARGE = { side: 178, server: 188, gap: 17 };

/** @param available the width to draw for; null for a drawing of its own. */
export function lanesFor(participants: readonly Participant[], available: number | null): Lanes {
  const servers = Math.max(1, participants.length - 2);
  const full = FULL_WIDTH + (servers - 1) * SERVER_DISTANCE;
  const width = Math.max(MIN_WIDTH, Math.min(available ?? full, full + MOST_EXTRA));
  return columns(width, servers) ?? narrow(width, servers);
}

/** Lanes with the texts between them; null if there is too little room. */
function columns(width: number, servers: number): Lanes | null {
  const least = positions(width, servers, SMALL);
  if (least.text.width < LEAST_TEXT) {
    return null;
  }
  const most = positions(width, servers, LARGE);
  const share = (least.text.width - ENOUGH_TEXT) / (least.text.width - most.text.width);
  const growth = Math.max(0, Math.min(share, 1));
  const grown = (key: keyof typeof SMALL) => Math.round(SMALL[key] + growth * (LARGE[key] - SMALL[key]));
  return positions(width, servers, { side: grown("side"), server: grown("server"), gap: grown("gap") });
}

function positions(width: number, servers: number, { side, server, gap }: typeof SMALL): Lanes {
  const page = MARGIN + side / 2;
  const browser = page + side + gap;
  const first = width - MARGIN - server / 2 - (servers - 1) * (server + HEAD_GAP);
  const cardX = page + TEXT_MARGIN;
  return {
    width,
    lanes: [
      { x: page, headWidth: side },
      { x: browser, headWidth: side },
      ...Array.from({ length: servers }, (_, i) => ({ x: first + i * (server + HEAD_GAP), headWidth: server })),
    ],
    sharesServerLane: false,
    text: { x: browser + TEXT_MARGIN, width: first - browser - 2 * TEXT_MARGIN },
    isNarrow: false,
    card: { x: cardX, width: first - 24 - cardX },
  };
}

/** Lanes at equal distances, with the texts across them. */
function narrow(width: number, servers: number): Lanes {
  const headOf = (count: number) => (width - 2 * MARGIN - (count - 1) * HEAD_GAP) / count;
  const sharesServerLane = headOf(2 + servers) < LEAST_HEAD;
  const count = sharesServerLane ? 3 : 2 + servers;
  const headWidth = headOf(count);
  return {
    width,
    lanes: Array.from({ length: 2 + servers }, (_, i) => ({
      x: MARGIN + headWidth / 2 + Math.min(i, count - 1) * (headWidth + HEAD_GAP),
      headWidth,
    })),
    sharesServerLane,
    text: { x: MARGIN, width: width - 2 * MARGIN },
    isNarrow: true,
    card: { x: MARGIN, width: width - 2 * MARGIN },
  };
}
