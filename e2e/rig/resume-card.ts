/** Where one stood, on the card that one is met with when one is back at a ticket. */
import type { Page } from 'puppeteer-core'

/** Once it names this step; Enter goes on there. */
export async function waitForResume(panel: Page, title: string): Promise<void> {
  await panel.waitForFunction(
    (wanted) => document.querySelector('#resume-title')?.textContent === wanted,
    { polling: 'mutation' },
    title,
  )
}
