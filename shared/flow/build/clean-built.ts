/**
 * The words of a drawn flow as they may stand in a draft: no signs that cannot be seen, nothing
 * that looks like a secret, no link that nobody has put there, nothing longer than a field takes.
 */
import { redact } from '../../redact/redact.ts'
import { cutText } from '../../text/cut-text.ts'
import type { BuiltFlow, BuiltNode } from './built-flow.ts'
import {
  LONGEST_BODY,
  LONGEST_COMMAND,
  LONGEST_TITLE,
  MOST_COMMANDS,
  quoteText,
} from './line-words.ts'

/** Leaves room for the number that tells two equal answers apart. */
const LONGEST_LABEL = 190
const LONGEST_SUMMARY = 500

export function cleanBuilt(built: BuiltFlow, tell: (message: string) => void): BuiltFlow {
  const { name, summary, start, nodes, links } = built
  const cleaner = (where: string) => {
    let isTold = false
    return (raw: string): string => {
      const { text, masked } = redact(raw.toWellFormed().replaceAll(UNSEEN, '').trim())
      if (masked.length > 0 && !isTold) {
        isTold = true
        tell(`What looks like a secret is left out of ${where}. Ask for it where it is used.`)
      }
      return text
    }
  }
  const ofFlow = cleaner('the name and the summary')
  const ofAnswers = cleaner('the answers')
  return {
    start,
    name: cutText(lineOf(ofFlow(name)), LONGEST_TITLE),
    summary: cutText(lineOf(ofFlow(summary)), LONGEST_SUMMARY),
    nodes: nodes.map((node) => cleanNode(node, cleaner, tell)),
    links: links.map(({ from, answer, to }) => ({
      ...{ from, to },
      answer: cutText(lineOf(ofAnswers(answer)), LONGEST_LABEL),
    })),
  }
}

function cleanNode(
  node: BuiltNode,
  cleaner: (where: string) => (raw: string) => string,
  tell: (message: string) => void,
): BuiltNode {
  const title = lineOf(redact(node.title.toWellFormed().replaceAll(UNSEEN, '')).text)
  const clean = cleaner(quoteText(title))
  const long = clean(node.title).length > LONGEST_TITLE ? title : ''
  const markdown = (raw: string) => cutText(withoutLinks(clean(raw)), LONGEST_BODY)
  const commands = node.commands.map(clean).filter(Boolean)
  const kept = commands.filter(({ length }) => length <= LONGEST_COMMAND).slice(0, MOST_COMMANDS)
  if (kept.length < commands.length) {
    tell(
      `A step has at most ${MOST_COMMANDS} commands of ${LONGEST_COMMAND} characters. ${commands.length - kept.length} left out at ${quoteText(title)}.`,
    )
  }
  return {
    ...{ id: node.id, kind: node.kind },
    title: cutText(title, LONGEST_TITLE),
    text: markdown([long, node.text].filter(Boolean).join('\n\n')),
    commands: kept,
    before: markdown(node.before),
    undo: markdown(node.undo),
  }
}

const UNSEEN = /[^\P{Cc}\t\n]/gu

/** Titles and answers are one line, with no marks in it. */
const lineOf = (text: string): string => text.replaceAll('`', '').replaceAll(/\s+/g, ' ').trim()

/** Where a model would have led somebody is shown as words. */
const withoutLinks = (text: string): string =>
  text
    .replaceAll(/\](?=\(|\[|:(?!:))/g, '] ')
    .replaceAll(/<(?=[a-z][a-z0-9+.-]*:|[^\s<>@]+@)/gi, '')
