/**
 * Keeps by what a session that has tried something is found again, in the transaction that stores
 * what it tried.
 *
 * The row is made from the record alone and takes the place of what was there. Words that must go out
 * of no session are in no row either. A job makes the rows of sessions that are older than them.
 */
import type { EventType, StoredEvent } from '#shared/session/event.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Statement } from '#shared/session/statement.ts'
import { attemptsOf, textsBesides } from '#shared/tried-before/attempts-of.ts'
import { MOST_NAMES, namesIn, symptomWords } from '#shared/tried-before/find-words.ts'
import { clientKey } from '../client-fact/facts-from.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import { catchUpSessions } from '../session/catch-up.ts'
import { dropTried, holdSessionNotKept, putTried, setTriedKept } from './keep-queries.ts'

interface Place {
  teamId: string
  sessionId: string
}

/** After which it may have tried something, or says more of what it was about. */
const TELLS: ReadonlySet<EventType> = new Set([
  'attempt_failed',
  'step_taken',
  'step_ticked',
  'custom_step_done',
  'check_done',
  'fix_tried',
  'statement_added',
  'statement_confirmed',
  'variable_set',
  'session_finished',
])

/** After which it may have tried nothing, or other things in other words. */
const TAKES_BACK: ReadonlySet<EventType> = new Set([
  'session_reopened',
  'statement_changed',
  'statement_withdrawn',
  'step_unticked',
  'ticket_linked',
  'words_marked',
  'words_unmarked',
  'passage_marked',
  'passage_unmarked',
])

export async function keepTried(
  tx: Tx,
  place: Place,
  session: Session,
  stored: readonly StoredEvent[],
): Promise<void> {
  const mayBeLess = stored.some(({ event }) => TAKES_BACK.has(event.data.type))
  if (!mayBeLess && !stored.some(({ event }) => TELLS.has(event.data.type))) return
  const row = rowOf(session)
  if (row) await putTried(tx, { ...place, ...row })
  else if (mayBeLess) await dropTried(tx, place)
}

function rowOf(session: Session) {
  const last = attemptsOf(session)
    .map(({ at }) => new Date(at).toISOString())
    .sort()
    .at(-1)
  if (last === undefined) return undefined
  return {
    client: clientKey(session.ticket?.client ?? ''),
    symptom: [...symptomWords(session.ticket?.summary ?? '')],
    names: namesOf(session),
    at: last,
  }
}

/** As it was read with these marks. A session is asked about after every step: most of it is as it was. */
const read = new WeakMap<Statement, { marks: Session['marks']; names: string[] }>()

function namesOf(session: Session): string[] {
  const { marks, statements } = session
  const mask = maskIn(session)
  const ofStatements = statements.map((statement) => {
    const known = read.get(statement)
    if (known?.marks === marks) return known.names
    const names = namesIn([mask(statement.text)])
    read.set(statement, { marks, names })
    return names
  })
  const others = namesIn(textsBesides(session).map(mask))
  return [...new Set([others, ...ofStatements].flat())].slice(0, MOST_NAMES)
}

export const CATCH_UP: JobKind<object> = { name: 'keep-tried' }

export function defineTriedJobs(deps: Deps): void {
  deps.jobs.define(CATCH_UP, () => catchUp(deps))
  deps.jobs.schedule(CATCH_UP, '*/15 * * * *', {})
}

/** For sessions that are older than what is kept. */
export const catchUp = (deps: Pick<Deps, 'db' | 'log'>): Promise<void> =>
  catchUpSessions(deps, {
    hold: holdSessionNotKept,
    async keep(tx, place, folded) {
      const row = folded && rowOf(folded.session)
      if (row) await putTried(tx, { ...place, ...row })
      await setTriedKept(tx, place)
    },
    failed: 'what a session has tried was not kept',
  })
