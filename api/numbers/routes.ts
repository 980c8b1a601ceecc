/** Numbers: of the team and each of it for those who lead, of oneself for everybody else. */

import { msOf } from '#shared/ids.ts'
import {
  DAYS_BEFORE,
  DEFAULT_DAYS,
  MOST_DAYS,
  ReadFailingBranches,
  ReadNumbers,
  ReadNumbersOfFlow,
} from '#shared/numbers/contract.ts'
import { chanceOfSoFew, hasStartedFailing } from '#shared/numbers/started-failing.ts'
import { mayDo } from '#shared/person/rights.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Who } from '../who.ts'
import { listBranches, listStepNumbers, listWays, readFlowWhole } from './flow-queries.ts'
import { nameBranches, nameSteps } from './name-steps.ts'
import {
  countGrounds,
  countHandovers,
  countSolving,
  countTickets,
  isInTeam,
  listFlowNumbers,
  listGaps,
  listPeopleNumbers,
  readUsage,
  type Scope,
} from './queries.ts'

export function numbersRoutes(app: App): void {
  const { db, now } = app.deps

  answer(app, ReadNumbers, async (asked, who) => {
    const scope = scopeOf(asked, who, now())
    return inTeam(db, who.teamId, async (tx) => ({
      ...(await about(tx, scope)),
      usage: await readUsage(tx, scope),
      flows: await listFlowNumbers(tx, scope),
      people: await listPeopleNumbers(tx, scope),
      gaps: await nameSteps(tx, who.teamId, await listGaps(tx, scope)),
      tickets: await countTickets(tx, scope),
      sentences: await countGrounds(tx, scope),
      handovers: await countHandovers(tx, scope),
      proposals: await countSolving(tx, scope),
    }))
  })

  answer(app, ReadFailingBranches, async (asked, who) => {
    const scope = scopeOf(asked, who, now())
    const before = new Date(msOf(scope.from) - DAYS_BEFORE * DAY_MS).toISOString()
    const { span, branches } = await inTeam(db, who.teamId, async (tx) => ({
      span: await about(tx, scope),
      branches: await nameBranches(tx, who.teamId, await listBranches(tx, scope, before)),
    }))
    const failing = branches
      .filter((branch) => hasStartedFailing(branch.before, branch.since))
      .map((branch) => ({ branch, chance: chanceOfSoFew(branch.before, branch.since) }))
      .sort((one, other) => one.chance - other.chance)
    return { ...span, branches: failing.map(({ branch }) => branch) }
  })

  answer(app, ReadNumbersOfFlow, async ({ flowId, ...asked }, who) => {
    const scope = scopeOf(asked, who, now())
    return inTeam(db, who.teamId, async (tx) => {
      const steps = await listStepNumbers(tx, scope, flowId)
      const named = await nameSteps(
        tx,
        who.teamId,
        steps.map((step) => ({ ...step, flowId })),
      )
      return {
        ...(await about(tx, scope)),
        flowId,
        ...(await readFlowWhole(tx, scope, flowId)),
        steps: named.map(({ flowId: _, ...step }) => step),
        ways: await listWays(tx, scope, flowId),
        gaps: await nameSteps(tx, who.teamId, await listGaps(tx, scope, flowId)),
      }
    })
  })
}

const DAY_MS = 24 * 3_600_000
/** Clocks of panels may be a little ahead of this one's. */
const AHEAD_MS = 60_000
/** There was no record before. */
const EARLIEST = Date.parse('2000-01-01T00:00:00Z')

interface Span {
  from?: string | undefined
  to?: string | undefined
  personId?: string | undefined
}

function scopeOf(asked: Span, who: Who, now: Date): Scope {
  const to = asked.to === undefined ? now.getTime() + AHEAD_MS : msOf(asked.to)
  const from = asked.from === undefined ? to - DEFAULT_DAYS * DAY_MS : msOf(asked.from)
  if (from >= to) refuse('badRequest', 'The span ends before it begins. Choose a later end.')
  if (from < EARLIEST) refuse('badRequest', 'Choose a span that begins in 2000 or later.')
  if (to - from > MOST_DAYS * DAY_MS) {
    refuse('badRequest', `Choose a span of ${MOST_DAYS} days or less.`)
  }
  const seesTeam = mayDo(who, 'readTeamNumbers')
  if (!seesTeam && asked.personId !== undefined && asked.personId !== who.personId) {
    refuse('notAllowed', 'You see your own numbers. Ask a lead about those of others.')
  }
  return {
    teamId: who.teamId,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    personId: seesTeam ? (asked.personId ?? null) : who.personId,
  }
}

/** What the answer is about; of nobody there is none. */
async function about(tx: Tx, { teamId, from, to, personId }: Scope) {
  if (personId !== null && !(await isInTeam(tx, teamId, personId))) {
    refuse('notFound', 'There is no such person in your team. Choose another.')
  }
  return { from, to, personId }
}
