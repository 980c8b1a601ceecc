/** Pasted output, and what was read from it. */
import type { Finding } from './finding.ts'

/** A sentence for the record, with the line of the output that says it. */
export interface OutputFact {
  text: string
  quote: string
}

/** What one command's output says. */
export interface OutputReading {
  /** The command, as a technician knows it. */
  tool: string
  findings: Finding[]
  facts: OutputFact[]
}

export interface Output {
  text: string
  lines: readonly string[]
}

/** Undefined where the shape is not this command's; a reader never guesses. */
export type ReadTool = (output: Output) => OutputReading | undefined

/** No tool prints a line that is longer; what is behind it says nothing to any reader. */
const LONGEST_LINE = 1000
const MOST_LINES = 20_000
const LONGEST_QUOTE = 300

export function toOutput(pasted: string): Output {
  const lines = pasted
    .split(/\r\n|[\n\r]/, MOST_LINES)
    .map((line) => line.slice(0, LONGEST_LINE).trimEnd())
  return { text: lines.join('\n'), lines }
}

export const fact = (text: string, line: string): OutputFact => ({
  text,
  quote: line.trim().slice(0, LONGEST_QUOTE),
})

/**
 * `Label . . . . : value`, as most Windows tools print; more values on indented lines below. A value
 * stands apart from the colon, unless the line begins as `glued` says, with the colon at its end.
 */
export interface Field {
  label: string
  values: string[]
  line: string
}

export function fieldsOf(lines: readonly string[], glued?: RegExp): Field[] {
  const fields: Field[] = []
  let last: Field | undefined
  for (const line of lines) {
    const head = glued?.exec(line)?.[0]
    const at = head ? head.length - 1 : line.search(/:(\s|$)/)
    const label =
      at > 0
        ? line
            .slice(0, at)
            .replace(/[\s.\u00a0]+$/, '')
            .trim()
        : ''
    if (label && label.length < 80) {
      const value = line.slice(at + 1).trim()
      last = { label, values: value ? [value] : [], line }
      fields.push(last)
    } else if (last && /^\s{8,}\S/.test(line)) last.values.push(line.trim())
    else if (line.trim() === '') last = undefined
  }
  return fields
}

/** The first field with one of these labels, in any language that is known. */
export const field = (fields: readonly Field[], label: RegExp): Field | undefined =>
  fields.find((one) => label.test(one.label))

/** Whether any line fits: what a tool is recognised by. */
export const findLine = ({ lines }: Output, of: RegExp): string | undefined =>
  lines.find((line) => of.test(line))

/** Several in words: "a, b and c"; a long list is cut, and says so. */
export function tellSome(names: readonly string[], most = 5): string {
  const some = names.slice(0, most)
  const left = names.length - some.length
  if (left > 0) return `${some.join(', ')} and ${left} more`
  return some.length < 2 ? (some[0] ?? '') : `${some.slice(0, -1).join(', ')} and ${some.at(-1)}`
}

export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`
