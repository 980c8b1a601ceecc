/** The addresses of kept documentation. */
import { ListDocuments, ReadDocument } from '#shared/document/contract.ts'
import { refuse } from '#shared/route.ts'
import { type Marking, maskIn } from '#shared/session/mask-session.ts'
import { type App, answer } from '../answer.ts'
import { inTeam } from '../db.ts'
import { readSession } from '../session/queries.ts'
import { readFolded } from '../session/read-folded.ts'
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

  answer(app, ReadDocument, ({ sessionId, documentId }, { teamId }) =>
    inTeam(db, teamId, async (tx) => {
      const found = await readDocument(tx, teamId, sessionId, documentId)
      if (!found) return refuse('notFound', 'There is no such documentation of this session.')
      const folded = await readFolded(tx, teamId, sessionId)
      return { ...found, ...maskMarked(found.text, folded?.session) }
    }),
  )
}

/** What was kept stays as it was; what was marked since does not go out of it any more. */
function maskMarked(kept: string, session: Marking): { text: string; isMasked: boolean } {
  const isMarked = (session?.marks.length ?? 0) > 0
  const text = isMarked ? maskIn(session)(kept) : kept
  return { text, isMasked: text !== kept }
}
