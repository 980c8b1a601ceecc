/**
 * The words of a proposed change that a reviewer may say better before accepting it, and the edits
 * that come of it.
 *
 * What a step of somebody's own was called came from the middle of their work, and whether it changes
 * anything was not recorded. Where a step leads stays as it was proposed.
 */
import { entitle } from '../flow/edit/entitle.ts'
import type { FlowEdit, FlowFields } from '../flow/edit/flow-edit.ts'
import { type Choice, type FlowContent, type FlowNode, SafetyClass } from '../flow/flow.ts'

export interface Wording {
  /** The same each time the same change is read. */
  key: string
  /** What it is called where it is written. */
  label: string
  text: string
  most: number
  /** It cannot be left empty. */
  isNeeded: boolean
  /** A paragraph, or one line. */
  isLong: boolean
  /** One of these, where it is not said freely. */
  options?: readonly { value: string; label: string }[]
}

/** What the reviewer says instead, by the wording's key. */
export type Reworded = Readonly<Record<string, string>>

interface Found extends Wording {
  /** What has to be done to say it so. */
  edits: (text: string) => readonly FlowEdit[]
}

/** In the order in which they are read: as they are proposed, of what is asked after what was said. */
export const wordsOf = (edits: readonly FlowEdit[], said: Reworded = {}): Wording[] =>
  findWords(edits, said)

/** The edits that say it in these words, after those that were proposed. */
export function reword(edits: readonly FlowEdit[], said: Reworded): FlowEdit[] {
  return findWords(edits, said).flatMap(({ key, text, edits }) => {
    const now = said[key]?.trim()
    return now === undefined || now === text ? [] : edits(now)
  })
}

/** Why it cannot be said so; none where it can. */
export function whyNotSaid({ isNeeded, label }: Wording, text: string): string | undefined {
  return isNeeded && text.trim() === '' ? `“${label}” cannot be empty.` : undefined
}

/** A new flow as the changes that make it: its name, and each of its steps. */
export const editsOfNew = ({ name, summary, category, nodes }: FlowContent): FlowEdit[] => [
  { type: 'setFlow', fields: { name, summary, category } },
  ...nodes.map((node): FlowEdit => ({ type: 'addNode', node })),
]

function findWords(edits: readonly FlowEdit[], said: Reworded): Found[] {
  return edits.flatMap((edit): Found[] => {
    switch (edit.type) {
      case 'setFlow':
        return ofFlow(edit.fields)
      case 'addNode':
      case 'insertOnEdge':
        return ofNode(edit.node, said)
      case 'putChoice':
        return ofChoice(edit.node, edit.choice)
      default:
        return []
    }
  })
}

export const titleKey = (node: string): string => `${node} title`
export const labelKey = (node: string, choice: string): string => `${node} ${choice} label`

const LINE = { isNeeded: true, isLong: false, most: 200 }
const TEXT = { isNeeded: false, isLong: true, most: 4_000 }

function ofFlow(fields: FlowFields): Found[] {
  return FLOW_FIELDS.flatMap(([field, label, most]): Found[] => {
    const text = fields[field]
    return text
      ? [
          {
            ...{ key: `flow ${field}`, label, text, ...LINE, most },
            edits: (now) => [{ type: 'setFlow', fields: { [field]: now } }],
          },
        ]
      : []
  })
}

const FLOW_FIELDS = [
  ['name', 'Name of the flow', 200],
  ['summary', 'What it is for', 500],
  ['category', 'Category', 200],
] as const

function ofNode(node: FlowNode, reworded: Reworded): Found[] {
  const said = (
    field: string,
    label: string,
    text: string,
    more: Partial<Wording> = {},
  ): Found => ({
    ...{ key: `${node.id} ${field}`, label, text, ...TEXT, ...more },
    edits: (now) => [{ type: 'changeNode', node: node.id, fields: { [field]: now || null } }],
  })
  if (node.kind === 'end') {
    const { cause } = node
    return [
      said('title', 'Title of the end', node.title, LINE),
      ...(cause
        ? [
            {
              ...said('cause', 'Cause', cause.text, { ...LINE, most: 500 }),
              edits: (text: string): FlowEdit[] => [
                { type: 'changeNode', node: node.id, fields: { cause: { ...cause, text } } },
              ],
            },
          ]
        : []),
      ...(node.verification === undefined
        ? []
        : [said('verification', 'How it is verified', node.verification, { isNeeded: true })]),
    ]
  }
  return [
    { ...said('title', 'Title of the step', node.title, LINE), edits: (now) => entitle(node, now) },
    said('body', 'What to do there', node.body ?? ''),
    ...(node.kind === 'action' ? [ofSafety(node)] : []),
    ...(node.kind === 'action' && safetyOf(node, reworded) !== 'reads'
      ? [
          said('before', 'To note before', node.before ?? '', { isNeeded: true }),
          said('undo', 'The way back', node.undo ?? '', { isNeeded: true }),
        ]
      : []),
    ...(node.kind === 'question' || node.kind === 'check'
      ? node.choices.flatMap((choice) => ofChoice(node.id, choice))
      : []),
  ]
}

type Action = Extract<FlowNode, { kind: 'action' }>

const safetyKey = (node: string): string => `${node} safety`

const safetyOf = ({ id, safety }: Action, said: Reworded): SafetyClass =>
  SafetyClass.safeParse(said[safetyKey(id)]).data ?? safety

/** What only reads has nothing to note before, and no way back. */
const ofSafety = ({ id, safety }: Action): Found => ({
  ...{ key: safetyKey(id), label: 'What it does', text: safety, ...LINE, options: SAFETY_WORDS },
  edits: (now) => {
    const next = SafetyClass.safeParse(now).data
    if (!next) return []
    const none = next === 'reads' ? { before: null, undo: null } : {}
    return [{ type: 'changeNode', node: id, fields: { safety: next, ...none } }]
  },
})

const SAFETY_WORDS: readonly { value: SafetyClass; label: string }[] = [
  { value: 'reads', label: 'Reads: looks and changes nothing' },
  { value: 'changes', label: 'Changes: can be undone' },
  { value: 'disrupts', label: 'Disrupts: people notice, or it cannot be undone' },
]

const ofChoice = (node: string, choice: Choice): Found[] => [
  {
    ...{ key: labelKey(node, choice.id), label: 'Answer', text: choice.label, ...LINE },
    edits: (label) => [{ type: 'putChoice', node, choice: { ...choice, label } }],
  },
]
