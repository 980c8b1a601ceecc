/**
 * Takes in a flow file: a draft, or what is wrong with the file and where.
 *
 * Whatever is handed in is answered: any text, of any size. Each problem says its place as a person
 * finds it: the line where the text breaks off, or the path in the file together with the step
 * it belongs to. A file in a form newer than ours is not guessed at. What a flow may lack while it
 * is being written, the file may lack; it becomes a draft either way.
 */
import * as z from 'zod/mini'
import { DraftContent } from '../edit/draft-content.ts'
import type { FlowContent } from '../flow.ts'
import { FLOW_FORMAT, FORMAT_VERSION } from './flow-file.ts'
import { whereJsonBreaks } from './where-json-breaks.ts'

export interface FileProblem {
  /** `line 12, column 3`, or `flow.nodes.4.title`. */
  at: string
  /** The title of the step it belongs to. */
  step?: string
  message: string
}
export type ReadFile = { ok: true; flow: FlowContent } | { ok: false; problems: FileProblem[] }

/** More than five thousand steps with all they may say, and less than what freezes a page. */
export const LARGEST_FLOW_FILE = 8 * 1024 * 1024
const MOST_TOLD = 50

export function readFlowFile(text: string): ReadFile {
  if (text.length > LARGEST_FLOW_FILE) {
    return no('', 'This file is larger than any flow: at most 8 MB. Take out what is no flow.')
  }
  const json = parseJson(text)
  if (!json.ok) return json
  const head = Head.safeParse(json.value)
  if (!head.success) return no('format', NO_FLOW_FILE)
  if (head.data.formatVersion > FORMAT_VERSION) {
    return no(
      'formatVersion',
      `This file is of form ${head.data.formatVersion}, and this ResolutionFlow reads form ${FORMAT_VERSION}. Update the extension, or export the flow again where it comes from.`,
    )
  }
  const parsed = DraftContent.safeParse(head.data.flow, { reportInput: true })
  if (parsed.success) {
    // What it was copied from where it comes from is no flow of this team.
    const { fork: _, ...flow } = parsed.data
    return { ok: true, flow }
  }
  return {
    ok: false,
    problems: parsed.error.issues.slice(0, MOST_TOLD).map((issue) => ({
      at: ['flow', ...issue.path].join('.'),
      ...stepAt(head.data.flow, issue.path),
      message: sayIssue(issue),
    })),
  }
}

const Head = z.object({
  format: z.literal(FLOW_FORMAT),
  formatVersion: z.int().check(z.minimum(1)),
  flow: z.unknown(),
})
const NO_FLOW_FILE =
  'This is no flow file of ResolutionFlow. Pick one that ends in .flow.json, as “Flow file” makes it.'

const no = (at: string, message: string): { ok: false; problems: FileProblem[] } => ({
  ok: false,
  problems: [{ at, message }],
})

function parseJson(text: string) {
  try {
    return { ok: true as const, value: JSON.parse(text) as unknown }
  } catch {
    return no(
      placeOf(text),
      'From here on it is not JSON. Mend it there, or export the flow again.',
    )
  }
}

function placeOf(text: string): string {
  const before = text.slice(0, whereJsonBreaks(text))
  const line = before.split('\n').length
  return `line ${line}, column ${before.length - before.lastIndexOf('\n')}`
}

const Titled = z.object({ title: z.string() })
const WithNodes = z.object({ nodes: z.array(z.unknown()) })

/** The step that a place lies in, by its title. */
function stepAt(flow: unknown, [list, n]: readonly PropertyKey[]): { step?: string } {
  if (list !== 'nodes' || typeof n !== 'number') return {}
  const step = Titled.safeParse(WithNodes.safeParse(flow).data?.nodes[n]).data?.title
  return step ? { step: step.slice(0, 200) } : {}
}

function sayIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'This is missing. Write it in.'
        : `This must be ${KINDS[issue.expected] ?? issue.expected}.`
    case 'too_big':
      return `There is too much here: at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}.`
    case 'invalid_value':
      return `This must be one of: ${issue.values.join(', ')}.`
    case 'invalid_union':
      return 'There is no such kind of step. Use one of those that an exported flow has.'
    case 'invalid_format':
      return 'Use small letters, digits and dashes here.'
    case 'custom':
      return `${issue.message}.`
    default:
      return 'This cannot be read. Write it as an exported flow has it.'
  }
}

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}
