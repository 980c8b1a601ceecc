/** The note from the record, with evidence and every check, against writing the session as JSON. */
import { checkNote } from '#shared/note/check-note.ts'
import { composeNote } from '#shared/note/compose-note.ts'
import { renderPlain } from '#shared/note/render.ts'
import { redact } from '#shared/redact/redact.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Given, Measure } from '../given.ts'
import { makeSteps } from '../make/work.ts'
import { compare, isLinear, ratioOf } from '../measure.ts'
import { type Row, tellMs, tellRatio, tellTiming } from '../table.ts'

const GOAL_MS = 5

export const measureNote: Measure = async ({ isQuick, seed }: Given) => {
  const short = workOf(200)
  const long = workOf(2000)
  const pace = { rounds: isQuick ? 3 : 21, sliceMs: isQuick ? 10 : 60, seed }
  const times = await compare(
    {
      composeShort: short.compose,
      checkShort: short.composeAndCheck,
      jsonShort: short.asJson,
      composeLong: long.compose,
      checkLong: long.composeAndCheck,
      jsonLong: long.asJson,
    },
    pace,
  )
  const growth = ratioOf(times.checkLong, times.checkShort)
  const rows: Row[] = [
    {
      what: 'composed from 200 steps',
      product: tellTiming(times.composeShort),
      against: `JSON.stringify ${tellMs(times.jsonShort.p50)}`,
      ratio: tellRatio(ratioOf(times.composeShort, times.jsonShort)),
    },
    {
      what: 'composed and checked, 200 steps',
      product: tellTiming(times.checkShort),
      against: `JSON.stringify ${tellMs(times.jsonShort.p50)}`,
      ratio: tellRatio(ratioOf(times.checkShort, times.jsonShort)),
    },
    {
      what: 'composed from 2,000 steps',
      product: tellTiming(times.composeLong),
      against: `JSON.stringify ${tellMs(times.jsonLong.p50)}`,
      ratio: tellRatio(ratioOf(times.composeLong, times.jsonLong)),
    },
    {
      what: 'composed and checked, 2,000 steps',
      product: tellTiming(times.checkLong),
      against: `JSON.stringify ${tellMs(times.jsonLong.p50)}`,
      ratio: tellRatio(ratioOf(times.checkLong, times.jsonLong)),
      goal: `${GOAL_MS} ms`,
      isMet: times.checkLong.p50 <= GOAL_MS,
    },
    {
      what: 'composed and checked, growth from 200 to 2,000 steps',
      product: tellMs(times.checkLong.p50),
      against: tellMs(times.checkShort.p50),
      ratio: tellRatio(growth),
      goal: 'linear (10)',
      isMet: isLinear(growth, 10),
    },
  ]
  return {
    title: 'A note from the record',
    about:
      'The resolution note: composed with its evidence, drawn as text, and held against every check that needs no network, the search for secrets included. The bound is `JSON.stringify` of the same folded session, which is what merely passing it on would cost.',
    rows,
  }
}

function workOf(steps: number) {
  const { session } = foldSession(makeSteps(steps))
  if (!session) throw new Error('The steps do not fold.')
  const settings = { timeZone: 'Europe/Berlin', sessionId: '01900000-0000-7000-8000-000000000001' }
  const compose = () => renderPlain(composeNote(session, 'resolution', settings))
  return {
    compose,
    composeAndCheck() {
      const composed = composeNote(session, 'resolution', settings)
      return checkNote({
        session,
        sessionId: settings.sessionId,
        kind: 'resolution',
        text: renderPlain(composed),
        composed,
        flags: { discussion: false, internal: false, resolution: true },
        mailContact: false,
        mailConfirmed: false,
        findSecrets: (text) => redact(text).masked,
      })
    },
    asJson: () => JSON.stringify(session),
  }
}
