/** The addresses of kept documentation. */
import { ListDocuments, ReadDocument } from '#shared/document/contract.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { inTeam } from '../db.ts'
import { readSession } from '../session/queries.ts'
import { listDocuments, readDocument } from './queries.ts'

export function documentRoutes(app: App): void {
  const { db } = app.deps

  answer(app, ListDocuments, ({ sessionId }, { teamId }) =>
    inTeam(db, teamId, async (tx) => {
      const session = await readSession(tx, teamId, sessionId)
      if (!session) return refuse('notFound', 'There is no such session.')
      return { documents: await listDocuments(tx, teamId, sessionId) }
    }),
  )

  answer(app, ReadDocument, async ({ sessionId, documentId }, { teamId }) => {
    const found = await inTeam(db, teamId, (tx) => readDocument(tx, teamId, sessionId, documentId))
    return found ?? refuse('notFound', 'There is no such documentation of this session.')
  })
}
