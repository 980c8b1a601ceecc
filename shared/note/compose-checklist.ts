/**
 * What a checklist says in a note: for whoever goes on, each group with what was done, left out,
 * out of the ordinary and is open; for the client, what is ready and what is still to come.
 */
import { type ChecklistHere, checklistsOf, type RuntimeStep } from '../session/checklist.ts'
import type { Tick } from '../session/checklist-event.ts'
import { ledgerOf } from '../session/ledger.ts'
import type { Session } from '../session/session.ts'
import type { NoteSettings, Section, Sentence } from './note.ts'
import { asSentence, type TimeOf, tellTick, withoutStop } from './wording.ts'

/** One section for each group, in the order of the list; a step in a list of its own below it. */
export function tellChecklists(
  session: Session,
  settings: NoteSettings,
  timeOf: TimeOf,
): Section[] {
  const said = Map.groupBy(ledgerOf(session), ({ stepId }) => stepId ?? '')
  const lists = checklistsOf(session)
  return lists.flatMap((list) =>
    groupsOf(list).map(
      ([group, steps]): Section => ({
        heading: headingOf(list, group, lists.length > 1),
        layout: 'lines',
        sentences: steps.flatMap((step) => tellStep(step, said, settings, timeOf)),
      }),
    ),
  )
}

function groupsOf({ steps }: ChecklistHere): [string | undefined, RuntimeStep[]][] {
  const groups: [string | undefined, RuntimeStep[]][] = []
  for (const step of steps) {
    const last = groups.at(-1)
    if (last && last[0] === step.group) last[1].push(step)
    else groups.push([step.group, [step]])
  }
  return groups
}

const headingOf = ({ run }: ChecklistHere, group: string | undefined, isOneOfSome: boolean) => {
  const { name } = run.flow
  const heading = group === undefined ? name : isOneOfSome ? `${name}: ${group}` : group
  return heading.toUpperCase()
}

type Said = Map<string, { id: string; text: string }[]>

function tellStep(
  step: RuntimeStep,
  said: Said,
  settings: NoteSettings,
  timeOf: TimeOf,
): Sentence[] {
  const { settled, title, isMandatory } = step
  if (!settled) {
    const words = `Open${isMandatory ? ', to be settled' : ''}: ${withoutStop(title)}`
    return [{ text: asSentence(words), evidence: [settings.sessionId] }]
  }
  const time = timeOf(settled.step.at)
  const lead = settled.tick.kind === 'exception' ? 'Exception: ' : ''
  const statements = said.get(settled.step.id) ?? []
  const told = statements.map(({ id, text }) => ({
    text: `${time} ${lead}${asSentence(text)}`,
    evidence: [id],
  }))
  // Its sentence was withdrawn; that it was settled still stands.
  const bare = asSentence(`${time} ${withoutStop(title)}: ${tellTick(settled.tick)}`)
  return told.length > 0 ? told : [{ text: bare, evidence: [settled.step.id] }]
}

/** “12 of 14 steps of “New employee” are settled.” */
export function tellProgress(session: Session, whole: readonly string[]): Sentence[] {
  return checklistsOf(session)
    .filter(({ run }) => !run.from)
    .map(({ run, steps, settled }) => {
      const next = steps.find((step) => !step.settled)
      const goesOn = next && !session.outcome ? `; next: ${withoutStop(next.title)}` : ''
      return {
        text: `${settled} of ${steps.length} steps of “${run.flow.name}” settled${goesOn}.`,
        evidence: whole,
      }
    })
}

/**
 * What the steps make ready, as the flow words it for the client. Of maintenance: what was looked
 * at, and what of it was out of the ordinary.
 */
export function tellReady(session: Session, whole: readonly string[]): Sentence[] {
  const lists = checklistsOf(session)
  return [
    ...listSorts(
      lists.filter(({ run }) => run.checklist?.kind !== 'maintenance'),
      whole,
      [
        ['Ready', (tick) => tick === 'done'],
        ['Still to come', (tick) => tick === undefined || tick === 'exception'],
      ],
    ),
    ...listSorts(
      lists.filter(({ run }) => run.checklist?.kind === 'maintenance'),
      whole,
      [
        ['Checked', (tick) => tick === 'done'],
        ['Out of the ordinary', (tick) => tick === 'exception'],
        ['Still to be checked', (tick) => tick === undefined],
      ],
    ),
  ]
}

type Sort = [lead: string, has: (tick: Tick['kind'] | undefined) => boolean]

function listSorts(
  lists: readonly ChecklistHere[],
  whole: readonly string[],
  sorts: readonly Sort[],
): Sentence[] {
  const worded = lists.flatMap(({ steps }) => steps.filter(({ ready }) => ready))
  return sorts.flatMap(([lead, has]) =>
    listReady(
      lead,
      worded.filter(({ settled }) => has(settled?.tick.kind)),
      whole,
    ),
  )
}

function listReady(
  lead: string,
  steps: readonly RuntimeStep[],
  whole: readonly string[],
): Sentence[] {
  if (steps.length === 0) return []
  const evidence = steps.flatMap(({ settled }) => settled?.step.id ?? [])
  return [
    {
      text: `${lead}: ${steps.map(({ ready }) => ready).join(', ')}.`,
      evidence: evidence.length > 0 ? evidence : whole,
    },
  ]
}
