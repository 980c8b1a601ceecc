/**
 * A dialog that keys can be pressed in. It is drawn a frame before it takes the focus and hides the
 * page behind it: until then a key goes to the page, and a field is found there by the same name.
 */
import type { Page } from 'puppeteer-core'

export async function untilInDialog(of: Page): Promise<void> {
  await of.waitForFunction(() => document.querySelector('[role="dialog"]:focus-within') !== null)
}
