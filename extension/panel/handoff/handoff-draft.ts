/**
 * A hand-off as it is being said: kept as one text until it was handed over, masked as it will be
 * recorded, and what is sent once it is confirmed.
 *
 * What is said of the problem, of facts and of what was tried belongs in the record and goes there
 * before; only what nobody else could know travels with the hand-off itself.
 */
import * as z from 'zod/mini'
import { suggestFirstMove } from '#shared/handoff/completeness.ts'
import { environmentOf } from '#shared/handoff/environment-of.ts'
import { suggestImpact } from '#shared/handoff/suggest-impact.ts'
import type { EventData } from '#shared/session/event.ts'
import { receivedHandoff, type SaidAtHandoff, waitingHandoff } from '#shared/session/handoff.ts'
import {
  HandoffIntent,
  type HandoffNeed,
  HandoffTarget,
  type HandoffWords,
} from '#shared/session/handoff-event.ts'
import type { Session } from '#shared/session/session.ts'
import type { StatementKind } from '#shared/session/statement.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'

/** What one field takes. With secrets masked it may grow; the record takes 1,000. */
export const MOST = 900

const Text = z.string()

export const HandoffDraft = z.object({
  intent: HandoffIntent,
  reason: Text,
  to: z.nullable(HandoffTarget),
  /** Of the record, not recorded yet; of facts and of what was tried each line is one. */
  record: z.object({ problem: Text, client: Text, facts: Text, tried: Text }),
  words: z.object({
    impact: Text,
    /** Not asked for by panels of before. */
    environment: z._default(Text, ''),
    ...{ access: Text, notDone: Text, asks: Text, firstMove: Text },
  }),
  hasNoMove: z.boolean(),
  /** Why it is handed over although something is lacking. */
  why: Text,
  /** Whether the text goes into the ticket; none while nobody has said. */
  isNoteWanted: z.nullable(z.boolean()),
})
export type HandoffDraft = z.infer<typeof HandoffDraft>

const EMPTY: HandoffDraft = {
  intent: 'escalate',
  reason: '',
  to: null,
  record: { problem: '', client: '', facts: '', tried: '' },
  words: { impact: '', environment: '', access: '', notDone: '', asks: '', firstMove: '' },
  hasNoMove: false,
  why: '',
  isNoteWanted: null,
}

/** From what the record and the ticket know; handed over anew, from what was said then. */
export function beginDraft(session: Session, ticket: Ticket | null): HandoffDraft {
  const waiting = waitingHandoff(session)
  const { hasNoMove } = EMPTY
  const environment = ticket ? environmentOf(ticket, MOST) : ''
  const impact = suggestImpact(session, MOST)?.text ?? ''
  const words = { ...EMPTY.words, impact, environment }
  const firstMove = suggestFirstMove(session) ?? ''
  if (!waiting) return { ...EMPTY, words: { ...words, firstMove } }
  const { hasNoMove: hadNoMove, ...said } = waiting.words
  return {
    ...EMPTY,
    ...{ intent: waiting.intent, reason: waiting.reason, to: waiting.to },
    words: { ...words, firstMove: hadNoMove ? '' : firstMove, ...said },
    hasNoMove: hadNoMove ?? hasNoMove,
    why: waiting.overridden?.reason ?? '',
  }
}

/** To whom it goes back. */
export const whoGave = (session: Session): HandoffTarget | null => {
  const by = receivedHandoff(session)?.by
  return by?.kind === 'person' ? { id: by.id, name: by.name } : null
}

export function readDraft(kept: string): HandoffDraft | undefined {
  try {
    return z.safeParse(HandoffDraft, JSON.parse(kept)).data
  } catch {
    return undefined
  }
}

/** Only what is typed is masked: ids stay what they are. */
export function writeDraft(draft: HandoffDraft, mask: (text: string) => string): string {
  return JSON.stringify({
    ...draft,
    reason: mask(draft.reason),
    record: maskAll(draft.record, mask),
    words: maskAll(draft.words, mask),
    why: mask(draft.why),
  })
}

/** The record takes no more at once; what is on further lines stands in the last one. */
const MOST_LINES = 20

const LINES_OF: Readonly<Record<'problem' | 'facts' | 'tried', StatementKind>> = {
  problem: 'report',
  facts: 'observation',
  tried: 'action',
}

/** What goes into the record before the session is handed over. */
export function recordOf({ record }: HandoffDraft, session: Session): EventData[] {
  const client = record.client.trim()
  const linked: EventData[] = client
    ? [
        {
          type: 'ticket_linked',
          ticket: { ...(session.ticket ?? { ref: null, summary: '' }), client },
        },
      ]
    : []
  const said = (['problem', 'facts', 'tried'] as const).flatMap((about) =>
    linesOf(record[about]).map(
      (text): EventData => ({ type: 'statement_added', kind: LINES_OF[about], text }),
    ),
  )
  return [...linked, ...said]
}

function linesOf(text: string): string[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.length <= MOST_LINES) return lines
  return [...lines.slice(0, MOST_LINES - 1), lines.slice(MOST_LINES - 1).join('\n')]
}

/** What it says, as it will be recorded. */
export function sayHandoff(
  draft: HandoffDraft,
  lacking: readonly HandoffNeed[],
  mask: (text: string) => string,
): SaidAtHandoff & { overridden?: { lacking: HandoffNeed[]; reason: string } } {
  const why = mask(draft.why.trim())
  return {
    intent: draft.intent,
    reason: mask(draft.reason.trim()),
    words: wordsOf(draft, mask),
    ...(lacking.length > 0 && why ? { overridden: { lacking: [...lacking], reason: why } } : {}),
  }
}

export function wordsOf(
  { words, hasNoMove }: Pick<HandoffDraft, 'words' | 'hasNoMove'>,
  mask: (text: string) => string = (text) => text,
): HandoffWords {
  const said: HandoffWords = {}
  for (const name of SAID) {
    const text = mask(words[name].trim())
    if (text && !(name === 'firstMove' && hasNoMove)) said[name] = text
  }
  return hasNoMove ? { ...said, hasNoMove: true } : said
}

const SAID = ['impact', 'environment', 'access', 'notDone', 'asks', 'firstMove'] as const

function maskAll<T extends Record<string, string>>(of: T, mask: (text: string) => string): T {
  const masked = Object.entries(of).map(([name, text]) => [name, mask(text)])
  return Object.fromEntries(masked) as T // every key of it, with a text
}
