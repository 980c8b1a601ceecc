/**
 * Opens the time entry window: an own page with an own program, in a window with features. What
 * it is charged to travels in the window's name, so the address says nothing about the ticket.
 */
import type { Page } from '../context.ts'

const namePattern = /^timeentry_(\d+)$/

export function openTimeWindow(page: Page, ticketId: number): void {
  const query = new URLSearchParams(location.search)
  const kept = query.getAll('standin').map((one) => `standin=${encodeURIComponent(one)}`)
  const address = `/${page.start.version}/timeexpensemodule.html${kept.length ? `?${kept.join('&')}` : ''}`
  window.open(address, `timeentry_${ticketId}`, 'popup=yes,width=760,height=720,left=120,top=80')
}

export function chargedTicket(page: Page): number {
  return page.switches.chargeTo || Number(namePattern.exec(window.name)?.[1] ?? 0)
}
