/**
 * The whole session as a document: every step in order, flows entered and left, custom steps,
 * commands, output in full, files, own statements at their step, what was written into the ticket.
 *
 * It is the same document for every form of export (`export-session.ts`), so that Markdown,
 * plain text and HTML hold the same. What must not leave is masked by the function handed in,
 * once, before any form is made of it.
 */

import { type Attachment, tellFile } from '../attachment/attachment.ts'
import { splitEnding } from '../attachment/split-ending.ts'
import { nameOf } from '../session/name-of.ts'
import type { PastedOutput, Session, Step } from '../session/session.ts'
import type { Author, Statement } from '../session/statement.ts'
import { workersOf } from '../session/takes-part.ts'
import { minutesWorked } from '../session/work-time.ts'
import type { NoteSettings } from './note.ts'
import { type HandoffEntry, tellHandoff } from './tell-handoff-entries.ts'
import { tellValidation } from './tell-validation.ts'
import { writtenBlocks } from './tell-written.ts'
import type { Block } from './told-block.ts'
import {
  CAUSE_WORDS,
  clockTime,
  dayOf,
  OUTCOME_WORDS,
  type TimeOf,
  tellNextStep,
  tellTick,
  timeTeller,
} from './wording.ts'

export function tellSession(
  session: Session,
  settings: NoteSettings,
  mask: (text: string) => string,
): Block[] {
  // Also what was written into the ticket later has its place in the story.
  const timeOf = timeTeller([session.startedAt, session.lastAt], settings)
  return maskBlocks(
    [
      { kind: 'title', text: session.ticket?.summary ?? 'Session without a ticket' },
      { kind: 'facts', facts: factsOf(session, settings) },
      ...outcomeBlocks(session),
      { kind: 'heading', text: 'What happened' },
      ...storyOf(session, timeOf),
      ...writtenBlocks(session, timeOf),
    ],
    mask,
  )
}

function factsOf(session: Session, settings: NoteSettings): [string, string][] {
  const { ticket } = session
  const workers = workersOf(session).map(({ name }) => name)
  const number = ticket?.ref ? String(ticket.ref.ticketId) : ticket?.number
  const facts: [string, string | undefined][] = [
    ['Ticket', number && `#${number}`],
    ['Client', ticket?.client],
    [
      'Started',
      `${dayOf(session.startedAt, settings)} ${clockTime(session.startedAt, settings)} by ${nameOf(session.startedBy)}`,
    ],
    ['Worked on by', workers.length > 1 ? workers.join(', ') : undefined],
    ['Level', session.level && 'First-level walk'],
    ['Flows', [...new Set(session.runs.map((r) => r.flow.name))].join(', ') || undefined],
    ['Time worked', `${Math.round(minutesWorked(session))} min`],
    ['Time zone', settings.timeZone],
  ]
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]))
}

function outcomeBlocks(session: Session): Block[] {
  const { outcome } = session
  if (!outcome)
    return [
      { kind: 'heading', text: 'Outcome' },
      { kind: 'text', text: 'In progress.' },
    ]
  const facts: [string, string][] = [
    ['Outcome', OUTCOME_WORDS[outcome.outcome]],
    [
      'Cause',
      `${CAUSE_WORDS[outcome.cause.status]}${outcome.cause.text ? `: ${outcome.cause.text}` : ''}`,
    ],
    [
      'Verification',
      outcome.verification.by === 'nobody'
        ? 'none'
        : `${outcome.verification.text} (${outcome.verification.by})`,
    ],
    ...(outcome.told ? [['Told', outcome.told] as [string, string]] : []),
    ...outcome.nextSteps.map((s): [string, string] => [
      'Next step',
      tellNextStep(s).replace(/^Next: /, ''),
    ]),
    ...(outcome.remark ? [['Remark', outcome.remark] as [string, string]] : []),
    ...tellValidation(session).map((text): [string, string] => ['Validated', text]),
  ]
  return [
    { kind: 'heading', text: 'Outcome' },
    { kind: 'facts', facts },
  ]
}

/** Steps and own statements in the order of time, each flow named where it is entered. */
function storyOf(session: Session, timeOf: TimeOf): Block[] {
  const said = Map.groupBy(session.statements, (s) => s.stepId ?? '')
  const items = [
    ...session.runs.map((run) => ({
      at: run.enteredAt,
      blocks: () => [enteredBlock(session, run, timeOf)],
    })),
    ...session.steps.map((step) => ({
      at: step.at,
      blocks: () => stepBlocks(step, said.get(step.id) ?? [], timeOf),
    })),
    ...(said.get('') ?? []).map((s) => ({ at: s.at, blocks: () => [statementBlock(s, timeOf)] })),
    ...session.outputs.map((o) => ({
      at: o.at,
      blocks: () => looseBlocks(o.at, 'Output pasted', outputBlock(o), timeOf),
    })),
    ...session.handoffs.flatMap(tellHandoff).map((told) => ({
      at: told.at,
      blocks: () => [handoffBlock(told, timeOf)],
    })),
    ...session.files.map((f) => ({
      at: f.at,
      blocks: () => looseBlocks(f.at, 'File attached', fileBlock(f), timeOf, f.by),
    })),
  ]
  // A stable sort keeps what happened in the same moment as it was recorded.
  return items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).flatMap((i) => i.blocks())
}

