/** The first flow of those that are offered or found: the one that Enter begins. */
import type { Page } from 'puppeteer-core'

/**
 * Until it is this one. Its name somewhere in the panel is not enough: it may stand in the record
 * of the ticket before, or further below, and then Enter begins none or another.
 */
export async function waitForFirstFlow(panel: Page, name: string): Promise<void> {
  await panel.waitForFunction(
    (wanted) =>
      document.querySelector('section[aria-label="Flows"] li')?.textContent?.includes(wanted),
    { polling: 50 },
    name,
  )
}
