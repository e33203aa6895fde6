// What the extension's own pages ask the background for, and what they get.

import type { Kept } from "./engine.js";

/** A waiver as it is kept. */
export interface Waiver {
  host: string;
  rule: string;
  reason: string;
  since: string;
}

/** What the person keeps about a host, in the storage and for as long as a private window is open. */
export interface KeptForHost {
  expected: Kept["expected"];
  waivers: Waiver[];
  privateWaivers: Waiver[];
}

/** The check whose overlay is open in a tab. */
export interface Case {
  /** `Reported` as JSON. */
  reported: string;
  kept: KeptForHost;
  /** Whether its tab is in a private window. */
  isPrivate: boolean;
}

export type PageMessage =
  /** Answered with the case, or null when no overlay is open there. */
  | { type: "case"; tab: number }
  /** Answered with a picture of the page's footer as a data address, or null. */
  | { type: "picture"; tab: number; footer: string | null }
  /** What is kept about the tab's host has changed: answered when the overlay shows it. */
  | { type: "renew"; tab: number };
