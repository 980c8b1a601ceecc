/**
 * A golden session: a ticket, what the model answers turn by turn, and what people do between.
 *
 * Played, it gives the exact record: every event the gate lets through, every one it takes out
 * with the reason, and the note that comes of it. A change in any of it is a change in what a
 * technician sees, and shows as a difference in `expected/`.
 */
import { composeNote } from '../../../note/compose-note.ts'
import { renderPlain } from '../../../note/render.ts'
import type { EventData } from '../../../session/event.ts'
import { activeFix } from '../../../session/lane.ts'
import type { Citation } from '../../../session/lane-event.ts'
import type { Session } from '../../../session/session.ts'
import { makeRecord, testId } from '../../../testing/make-session.ts'
import { type GatedTurn, gateTurn } from '../../gate-turn.ts'
import { rankChecks } from '../../rank-checks.ts'
import type { TurnResult } from '../../turn-result.ts'
import { makeKnown, makeKnownScript, makeTurn } from '../make-turn.ts'

export interface Story {
  summary: string
  notes: readonly { id: string; text: string }[]
  profile?: string
  passages?: readonly Citation[]
  scripts?: readonly string[]
  moves: readonly Move[]
}

/** The model answers, or a person does something. */
export type Move = { answers: Partial<TurnResult> } | { does: (session: Session) => EventData }

export interface Played {
  turns: (GatedTurn & { next: string | null })[]
  causes: string[]
  note: string
}

export function playStory(story: Story): Played {
  const record = makeRecord({ summary: story.summary })
  const turns: Played['turns'] = []
  for (const [n, move] of story.moves.entries()) {
    const session = record.session()
    if ('does' in move) {
      record.add(move.does(session))
      continue
    }
    const gated = gateTurn(
      makeTurn(move.answers),
      makeKnown({
        session,
        turnId: testId(0xb000 + n),
        ticket: { summary: story.summary, notes: story.notes },
        profile: story.profile ?? '',
        passages: story.passages ?? [],
        scripts: (story.scripts ?? []).map((id) => makeKnownScript(id)),
      }),
    )
    for (const event of gated.events) record.add(event, { by: { kind: 'assistant' } })
    turns.push({ ...gated, next: bestCheck(record.session()) })
  }
  const session = record.session()
  const settings = { timeZone: 'UTC', sessionId: testId(0xe0) }
  return {
    turns,
    causes: rankChecks(session.lane).causes.map(
      ({ cause, probability }) => `${cause}: ${Math.round(100 * probability)} %`,
    ),
    note: renderPlain(composeNote(session, 'resolution', settings)),
  }
}

const bestCheck = ({ lane }: Session): string | null => {
  const [best] = rankChecks(lane).checks
  const check = lane.checks.find((c) => c.id === best?.checkId)
  return check && best ? `${check.title}: ${best.reason}` : null
}

/** The fact called `F…` is so. */
export const confirms = (no: number): Move => ({
  does: ({ statements }) => ({
    type: 'statement_confirmed',
    statementId: idOf(statements.find((s) => s.no === no)),
  }),
})

export const says = (text: string): Move => ({
  does: () => ({ type: 'said', turnId: testId(0xb0), text }),
})

export const states = (text: string): Move => ({
  does: () => ({ type: 'statement_added', kind: 'observation', text }),
})

/** The check was done: which of its results it was, and what was seen. */
export const checks = (title: string, outcome: number | null, text: string): Move => ({
  does: ({ lane }) => ({
    ...{ type: 'check_done', result: 'done', outcome, text },
    checkId: idOf(lane.checks.find((c) => c.title === title)),
  }),
})

export const repliesTo = (question: string, text: string): Move => ({
  does: ({ lane }) => ({
    type: 'question_answered',
    questionId: idOf(lane.questions.find((q) => q.text === question)),
    text,
  }),
})

export const tries = (outcome: 'worked' | 'partly' | 'failed', text: string): Move => ({
  does: ({ lane }) => ({ type: 'fix_tried', fixId: idOf(activeFix(lane)), outcome, text }),
})

export const dismisses: Move = {
  does: ({ lane }) => ({
    ...{ type: 'fix_decided', fixId: idOf(activeFix(lane)) },
    decision: 'dismissed',
  }),
}

function idOf(thing: { id: string } | undefined): string {
  if (!thing) throw new Error('The story speaks of something that is not there.')
  return thing.id
}
