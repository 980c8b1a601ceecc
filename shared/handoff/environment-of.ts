/** On what it happens, as the ticket says it: its devices and whoever reported it. To be corrected. */
import { cutText } from '../text/cut-text.ts'
import { oneLine } from '../text/one-line.ts'
import type { Ticket } from '../ticket/ticket.ts'

const MOST_DEVICES = 5

/** Empty where the ticket names neither. */
export function environmentOf(
  { configurations, contact }: Pick<Ticket, 'configurations' | 'contact'>,
  maxChars: number,
): string {
  const devices = configurations
    .slice(0, MOST_DEVICES)
    .map(({ name, type, os }) => `${name} (${[type, os].filter(Boolean).join(', ')})`)
  const user = contact ? [`user ${contact.name}`] : []
  return cutText(oneLine([...devices, ...user].join('; ')), maxChars)
}
