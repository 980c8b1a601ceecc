/**
 * What has to be found out with a real key before anybody relies on it: the questions, one
 * after the other, so that none waits for another and times mean something.
 */
import { askCache } from './ask-cache.ts'
import { askCitations } from './ask-citations.ts'
import { askFormats } from './ask-formats.ts'
import { askHandWritten } from './ask-hand-written.ts'
import { askModels } from './ask-models.ts'
import { askRefusals } from './ask-refusals.ts'
import { askTurns } from './ask-turns.ts'
import type { Finding, FirstDay } from './finding.ts'

export interface Answered {
  title: string
  findings: readonly Finding[]
}

type Ask = (day: FirstDay) => Promise<Finding[]>

/** By what `--only` calls them; what tells most for the least money comes first. */
export const QUESTIONS: Record<string, { title: string; ask: Ask }> = {
  models: { title: 'Which models are there, and which go', ask: askModels },
  schemas: { title: 'Does each tier take each schema', ask: askFormats },
  'own-call': {
    title: 'A tool call written by us at the head, with thinking',
    ask: askHandWritten,
  },
  citations: { title: 'Citations of search results: all or none', ask: askCitations },
  cache: { title: 'The smallest prefix that is cached, and reading it', ask: askCache },
  turns: { title: 'A turn: schema, order of properties, first character', ask: askTurns },
  refusals: { title: 'Ordinary security tickets that are declined', ask: askRefusals },
}

/** Asks those that are named, all where none is; `tell` hears each as soon as it is answered. */
export async function checkFirstDay(
  day: FirstDay,
  only: readonly string[],
  tell: (answered: Answered) => void,
): Promise<Answered[]> {
  const all: Answered[] = []
  for (const [name, { title, ask }] of Object.entries(QUESTIONS)) {
    if (only.length > 0 && !only.includes(name)) continue
    const answered = { title, findings: await ask(day) }
    all.push(answered)
    tell(answered)
  }
  return all
}
