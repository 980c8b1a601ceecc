/**
 * Raises a proposal for each branch that used to help and has stopped: what follows the answer is
 * taken out, and it hands over from now on.
 *
 * Once a day, by the rule of the numbers. Its sources are the sessions that the branch has not
 * helped; each day's further ones join. What was changed since is judged by what happened since.
 */
import { choicesOf } from '#shared/flow/flow-map.ts'
import { findNode } from '#shared/flow/next-node.ts'
import { type Branch, DAYS_BEFORE, DEFAULT_DAYS } from '#shared/numbers/contract.ts'
import { hasStartedFailing } from '#shared/numbers/started-failing.ts'
import { type BranchAt, retireBranch, tellBranch } from '#shared/proposal/retire-branch.ts'
import { inTeam, listTeamIds, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import type { NoticeDeps } from '../notice/put-notices.ts'
import { listBranches } from '../numbers/flow-queries.ts'
import { drawAnew, type History, hashPattern, replayPatch, tellChange } from './draw-proposal.ts'
import { countHelped, listContents, listNotHelped } from './failing-queries.ts'
import { findTarget, readOriginals, type Target } from './find-target.ts'
import { addSources, findOpen, insertProposal, lockProposals, type Source } from './queries.ts'
import { findDeclined } from './raise-proposal.ts'
import { tellFailing } from './tell-people.ts'

const RAISE_FAILING: JobKind<object> = { name: 'raise-failing-branches' }

export function defineFailingJobs(deps: Deps): void {
  deps.jobs.define(RAISE_FAILING, () => raiseFailing(deps))
  deps.jobs.schedule(RAISE_FAILING, '20 3 * * *', {})
}

type RaiseDeps = Pick<Deps, keyof NoticeDeps | 'db' | 'log' | 'now'>
type Failing = Pick<Branch, 'flowId' | 'node' | 'before' | 'since'> & { choice: string }

export async function raiseFailing(deps: RaiseDeps): Promise<void> {
  for (const teamId of await listTeamIds(deps.db)) {
    try {
      await inTeam(deps.db, teamId, (tx) => raiseInTeam(tx, deps, teamId))
    } catch (error) {
      // It holds up no other team, and is tried again the next night.
      deps.log.error({ err: error, teamId }, 'failing branches were not looked at in a team')
    }
  }
}

const DAY_MS = 24 * 3_600_000

async function raiseInTeam(tx: Tx, deps: RaiseDeps, teamId: string): Promise<void> {
  const now = deps.now().getTime()
  const daysAgo = (days: number) => new Date(now - days * DAY_MS).toISOString()
  const from = daysAgo(DEFAULT_DAYS)
  const scope = { teamId, from, to: daysAgo(0), personId: null }
  const branches = await listBranches(tx, scope, daysAgo(DEFAULT_DAYS + DAYS_BEFORE))
  const failing = branches.filter(({ before, since }) => hasStartedFailing(before, since))
  if (failing.length === 0) return
  await lockProposals(tx, teamId)
  const originals = await readOriginals(tx, teamId)
  const history: History = new Map()
  for (const branch of failing) {
    if (branch.choice === null) continue
    const { flowId, node, choice } = branch
    const original = originals.get(flowId) ?? flowId
    const target = await findTarget(tx, teamId, original)
    if (!target) continue
    const changedAt = await findChange(tx, teamId, { flowId: original, target, node, choice, from })
    const asked = { teamId, flowId, node, choice, from: changedAt ?? from }
    const since = changedAt ? await countHelped(tx, asked) : branch.since
    if (!hasStartedFailing(branch.before, since)) continue
    const { sources, of } = await listNotHelped(tx, asked)
    const one = { ...branch, choice, flowId: original, since }
    await raiseOne(tx, deps, teamId, one, { target, sources, of, history })
  }
}

interface Judged extends BranchAt {
  flowId: string
  target: Target
  from: string
}

/** When what follows the answer was last changed; none where that was before the span. */
async function findChange(
  tx: Tx,
  teamId: string,
  { flowId, target, node, choice, from }: Judged,
): Promise<string | undefined> {
  const isInSpan = (at: string) => Date.parse(at) > Date.parse(from)
  if (!isInSpan(target.publishedAt)) return undefined
  const now = tellBranch(target.content, { node, choice })
  const versions = await listContents(tx, teamId, { id: target.id, of: flowId })
  const other = versions.findIndex(({ content }) => tellBranch(content, { node, choice }) !== now)
  const since = versions[other - 1]?.publishedAt
  return since !== undefined && isInSpan(since) ? since : undefined
}

interface Evidence {
  target: Target
  sources: readonly Source[]
  of: number
  history: History
}

async function raiseOne(
  tx: Tx,
  deps: RaiseDeps,
  teamId: string,
  branch: Failing,
  { target, sources, of, history }: Evidence,
): Promise<void> {
  const { flowId, node, choice } = branch
  const retired = retireBranch(target.content, branch)
  if (!retired || sources.length === 0) return
  const pattern = hashPattern(['retire', flowId, node, choice].join('|'))
  const at = deps.now()
  const known = await findOpen(tx, teamId, pattern)
  if (known) await drawAnew(tx, teamId, known.id, at, history)
  // It may be over by now, where what it would take out was changed.
  const open = known && (await findOpen(tx, teamId, pattern))
  if (open) return addSources(tx, teamId, open.id, sources)
  if (await findDeclined(tx, teamId, pattern, of)) return
  const id = deps.newId()
  const flowName = target.content.name
  const changes = [tellChange(retired)]
  const title = titleOf(target.content, branch)
  await insertProposal(tx, {
    ...{ teamId, id, kind: 'patch', pattern, flowId, flowName, title, changes, newFlow: null },
    ...{ baseFlowId: target.id, baseVersion: target.version, raisedAt: at, changedAt: at },
    replay: await replayPatch(
      tx,
      teamId,
      { id: flowId, content: target.content },
      changes,
      history,
    ),
  })
  await addSources(tx, teamId, id, sources)
  await tellFailing(tx, deps, teamId, { id, flowName, title })
}

function titleOf(
  content: Parameters<typeof findNode>[0],
  { node, choice, before, since }: Failing,
): string {
  const at = findNode(content, node)
  const answer = at && choicesOf(at).find(({ id }) => id === choice)?.label
  return `“${answer ?? choice}” at “${at?.title ?? node}” has stopped helping: in ${since.good} of ${since.of}, before in ${before.good} of ${before.of}`
}
