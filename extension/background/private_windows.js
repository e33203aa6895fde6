// @ts-check
// Forgets what was kept in private windows when the last of them is closed.

import { forgetPrivate } from "../shared/kept.js";

export async function windowClosed() {
  const windows = await chrome.windows.getAll();
  if (!windows.some(({ incognito }) => incognito)) await forgetPrivate();
}
