/** What stands in the form of a plan, read: the plan it makes, or what is still wrong with it. */
import type { MaintenancePlan, SaveMaintenancePlan } from '#shared/maintenance/contract.ts'
import { nextDue } from '#shared/maintenance/next-due.ts'
import { readTargets, tellTargets } from '#shared/maintenance/read-targets.ts'
import { Schedule } from '#shared/maintenance/schedule.ts'
import { dayOf } from '#shared/note/wording.ts'
import type { RequestOf } from '#shared/route.ts'
import type { PlanForm } from './kept-plans.ts'

type PlanWords = Omit<RequestOf<typeof SaveMaintenancePlan>, 'planId' | 'basedOn'>
export type PlanProblems = Partial<Record<keyof PlanForm, string>>

export const beginPlan = (now: string, timeZone: string): PlanForm => ({
  ...{ flowId: '', name: '', client: '', targets: '', isPaused: false },
  ...beginWhen(now, timeZone),
})

/** From today on, as the calendar of that zone has it: a plan for tonight begins tonight. */
const beginWhen = (now: string, timeZone: string) => ({
  ...{ rule: null, at: '18:00', timeZone, from: dayOf(now, { timeZone }) },
})

export function formOf(plan: MaintenancePlan, now: string, timeZone: string): PlanForm {
  const { flowId, name, client, isPaused, targets, schedule } = plan
  const when = schedule ?? beginWhen(now, timeZone)
  return { flowId, name, client, isPaused, targets: tellTargets(targets), ...when }
}

export function readPlanForm(form: PlanForm): { words: PlanWords | null; problems: PlanProblems } {
  const { flowId, name, client, isPaused, rule, at, timeZone, from } = form
  const targets = readTargets(form.targets)
  const schedule = rule && Schedule.safeParse({ rule, at, timeZone, from })
  const problems: PlanProblems = {
    ...(flowId ? {} : { flowId: 'Choose the flow that is worked through.' }),
    ...(name.trim() ? {} : { name: 'Give it a name.' }),
    ...(client.trim() ? {} : { client: 'Say for whom.' }),
    ...('problem' in targets ? { targets: targets.problem } : {}),
    ...(schedule && !schedule.success ? problemOf(schedule.error.issues) : {}),
  }
  if (Object.keys(problems).length > 0 || 'problem' in targets) return { words: null, problems }
  const words = { flowId, name: name.trim(), client: client.trim(), isPaused }
  return {
    words: {
      ...words,
      targets: targets.targets,
      schedule: schedule ? (schedule.data ?? null) : null,
    },
    problems,
  }
}

const SAYS = {
  at: 'An hour as 18:30.',
  timeZone: 'No such time zone; one is Europe/Berlin.',
  from: 'A day from 1970 to 2199.',
  rule: 'A number that is too small or too large.',
}

function problemOf(issues: readonly { path: readonly PropertyKey[] }[]): PlanProblems {
  const fields = new Set(issues.map(({ path }) => path[0]))
  return Object.fromEntries(Object.entries(SAYS).filter(([field]) => fields.has(field)))
}

/** The next moments, where this browser has a calendar to find them with. */
export function nextMoments(schedule: Schedule, now: string, n: number): string[] {
  if (!('Temporal' in globalThis)) return []
  const moments: string[] = []
  for (let i = 0; i < n; i++) moments.push(nextDue(schedule, moments.at(-1) ?? now))
  return moments
}
