/** The addresses of a team's guidance: read it, and save the next version of it. */
import { checkGuidance } from '#shared/guidance/check-guidance.ts'
import { MOST_GUIDANCE, ReadGuidance, SaveGuidance } from '#shared/guidance/contract.ts'
import { redact } from '#shared/redact/redact.ts'
import { Refused, refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { recordAudit } from '../audit.ts'
import { inTeam, type Tx } from '../db.ts'
import { listPeople } from '../person/queries.ts'
import { insertGuidance, listGuidance, readGuidance } from './queries.ts'

const SHOWN_VERSIONS = 10

export function guidanceRoutes(app: App): void {
  const { db, now } = app.deps

  answer(app, ReadGuidance, (_, { teamId }) =>
    inTeam(db, teamId, async (tx) => ({
      versions: await listGuidance(tx, teamId, SHOWN_VERSIONS),
    })),
  )

  answer(app, SaveGuidance, ({ basedOn, text }, who, { address }) =>
    inTeam(db, who.teamId, async (tx) => {
      const { teamId, personId, name } = who
      await demandFit(tx, teamId, text)
      const kept = redact(text).text
      if (kept.length > MOST_GUIDANCE) {
        refuse('badRequest', 'With its secrets masked this is too long. Make it shorter.')
      }
      const at = now()
      const version = basedOn + 1
      const before = await readGuidance(tx, teamId)
      const row = { teamId, version, text: kept, savedBy: personId, savedAt: at }
      if (before.version !== basedOn || !(await insertGuidance(tx, row))) {
        refuse('conflict', 'Somebody else has saved it meanwhile. Look at theirs, then decide.')
      }
      const object = `version ${version}`
      await recordAudit(tx, {
        teamId,
        personId,
        at,
        act: 'assistant.guidance.set',
        object,
        address,
      })
      return { version, text: kept, savedAt: at.toISOString(), savedBy: name }
    }),
  )
}

async function demandFit(tx: Tx, teamId: string, text: string): Promise<void> {
  const people = await listPeople(tx, teamId)
  const problems = checkGuidance(
    text,
    people.map(({ name }) => name),
  )
  if (problems.length === 0) return
  throw new Refused('notReady', problems.join(' '), {
    problems: problems.map((message) => ({ at: 'text', message })),
  })
}
