/** Handing over: giving away, taking over, what waits, and what the receiver reads first. */
import { HandOff, ListHandoffs, PickUp, ReadHandoff } from '#shared/handoff/contract.ts'
import { refuse } from '#shared/route.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import { type App, answer, answerAtOnce } from '../answer.ts'
import { inTeam } from '../db.ts'
import { showWrite } from '../note/show-write.ts'
import { readFolded } from '../session/read-folded.ts'
import { followQueue } from './follow.ts'
import { handOff } from './hand-off.ts'
import { pickUp } from './pick-up.ts'
import { listWaiting, readBriefing, readHandoff, tellList } from './queries.ts'

export function handoffRoutes(app: App): void {
  const { deps } = app

  answer(app, HandOff, async (asked, who) => {
    const { handoff, write } = await handOff(deps, who, asked)
    return { handoff, write: write && showWrite(write) }
  })

  answer(app, PickUp, (asked, who) => pickUp(deps, who, asked))

  // Before the route that answers with JSON: both have one address and differ by what is asked for.
  followQueue(app)
  answerAtOnce(app, ListHandoffs, (_, claims) => listWaiting(deps.db, claims).compile(), tellList)

  answer(app, ReadHandoff, ({ handoffId }, { teamId }) =>
    inTeam(deps.db, teamId, async (tx) => {
      const handoff = await readHandoff(tx, teamId, handoffId)
      const briefing = await readBriefing(tx, teamId, handoffId)
      if (!handoff || !briefing) return refuse('notFound', 'There is no such hand-off.')
      // What was marked since does not go out of it any more.
      const folded = await readFolded(tx, teamId, handoff.sessionId)
      const mask = maskIn(folded?.session ?? null)
      const { mode, madeAt } = briefing
      const sections = briefing.sections.map((section) => ({
        ...section,
        sentences: section.sentences.map((one) => ({ ...one, text: mask(one.text) })),
      }))
      return { handoff, briefing: { mode, madeAt, sections } }
    }),
  )
}
