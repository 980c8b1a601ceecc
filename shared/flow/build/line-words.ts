/** What one line says: its title, its commands, and whether it asks, answers or ends. */
import type { Command, FlowNode } from '../flow.ts'
import { guessSafety } from './guess-safety.ts'
import type { Line } from './read-lines.ts'

export const LONGEST_TITLE = 200
export const LONGEST_COMMAND = 2000
export const MOST_COMMANDS = 12
export const LONGEST_BODY = 10_000

export interface Repair {
  /** Where in the pasted text. */
  line: number
  message: string
}

/** What every step has of its line; what is too long for a title stands whole in the text. */
export function placeOf(line: Line): Pick<FlowNode, 'title' | 'body' | 'links'> {
  const plain = line.text.replaceAll('`', '').trim() || `Run ${line.commands[0] ?? 'it'}`
  if (plain.length <= LONGEST_TITLE) return { title: plain, links: [] }
  return {
    title: `${plain.slice(0, LONGEST_TITLE - 1).trim()}…`.toWellFormed(),
    body: plain.slice(0, LONGEST_BODY).toWellFormed(),
    links: [],
  }
}

/** Those in backticks and those between fences, and those that stand alone on the lines below. */
export function commandsOf(line: Line, repairs: Repair[]): Command[] {
  const below = line.lines.filter(isCommandAlone).flatMap(textsOfCommands)
  const texts = [...textsOfCommands(line), ...below]
  const kept = texts.filter((text) => text.length <= LONGEST_COMMAND).slice(0, MOST_COMMANDS)
  if (kept.length < texts.length) {
    const message = `A step has at most ${MOST_COMMANDS} commands of ${LONGEST_COMMAND} characters. ${texts.length - kept.length} left out.`
    repairs.push({ line: line.number, message })
  }
  return kept.map((text) => ({ text, safety: guessSafety(text), shell: 'powershell' }))
}

const textsOfCommands = (line: Line): string[] => [
  ...[...line.text.matchAll(/`([^`]+)`/g)].map(([, text]) => String(text).trim()).filter(Boolean),
  ...line.commands.filter(Boolean),
]

export const isCommandAlone = (line: Line): boolean =>
  /^`[^`]+`$/.test(line.text) && line.lines.length === 0

export const isQuestion = (line: Line): boolean => /[?？]\s*$/.test(line.text)

/** “→ Restart the queue”, “-> 3”: which step that stands elsewhere it leads to. */
export const ledTo = (line: Line): string | undefined =>
  /^(?:→|->|=>)\s*(\S.*)$/.exec(line.text)?.[1]?.trim()

/** “Yes: restart it”, “No -> is it plugged in?”: what is answered, and what then. */
export function splitAnswer(text: string): { label: string; rest: string } {
  const found = /^([^`:→]{1,120}?)\s*(?:->|=>|→|:(?=\s|$))\s*(.*)$/.exec(text)
  return found
    ? { label: String(found[1]).trim(), rest: String(found[2]).trim() }
    : { label: text, rest: '' }
}

export type EndingSaid = { ending: 'resolved' | 'escalate'; rest: string }

/** “Done: it prints”, “Escalate: to the network team”. */
export function endingOf(line: Line): EndingSaid | undefined {
  if (isQuestion(line)) return undefined
  const done = /^(?:done|resolved|solved|fixed)\s*(?:$|[.!]\s*$|[:,–—-]\s*(.*)$)/i.exec(line.text)
  if (done) return { ending: 'resolved', rest: done[1] ?? '' }
  const escalate = /^escalate\b[\s:,.–—-]*(.*)$/i.exec(line.text)
  return escalate ? { ending: 'escalate', rest: escalate[1] ?? '' } : undefined
}

/** A question with one answer is none: what else can be said to it. */
export function otherAnswers(labels: readonly string[]): string[] {
  const [only, second] = labels
  if (second !== undefined) return []
  if (only === undefined) return ['Yes', 'No']
  const label = only.toLowerCase()
  return [label === 'yes' ? 'No' : label === 'no' ? 'Yes' : 'Otherwise']
}

/** Where everything ends that leads nowhere. */
export const HAND_ON = {
  title: 'Not covered here: hand it on',
  text: 'What was tried, and what it showed',
}

export const quote = (line: Line): string => quoteText(line.text)

export const quoteText = (text: string): string =>
  `“${(text.length > 60 ? `${text.slice(0, 59)}…` : text).toWellFormed()}”`
