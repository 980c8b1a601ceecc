/**
 * What keeps a guidance from being saved, as sentences that say what to do instead.
 *
 * It goes out with every question, outside of what hides names in a session. So nobody of the
 * team is named in it, and nothing by which somebody is reached stands in it. An address of the
 * web would never be shown as a link. Takes any text; an empty list lets it through.
 */
import { redact } from '../redact/redact.ts'
import { foldText } from '../text/fold-text.ts'

export function checkGuidance(text: string, people: readonly string[]): string[] {
  const problems = people
    .filter((name) => name.includes(' ') && isNamed(text, name))
    .map((name) => `It names ${name}. Write what they do instead, such as “the network team”.`)
  if (redact(text, { contacts: true }).text !== redact(text).text) {
    problems.push(
      'There is an address or a number of a person in it. Take it out: FlowPilot reaches nobody.',
    )
  }
  if (/\b(https?:\/\/|www\.)/i.test(text)) {
    problems.push(
      'There is a link in it. Take it out: FlowPilot shows none. Put links into the steps of a flow.',
    )
  }
  return problems
}

/** As whole words, however they are spaced. */
const isNamed = (text: string, name: string): boolean =>
  ` ${wordsOf(text)} `.includes(` ${wordsOf(name)} `)

const wordsOf = (text: string): string =>
  foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
