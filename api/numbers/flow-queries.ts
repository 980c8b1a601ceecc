/** The SQL of how one flow is walked, and of how each branch did before and since. */
import { sql } from 'kysely'
import type { Branch, NumbersOfFlow, StepNumbers, Way } from '#shared/numbers/contract.ts'
import { FEWEST_BEFORE, FEWEST_SINCE } from '#shared/numbers/started-failing.ts'
import type { Tx } from '../db.ts'
import { isOf, type Scope, tellWalks, type WalksTold, walksIn, within } from './queries.ts'

type Whole = Pick<NumbersOfFlow, 'walks' | 'helped' | 'medianMinutes'>

export async function readFlowWhole(tx: Tx, scope: Scope, flowId: string): Promise<Whole> {
  const { rows } = await sql<WalksTold>`
    select ${tellWalks} from (${walksIn(scope)}) as w where flow_id = ${flowId}`.execute(tx)
  const { walks, good, counted, medianMinutes } = rows[0] ?? NONE
  return { walks, helped: { good, of: counted }, medianMinutes }
}

const NONE: WalksTold = { walks: 0, good: 0, counted: 0, medianMinutes: null }

/** More than any flow has. */
const MOST_STEPS = 2000

export async function listStepNumbers(
  tx: Tx,
  scope: Scope,
  flowId: string,
): Promise<Omit<StepNumbers, 'title'>[]> {
  const { rows } = await sql<WalksTold & { handed: number } & Pick<StepNumbers, 'node' | 'choice'>>`
    with handed as (
      select distinct session_id from walk_step
      where ${within(scope)} and how = 'escalated'
    )
    select node, choice, count(distinct run_id)::integer as walks,
      count(*) filter (where has_helped)::integer as good, count(has_helped)::integer as counted,
      count(*) filter (where not has_helped
        and session_id in (select session_id from handed))::integer as handed,
      percentile_cont(0.5) within group (order by minutes) as median_minutes
    from walk_step
    where ${within(scope)} and flow_id = ${flowId} and how = 'settled'
      and ${isOf(scope, 'person_id')}
    group by node, choice order by walks desc, node, choice limit ${MOST_STEPS}`.execute(tx)
  return rows.map(({ good, counted, handed, ...step }) => ({
    ...step,
    helped: { good, of: counted },
    escalated: { good: handed, of: counted },
  }))
}

const MOST_WAYS = 20

export async function listWays(tx: Tx, scope: Scope, flowId: string): Promise<Way[]> {
  const { rows } = await sql<{ way: string; walks: number }>`
    select way, count(*)::integer as walks from (${walksIn(scope)}) as w
    where flow_id = ${flowId} and way <> '' group by way
    order by walks desc, way limit ${MOST_WAYS}`.execute(tx)
  return rows.map(({ way, walks }) => ({ steps: readWay(way), walks }))
}

const readWay = (way: string): Way['steps'] =>
  way.split(' ').map((step) => {
    const [node = '', choice] = step.split(':')
    return { node, choice: choice || null }
  })

/** Those of which there is enough to be held against each other. */
export async function listBranches(
  tx: Tx,
  scope: Scope,
  before: string,
): Promise<Omit<Branch, 'title' | 'answer'>[]> {
  const { teamId, from, to } = scope
  const { rows } = await sql<{
    flowId: string
    node: string
    choice: string
    flowName: string
    goodBefore: number
    ofBefore: number
    goodSince: number
    ofSince: number
  }>`
    select b.*, coalesce(w.flow_name, '') as flow_name
    from (
      select flow_id, node, choice,
        count(*) filter (where at < ${from} and has_helped)::integer as good_before,
        count(*) filter (where at < ${from})::integer as of_before,
        count(*) filter (where at >= ${from} and has_helped)::integer as good_since,
        count(*) filter (where at >= ${from})::integer as of_since
      from walk_step
      where team_id = ${teamId} and at >= ${before} and at < ${to} and how = 'settled'
        and has_helped is not null and choice is not null and ${isOf(scope, 'person_id')}
      group by flow_id, node, choice
    ) as b
    left join lateral (
      select flow_name from walk
      where team_id = ${teamId} and flow_id = b.flow_id order by at desc limit 1
    ) as w on true
    where b.of_before >= ${FEWEST_BEFORE} and b.of_since >= ${FEWEST_SINCE}
      and b.good_since * b.of_before < b.good_before * b.of_since`.execute(tx)
  return rows.map(({ goodBefore, ofBefore, goodSince, ofSince, ...branch }) => ({
    ...branch,
    before: { good: goodBefore, of: ofBefore },
    since: { good: goodSince, of: ofSince },
  }))
}
