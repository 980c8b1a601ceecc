/** The ticket in short, as the demonstration puts it: what it states, its last note, what it lacks. */
import { factsOf } from './compose-turn.ts'
import { findCase } from './find-case.ts'
import { type AskedOfDemo, isFields } from './read-asked.ts'

const MOST_FACTS = 2
const LAST_CHARS = 160

export function sumUp(asked: AskedOfDemo): object {
  const demo = findCase(asked.ticket || asked.text)
  const [headline = ''] = asked.ticket.split('\n')
  const facts = factsOf(demo, { ...asked, items: [], answered: '' }).map(({ text }) => text)
  return {
    problem: [headline, ...facts.slice(0, MOST_FACTS)].map(endSentence).join(' '),
    lastAction: lastAction(asked),
    missing: [demo.question.text],
  }
}

/** What somebody wrote after the description, by whom. */
function lastAction({ documents }: AskedOfDemo): string {
  const ticket = documents.find((one) => isFields(one) && Array.isArray(one.notes))
  const notes = isFields(ticket) && Array.isArray(ticket.notes) ? ticket.notes : []
  const last: unknown = notes.length > 1 ? notes.at(-1) : undefined
  if (!isFields(last) || typeof last.text !== 'string') return ''
  const words = last.text.replace(/\s+/g, ' ').trim()
  const short = words.length > LAST_CHARS ? `${words.slice(0, LAST_CHARS).trim()}…` : words
  return typeof last.by === 'string' && last.by !== '' ? `${last.by}: ${short}` : short
}

const endSentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)
