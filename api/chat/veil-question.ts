/**
 * The veil of a question: the people of the team, and, asked beside a session, everybody and
 * everything that is named there.
 */
import type { RedactionPolicy } from '#shared/assistant/settings.ts'
import { gatherKnown } from '../assistant/gather-ground.ts'
import { hostsOf } from '../assistant/hosts-of.ts'
import { peopleOf } from '../assistant/people-of.ts'
import { makeVeil, type Veil } from '../assistant/veil.ts'
import type { Tx } from '../db.ts'
import { listPeople } from '../person/queries.ts'
import { readFolded } from '../session/read-folded.ts'
import type { QuestionRow } from './queries.ts'

export async function veilQuestion(
  tx: Tx,
  { teamId, sessionId }: Pick<QuestionRow, 'teamId' | 'sessionId'>,
  policy: RedactionPolicy,
): Promise<Veil> {
  const team = (await listPeople(tx, teamId)).map(({ name }) => name)
  const session = sessionId ? (await readFolded(tx, teamId, sessionId))?.session : undefined
  if (!session)
    return makeVeil({ people: team, hosts: hostsOf(policy, { ticket: null }), session: null })
  const known = await gatherKnown(tx, teamId, session)
  return makeVeil({
    people: [...new Set([...team, ...peopleOf(known.ticket, session)])],
    hosts: hostsOf(policy, { ...known, session }),
    session,
  })
}
