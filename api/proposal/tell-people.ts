/** Who is told of proposals: whoever may review them, and those whose work was decided about. */
import { mayDo } from '#shared/person/rights.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { type NoticeDeps, putNotices, takeBackNotices } from '../notice/put-notices.ts'
import { listPeople } from '../person/queries.ts'
import type { Who } from '../who.ts'
import { listSources, type ProposalRow, type Source } from './queries.ts'

/** The session that shows something, and who finished it. */
export interface Teacher {
  teamId: string
  source: Source
  byName: string
  /** Learned of what was finished long ago: nobody is told. */
  isSilent: boolean
  /** Told that what it joins could not be drawn anew and stays as it is; without it nothing is learned. */
  onNotDrawn?: ((error: unknown, proposalId: string) => void) | undefined
}

interface Raised {
  id: string
  kind: 'patch' | 'newFlow'
  flowName: string
  title: string
}

export async function tellRaised(
  tx: Tx,
  deps: Pick<Deps, keyof NoticeDeps | 'now'>,
  { teamId, source, byName, isSilent }: Teacher,
  { id, kind, flowName, title }: Raised,
): Promise<void> {
  if (isSilent) return
  const reviewers = await listReviewers(tx, teamId)
  const text =
    kind === 'newFlow'
      ? `No flow led ${byName} to this, so a new one is proposed: ${title}`
      : `${byName} ${source.isOffered ? 'offers' : 'did'} what “${flowName}” does not have: ${title}`
  await putNotices(tx, deps, {
    teamId,
    at: deps.now(),
    notices: reviewers.map((personId) => ({
      ...{ personId, kind: 'proposal_raised', byId: source.byId, byName, text },
      opens: { proposalId: id },
    })),
  })
}

/** Of a branch that has stopped helping: nobody did it. */
export async function tellFailing(
  tx: Tx,
  deps: Pick<Deps, keyof NoticeDeps | 'now'>,
  teamId: string,
  { id, flowName, title }: Omit<Raised, 'kind'>,
): Promise<void> {
  const reviewers = await listReviewers(tx, teamId)
  await putNotices(tx, deps, {
    teamId,
    at: deps.now(),
    notices: reviewers.map((personId) => ({
      ...{ personId, kind: 'proposal_raised', byId: null, byName: 'ResolutionFlow' },
      ...{ text: `${flowName}: ${title}`, opens: { proposalId: id } },
    })),
  })
}

const listReviewers = async (tx: Tx, teamId: string): Promise<string[]> =>
  (await listPeople(tx, teamId))
    .filter((person) => person.removedAt === null && mayDo(person, 'reviewProposals'))
    .map(({ id }) => id)

/** It waits for nobody any more: whoever has it at the bell, or its list open, sees that at once. */
export const tellOver = (tx: Tx, teamId: string, proposalId: string): Promise<void> =>
  takeBackNotices(tx, teamId, 'proposal_raised', proposalId)

/** Once each, with a session of theirs that it was made of. */
export async function tellDecided(
  tx: Tx,
  deps: Pick<Deps, keyof NoticeDeps | 'now'>,
  { teamId, personId: byId, name: byName }: Who,
  { id, flowName, title }: Pick<ProposalRow, 'id' | 'flowName' | 'title'>,
  decided: { did: 'accepted' } | { did: 'declined'; reason: string },
): Promise<void> {
  await tellOver(tx, teamId, id)
  const sources = await listSources(tx, teamId, id)
  const own = new Map(sources.flatMap((one) => (one.byId ? [[one.byId, one.sessionId]] : [])))
  const text =
    decided.did === 'accepted'
      ? `${byName} put into “${flowName}” what your session showed: ${title}`
      : `${byName} declined “${title}” for “${flowName}”: ${decided.reason}`
  await putNotices(tx, deps, {
    teamId,
    at: deps.now(),
    notices: [...own].map(([personId, sessionId]) => ({
      ...{ personId, kind: 'proposal_decided', byId, byName, text },
      opens: { proposalId: id, sessionId },
    })),
  })
}
