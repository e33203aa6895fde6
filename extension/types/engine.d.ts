// What the engine in the page takes and gives: the types of `crates/core/src/report.rs`, `crates/core/src/view` and
// `src/bridge`. `tests/suite/types.rs` compares the fields with what Rust writes.

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
  | { state: "opened"; missing: number; report: Report; asks: Asks }
  | { state: "closed" }
  | { state: "failed"; message: Message };

export type Verdict = "complete" | "incomplete" | "needs-review" | "not-required";

/** The part of a report that JavaScript reads. */
export interface Report {
  url: string;
  host: string;
  checkedAt: string | null;
  verdict: Verdict;
}

/** What the engine tells the background. */
export type EngineMessage =
  | { type: "checked"; number: number; missing: number; verdict: Verdict; asks: Asks }
  | { type: "closed" }
  | { type: "export"; format: string; view: unknown; report: string }
  | { type: "waive"; rule: string; reason: string }
  | { type: "unwaive"; rule: string }
  | { type: "why"; rule: string }
  | { type: "home" };

/** What an engine's script leaves in the page's content script world. */
export interface Engine {
  engine: string;
  toggle(context: Context): Status;
  close(): void;
  say(name: string): void;
  offer(text: string): void;
  hide(hidden: boolean): void;
  renew(kept: Kept): void;
  learn(answer: { server: { address: string } | null } | { picture: Picture | null }): Asks | null;
  pose(): Spot | null;
  shown(number: number): true | null;
}

declare global {
  var beianLens: Engine;
}
