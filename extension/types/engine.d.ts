// What the engine in the page takes and gives: the types of `crates/core/src/report.rs`, `crates/core/src/view` and
// `src/bridge`. `tests/suite/types.rs` compares the fields with what the engine really says.

/** A key into `_locales`, and what takes the places of `$1` to `$9`. */
export interface Message {
  name: string;
  args: string[];
}

/** The texts of one language. */
export interface Catalogue {
  /** BCP 47. */
  language: string;
  messages: Record<string, string>;
}

/** The completion value of an engine's script. */
export type Ready = { ready: true; engine: "wasm" | "wasm2js" } | { ready: false; message: string };

/** What the person keeps about a host. */
export interface Kept {
  expected?: { icp: string; publicSecurity: string } | null;
  waivers?: { rule: string; reason: string }[];
}

/** What the page does not know. */
export interface Context {
  messages: Record<string, string>;
  language: string;
  browser: { name: string; version: string };
  engine: string;
  server: { address: string } | null;
  kept: Kept;
}

/** What would say more about the page, and only the background can find out. */
export interface Asks {
  server: boolean;
  picture: boolean;
}

/** Where a picture is, in CSS pixels. */
export interface Spot {
  x: number;
  y: number;
  width: number;
  height: number;
  viewport: number;
}

/** A picture's pixels: red, green, blue, alpha, row by row. */
export interface Picture {
  width: number;
  rgba: number[];
}

/** What `toggle` answers. */
export type Status =
  | { state: "opened"; number: number; button: Button; asks: Asks }
  | { state: "closed" }
  | { state: "failed"; message: Message };

/** What the toolbar button shows. */
export interface Button {
  text: string;
  tone: "missing" | "complete" | "review";
  title: Message;
}

export type Verdict = "complete" | "incomplete" | "needs-review" | "not-required";

/** What `report` answers. */
export interface Reported {
  report: Report;
  view: View;
  settled: boolean;
}

/** The part of a report that JavaScript reads. */
export interface Report {
  url: string;
  host: string;
  /** JavaScript reads no more of it. */
  [more: string]: unknown;
}

/** The part of a view that JavaScript reads. */
export interface View {
  missing: number;
  path: Row[];
  groups: { rows: Row[]; [more: string]: unknown }[];
  /** JavaScript reads no more of it. */
  [more: string]: unknown;
}

/** An element of the filing. */
export interface Row {
  title: Message;
  findings: RowFinding[];
  /** JavaScript reads no more of it. */
  [more: string]: unknown;
}

/** What one rule says. */
export interface RowFinding {
  rule: string;
  message: Message;
  waived?: string;
  /** JavaScript reads no more of it. */
  [more: string]: unknown;
}

/** Asks for a page of the extension's own. */
export type Open =
  | { type: "open"; view: "ignore"; rule: string }
  | { type: "open"; view: "export"; format: "markdown" | "json" | "html" | "print" }
  | { type: "open"; view: "kept" }
  | { type: "open"; view: "rule"; rule: string };

/** What the engine tells the background. */
export type EngineMessage =
  | { type: "checked"; number: number; button: Button; asks: Asks }
  | { type: "closed" }
  | { type: "home" }
  | Open;

/** What an engine's script leaves in the page's content script world. */
export interface Engine {
  engine: string;
  toggle(context: Context): Status;
  report(): Reported | null;
  close(): void;
  say(name: string): void;
  hide(hidden: boolean): void;
  renew(kept: Kept): void;
  learn(answer: { server: { address: string } | null } | { picture: Picture | null }): Asks | null;
  pose(): Spot | null;
  shown(number: number): true | null;
}

declare global {
  var beianLens: Engine;
}
