// What the desk takes and gives (`crates/desk`).

import type { Message } from "./engine.js";

/** An order; `do` names it, beside what it needs. */
export interface Order {
  do: string;
  [what: string]: unknown;
}

/** What came of an order. */
export interface Done {
  write: Record<string, unknown>;
  answer: any;
  warnings: Message[];
}
