/**
 * A page whose parts are read one by one: each takes its room when its answer comes, and pushes down
 * what stands below it. Whoever clicks before all are there clicks beside what they meant.
 */
import type { Page } from 'puppeteer-core'

/** Until no part shows the shape of what is coming. */
export async function untilRead(of: Page): Promise<void> {
  await of.waitForFunction(() => !document.querySelector('[role="status"][aria-label]'), {
    polling: 100,
  })
}
