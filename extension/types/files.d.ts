// Files that `cargo xtask build` makes, and what only Firefox has.

declare module "*/engine/desk.js" {
  export function run(stored: Record<string, unknown>, order: import("./desk.js").Order): Promise<import("./desk.js").Done>;
}

declare namespace chrome.dns {
  function resolve(hostname: string, flags: string[]): Promise<{ addresses: string[] }>;
}
