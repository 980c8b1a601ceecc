/**
 * Learns from a session that was finished, opened again or masked anew: what it can teach is kept,
 * and raises a proposal or joins one.
 *
 * May be done any number of times, by any number of processes: what it taught before and does not
 * any more is withdrawn. Texts are masked and lose the names of the client before they are kept. A
 * session that is opened again teaches nothing until it is finished.
 */
import { isChecklist } from '#shared/flow/flow.ts'
import { type Alignment, alignWith, clusterOf } from '#shared/proposal/align-with.ts'
import { type FinishedPath, flowsOf, inOriginals, pathOf } from '#shared/proposal/path-of.ts'
import { isFirstLevel } from '#shared/session/first-level.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { forgetKnownNames } from '../knowledge/names-of.ts'
import { maskNotices, type NoticeDeps } from '../notice/put-notices.ts'
import { readFolded } from '../session/read-folded.ts'
import { drawAnew, hashPattern, isRetiring, tellPatch } from './draw-proposal.ts'
import { findFitting } from './find-fitting.ts'
import { findTarget, readOriginals, type Target } from './find-target.ts'
import { maskDecided } from './mask-decided.ts'
import { dropPath, keepPath } from './path-queries.ts'
import { changeProposal, dropSource, listOfSession, lockProposals } from './queries.ts'
import { type Lesson, raiseCluster, raisePatch } from './raise-proposal.ts'
import type { Teacher } from './tell-people.ts'

export interface ToLearn {
  teamId: string
  sessionId: string
  /** Whether its own people offer it. */
  isOffered: boolean
  /** Nobody is told of what is raised: it stands in the list. */
  isSilent?: boolean
  onNotDrawn?: Teacher['onNotDrawn']
}

/** What it had to say of a flow that it went by. */
interface Aligned {
  flowId: string
  target: Target | undefined
  found: Alignment
}

/** One lesson for each flow that the session went by, and one where none of them fits. */
export async function learnFrom(
  tx: Tx,
  deps: Pick<Deps, keyof NoticeDeps | 'now'>,
  { teamId, sessionId, isOffered, isSilent = false, onNotDrawn }: ToLearn,
): Promise<Lesson[]> {
  await lockProposals(tx, teamId)
  const folded = await readFolded(tx, teamId, sessionId)
  const went = folded ? await tellPath(tx, teamId, folded.session) : null
  const sourceOf = await listOfSession(tx, teamId, sessionId)
  // That a branch has not helped here stands, whatever else the session teaches.
  const before = sourceOf.filter((one) => !isRetiring(one))
  if (!folded || !went) {
    await dropPath(tx, teamId, sessionId)
    const mask = folded && maskIn(folded.session)
    await leave(tx, deps, { teamId, sessionId, mask }, before, new Set())
    return []
  }
  const { path, aligned } = await alignAll(tx, teamId, went)
  const cluster = clusterIn(path, aligned)
  const { at, by } = folded.session.outcome ?? { at: folded.session.lastAt, by: null }
  const byId = by?.kind === 'person' ? by.id : folded.row.ownerId
  const walked = new Set(flowsOf(path))
  const bySession = aligned.filter(({ flowId }) => walked.has(flowId))
  const flows = bySession.map(({ flowId, found }) => ({
    flowId,
    pattern: found.kind === 'patch' ? hashPattern(found.pattern) : null,
  }))
  const kept = { sessionId, byId, at, isFirstLevel: isFirstLevel(folded.session) }
  await keepPath(tx, { teamId, ...kept, path, cluster, flows })
  const wasOffered = before.some((one) => one.isOffered && one.status === 'open')
  const source = { ...kept, isOffered: isOffered || wasOffered }
  const byName = by?.kind === 'person' ? by.name : 'Somebody'
  const teacher: Teacher = { teamId, source, byName, isSilent, onNotDrawn }
  const taught = new Set([...flows.flatMap(({ pattern }) => pattern ?? []), cluster ?? ''])
  await leave(tx, deps, { teamId, sessionId, mask: maskIn(folded.session) }, before, taught)
  const lessons: Lesson[] = []
  const hasOwn = path.own.length > 0
  for (const one of aligned) lessons.push(await teach(tx, deps, teacher, one, hasOwn))
  if (cluster !== null) lessons.push(await raiseCluster(tx, deps, teacher, cluster))
  return lessons
}