const handoffBlock = ({ at, ...told }: HandoffEntry, timeOf: TimeOf): Block => ({
  kind: 'entry',
  time: timeOf(at),
  ...told,
})

const enteredBlock = (session: Session, run: Session['runs'][number], timeOf: TimeOf): Block => {
  const parent = session.runs.find((r) => r.id === run.from?.runId)
  return {
    kind: 'entry',
    time: timeOf(run.enteredAt),
    text: parent
      ? `Entered “${run.flow.name}” from “${parent.flow.name}”`
      : `Entered “${run.flow.name}”`,
    tags: ['Flow'],
    details: [],
    fingerprint: `Version ${run.flow.version.slice(0, 12)}`,
  }
}

function stepBlocks(step: Step, said: readonly Statement[], timeOf: TimeOf): Block[] {
  const tags = [
    ...(step.kind === 'custom' ? ['Custom'] : []),
    ...(step.isOnPath ? [] : ['Taken back']),
  ]
  return [
    {
      kind: 'entry',
      time: timeOf(step.at),
      text: `${step.title} → ${resultOf(step)}`,
      tags,
      details: [
        ...said.map((s) => s.text),
        ...step.links.map((l) => `Consulted: ${l.title} (${l.url})`),
        `By ${nameOf(step.by)}`,
      ],
    },
    ...step.commands.map(
      (c): Block => ({
        kind: 'code',
        label: c.where ? `Command, ${c.where}` : 'Command',
        text: c.command,
      }),
    ),
    ...step.outputs.map(outputBlock),
    ...step.files.map(fileBlock),
  ]
}

const outputBlock = ({ text }: PastedOutput): Block => ({ kind: 'code', label: 'Output', text })

const fileBlock = (file: Attachment): Extract<Block, { kind: 'file' }> => ({
  kind: 'file',
  text: `Attached: ${tellFile(file)}`,
  file,
})

/** What was kept after the last step belongs to none; it is told where it happened. */
const looseBlocks = (
  at: string,
  what: string,
  block: Block,
  timeOf: TimeOf,
  by?: Author,
): Block[] => [
  {
    kind: 'entry',
    time: timeOf(at),
    text: what,
    tags: [],
    details: by ? [`By ${nameOf(by)}`] : [],
  },
  block,
]

const statementBlock = (s: Statement, timeOf: TimeOf): Block => ({
  kind: 'entry',
  time: timeOf(s.at),
  text: s.text,
  tags: [KIND_WORDS[s.kind], ...(s.isConfirmed ? [] : ['Not confirmed'])],
  details: [`By ${nameOf(s.by)}`],
})

export function resultOf(step: Step): string {
  switch (step.result.kind) {
    case 'choice':
      return step.result.label
    case 'value':
      return step.result.value
    case 'ended':
      return step.result.ending === 'returns'
        ? 'back to the flow before'
        : step.result.ending.replaceAll('_', ' ')
    case 'custom':
      return step.result.result.replaceAll('_', ' ')
    case 'seen':
      return step.result.label
    case 'ticked':
      return tellTick(step.result.tick)
    default:
      return step.result satisfies never
  }
}

export const KIND_WORDS: Readonly<Record<Statement['kind'], string>> = {
  report: 'Report',
  observation: 'Observation',
  action: 'Action',
  test: 'Test',
  dead_end: 'Did not help',
  decision: 'Decision',
  authorisation: 'Authorisation',
  hypothesis: 'Suspected',
  cause: 'Cause',
  next_step: 'Next step',
  communication: 'Communication',
}

const maskBlocks = (blocks: Block[], mask: (text: string) => string): Block[] =>
  blocks.map((block): Block => {
    switch (block.kind) {
      case 'facts':
        return { ...block, facts: block.facts.map(([name, value]) => [name, mask(value)]) }
      case 'entry':
        return { ...block, text: mask(block.text), details: block.details.map(mask) }
      case 'file': {
        const told = fileBlock({ ...block.file, fileName: maskName(block.file.fileName, mask) })
        return { ...told, text: mask(told.text) }
      }
      default:
        return { ...block, text: mask(block.text) }
    }
  })

function maskName(fileName: string, mask: (text: string) => string): string {
  const [stem, ending] = splitEnding(fileName)
  return `${mask(stem)}${ending}`
}
