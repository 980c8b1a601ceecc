/** A ticket as the panel shows it, and whose changes somebody must have agreed to. */
import { redact } from '#shared/redact/redact.ts'
import { refuse } from '#shared/route.ts'
import { foldText } from '#shared/text/fold-text.ts'
import {
  ReadAuthorisationRule,
  SaveAuthorisationRule,
  wantsAuthorisation,
} from '#shared/ticket/authorisation.ts'
import { GetTicket } from '#shared/ticket/contract.ts'
import { type App, answer } from '../answer.ts'
import { recordAudit } from '../audit.ts'
import { inTeam } from '../db.ts'
import { keepOpened, readAuthorisationRule, saveAuthorisationRule } from './queries.ts'
import { makeTicketReader } from './read-ticket.ts'

export function ticketRoutes(app: App): void {
  const { db, now } = app.deps
  const read = makeTicketReader(app.deps)
  const readRule = (teamId: string) => inTeam(db, teamId, (tx) => readAuthorisationRule(tx, teamId))

  answer(app, GetTicket, async (asked, { teamId, personId }) => {
    const [ticket, rule] = await Promise.all([read(teamId, asked), readRule(teamId)])
    const { origin, ticketId } = ticket
    const opened = {
      teamId,
      personId,
      openedOn: now().toISOString().slice(0, 10),
      origin,
      ticketId,
    }
    await inTeam(db, teamId, (tx) => keepOpened(tx, opened))
    const { company } = ticket
    const names = company ? [company.name, company.identifier] : []
    return { ...ticket, wantsAuthorisation: wantsAuthorisation(rule, names) }
  })

  answer(app, ReadAuthorisationRule, (_, { teamId }) => readRule(teamId))

  answer(app, SaveAuthorisationRule, ({ basedOn, whose, clients }, who, { address }) =>
    inTeam(db, who.teamId, async (tx) => {
      const { teamId, personId, name } = who
      const kept = onceEach(clients.map((client) => redact(client).text))
      const at = now()
      const row = { teamId, whose, clients: kept, savedBy: personId, savedAt: at }
      if (!(await saveAuthorisationRule(tx, basedOn, row))) {
        refuse('conflict', 'Somebody else has saved it meanwhile. Look at theirs, then decide.')
      }
      const version = basedOn + 1
      const object = `version ${version}`
      await recordAudit(tx, {
        teamId,
        personId,
        at,
        act: 'authorisation.rule.set',
        object,
        address,
      })
      return { version, whose, clients: kept, savedAt: at.toISOString(), savedBy: name }
    }),
  )
}

/** However they are written: the first writing stays. */
const onceEach = (names: readonly string[]): string[] =>
  [...Map.groupBy(names, foldText).values()].flatMap(([first]) => first ?? [])