/** Masked, without names, and by the originals of copies that proposals have made. */
async function tellPath(tx: Tx, teamId: string, session: Session): Promise<FinishedPath | null> {
  const mask = maskIn(session)
  const forget = await forgetKnownNames(tx, teamId, session)
  const path = pathOf(session, (text) => forget(mask(text)))
  return path && inOriginals(path, await readOriginals(tx, teamId))
}

/**
 * With the flows it went by; where it did something of its own and none of them fits, with the one
 * of the library that has it, or that it teaches what it lacks.
 */
async function alignAll(
  tx: Tx,
  teamId: string,
  path: FinishedPath,
): Promise<{ path: FinishedPath; aligned: Aligned[] }> {
  const aligned: Aligned[] = []
  for (const flowId of flowsOf(path)) {
    const target = await findTarget(tx, teamId, flowId)
    const found: Alignment = target
      ? alignWith({ id: flowId, content: target.content }, path)
      : { kind: 'no_match' }
    aligned.push({ flowId, target, found })
  }
  if (!isOnItsOwn(path, aligned)) return { path, aligned }
  const fitting = await findFitting(tx, teamId, path)
  if (!fitting) return { path, aligned }
  const { flowId, target, fit } = fitting
  const rest = aligned.filter((one) => one.flowId !== flowId)
  if (fit.kind === 'has_all') {
    return { path, aligned: [...rest, { flowId, target, found: { kind: 'nothing_new' } }] }
  }
  const found = alignWith({ id: flowId, content: target.content }, fit.path)
  return found.kind === 'patch'
    ? { path: fit.path, aligned: [...rest, { flowId, target, found }] }
    : { path, aligned }
}

/** It did something that fits in no flow it went by; a step among those of a checklist stays there. */
const isOnItsOwn = (path: FinishedPath, aligned: readonly Aligned[]): boolean =>
  path.own.length > 0 &&
  !aligned.some(
    ({ found, target }) => found.kind !== 'no_match' || (target && isChecklist(target.content)),
  )

/** By what it waits for others that did the same. */
const clusterIn = (path: FinishedPath, aligned: readonly Aligned[]): string | null =>
  isOnItsOwn(path, aligned) ? hashPattern(`new|${clusterOf(path)}`) : null

async function teach(
  tx: Tx,
  deps: Pick<Deps, keyof NoticeDeps | 'now'>,
  teacher: Teacher,
  { flowId, target, found }: Aligned,
  hasOwn: boolean,
): Promise<Lesson> {
  const flowName = target?.content.name ?? null
  if (target && found.kind === 'patch') {
    return raisePatch(tx, deps, teacher, { flowId, target, drawn: tellPatch(found) })
  }
  const isThere = found.kind === 'nothing_new' || (target !== undefined && !hasOwn)
  return { outcome: isThere ? 'nothing_new' : 'no_match', flowName }
}

type OfSession = Awaited<ReturnType<typeof listOfSession>>

/** Takes it out of what it does not teach any more, and its words out of what was told and decided. */
async function leave(
  tx: Tx,
  { now }: Pick<Deps, 'now'>,
  { teamId, sessionId, mask }: { teamId: string; sessionId: string; mask: Mask | undefined },
  before: OfSession,
  taught: ReadonlySet<string>,
): Promise<void> {
  const ids = before.map(({ id }) => id)
  if (mask) await maskNotices(tx, teamId, ids, mask)
  for (const { id, status, pattern, title } of before) {
    const masked = mask?.(title) ?? title
    if (masked !== title) await changeProposal(tx, teamId, id, { title: masked }, false)
    if (status !== 'open') {
      await maskDecided(tx, teamId, id, mask)
    } else if (!taught.has(pattern)) {
      await dropSource(tx, teamId, id, sessionId)
      await drawAnew(tx, teamId, id, now())
    }
  }
}

type Mask = (text: string) => string
