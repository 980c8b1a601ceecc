/**
 * First facts without a model: what the ticket's fields and the technician's own words say,
 * word for word. Nothing is read out of them that does not stand there.
 */
import type { Session } from '../../session/session.ts'
import type { TicketConfiguration } from '../../ticket/ticket.ts'
import type { TicketText } from '../find-quote.ts'
import type { TurnResult } from '../turn-result.ts'

type Fact = TurnResult['facts'][number]

const MOST_SENTENCES = 3
const LONGEST_SAID = 500

export function ticketFacts(
  { summary, notes }: TicketText,
  devices: readonly TicketConfiguration[],
): Fact[] {
  const [first] = notes
  const telling = sentencesOf(first?.text ?? '').filter((text) => TELLING.test(text))
  return [
    ...(summary.trim() ? [quoted(summary.trim(), 'ticket', [])] : []),
    ...telling.slice(0, MOST_SENTENCES).map((text) => quoted(text, 'ticket', ['T1'])),
    ...devices.slice(0, 2).map((device) => ({
      ...quoted(device.name, 'device_data', []),
      text: `The ticket names ${[device.name, device.type, device.os].filter(Boolean).join(', ')}.`,
    })),
  ]
}

/** What was said in this turn, unless it asks. */
export function saidFacts(session: Session, turnId: string): Fact[] {
  const said = session.lane.messages.filter((m) => m.turnId === turnId && m.by.kind === 'person')
  return said
    .map(({ text }) => text.trim())
    .filter((text) => text !== '' && text.length <= LONGEST_SAID && !text.endsWith('?'))
    .map((text) => quoted(text, 'technician', []))
}

const quoted = (text: string, source: Fact['source'], evidence: string[]): Fact => ({
  ...{ text, source, quote: text, evidence, replaces: '' },
})

const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length <= 300 && LETTERS.test(withoutLinks(sentence)))

const withoutLinks = (sentence: string): string => sentence.replace(/\S*:\/\/\S*/g, '')
/** As many as tell anything; a link or a number alone does not. */
const LETTERS = /(?:\p{L}[^\p{L}]*){6}/u

/** A code, a time, or a word by which people tell what is wrong. */
const TELLING =
  /\d|\b(since|after|error|fails?|failed|cannot|can't|does(?: not|n't)|slow|down|stopped|seit|nach|fehler|kann|nicht|geht)\b/i
