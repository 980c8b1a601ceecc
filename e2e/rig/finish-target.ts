/** A colleague who works through the checklist of a target and finishes it, elsewhere. */
import { v7 } from 'uuid'
import type { Batch } from '#shared/maintenance/batch.ts'
import { StartTarget } from '#shared/maintenance/contract.ts'
import { checklistHere } from '#shared/session/checklist.ts'
import { AppendEvents, ReadEvents } from '#shared/session/contract.ts'
import type { EventData, SessionOutcome } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { askApi, signInAs } from './ask-api.ts'
import type { demoPerson } from './rig.ts'

export async function finishTarget(
  url: string,
  by: ReturnType<typeof demoPerson>,
  batch: Batch,
  { name, outcome = 'done', odd = [] }: { name: string; outcome?: SessionOutcome; odd?: string[] },
): Promise<void> {
  const { accessToken, person } = await signInAs(url, by.email, by.password)
  const position = batch.targets.find((one) => one.name === name)?.position ?? 0
  const asked = { batchId: batch.id, position }
  const { sessionId } = await askApi(url, StartTarget, asked, accessToken)
  const { version, events: before } = await askApi(url, ReadEvents, { sessionId }, accessToken)
  const { session } = foldSession(before.map(({ event }) => event))
  const steps = session ? (checklistHere(session)?.steps ?? []) : []
  const data: EventData[] = [
    ...steps.map(({ place, title }, i): EventData => {
      const isOdd = odd.includes(place.nodeId)
      const says = isOdd ? `Out of the ordinary: ${title}.` : `Looked at: ${title}.`
      return {
        ...{ type: 'step_ticked', place, title, leadsTo: steps[i + 1]?.place ?? place },
        tick: isOdd ? { kind: 'exception', text: 'D: has 6 % left' } : { kind: 'done' },
        says: { kind: 'observation', text: says },
      }
    }),
    {
      type: 'session_finished',
      outcome: makeOutcome({
        ...{ outcome, cause: { status: 'not_determined', text: '', confirmedBy: [] } },
        nextSteps: outcome === 'escalate' ? [{ text: 'Enlarge volume D:' }] : [],
      }),
    },
  ]
  const at = new Date().toISOString()
  const me = { kind: 'person' as const, id: person.id, name: person.name }
  const events = data.map((one) => ({ id: v7(), at, by: me, data: one }))
  const sent = { sessionId, after: version, events }
  const { refused } = await askApi(url, AppendEvents, sent, accessToken)
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
}
