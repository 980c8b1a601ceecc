/** The page goes on to another ticket, as a click in a list does it, and the panel follows. */
import type { Page } from 'puppeteer-core'
import { openTicket } from '../connectwise/pages/drive.ts'

export async function turnToTicket(page: Page, panel: Page, ticketId: number): Promise<void> {
  await openTicket(page, ticketId)
  // Its number may stand elsewhere in the panel too.
  await panel.waitForFunction(
    (words) => document.querySelector('header h1')?.textContent === words,
    { polling: 'mutation' },
    `Ticket #${ticketId}`,
  )
}
