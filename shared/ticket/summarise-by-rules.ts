/** A ticket in a few sentences without a model: its own words, and what it does not say. */
import { cutText } from '../text/cut-text.ts'
import type { TicketSummary } from './summary.ts'
import type { Ticket } from './ticket.ts'

type Summarised = Pick<Ticket, 'summary' | 'thread' | 'contact' | 'configurations'>

const SINCE =
  /\b(since|yesterday|today|this morning|last (night|week)|(mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}[:.]\d{2})\b/i

export function summariseByRules(ticket: Summarised): TicketSummary {
  const told = ticket.thread.filter(({ text }) => text.trim() !== '')
  const report = told.find(({ authorKind }) => authorKind === 'contact') ?? told[0]
  const last = told.at(-1)
  const words = [ticket.summary, ...told.map(({ text }) => text)].join('\n')
  return {
    problem: report ? `${ticket.summary}: ${cutText(report.text, 300)}` : ticket.summary,
    lastAction: last && last !== report ? `${last.author}: ${cutText(last.text, 240)}` : '',
    missing: [
      ...(ticket.contact ? [] : ['Who has reported it?']),
      ...(ticket.configurations.length > 0 ? [] : ['Which device is it about?']),
      ...(SINCE.test(words) ? [] : ['Since when?']),
    ],
  }
}
