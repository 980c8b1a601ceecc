/** Shows the audit trail to the admins of its team. That it was read is not written into it. */
import { ReadAudit } from '#shared/audit/contract.ts'
import { type App, answer } from './answer.ts'
import { inTeam } from './db.ts'
import { listAudit } from './queries.ts'

export function auditRoutes(app: App): void {
  answer(app, ReadAudit, async ({ before, limit }, { teamId }) => ({
    lines: await inTeam(app.deps.db, teamId, (tx) => listAudit(tx, teamId, { before, limit })),
  }))
}
