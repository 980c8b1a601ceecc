/**
 * One turn of the demonstration: facts with their quotes, causes weighed by what was seen, the
 * checks that are still open, a question at the start, and a fix once something speaks for one
 * cause alone. Always of the same mind: the same record gives the same answer.
 */
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import type { DemoCase, DemoCheck } from './demo-case.ts'
import { findCase } from './find-case.ts'
import { NO_SCRIPT, nameScript } from './name-script.ts'
import type { AskedOfDemo } from './read-asked.ts'
import { isTriedInVain, type Seen, seenSoFar, type Weighed, weighCauses } from './weigh-causes.ts'

const MOST = { facts: 6, evidence: 3, hypotheses: 4, checks: 3, quote: 160 }
const SURE = 0.7

export function composeTurn(asked: AskedOfDemo): TurnResult {
  const demo = findCase(asked.ticket || asked.text)
  const seen = seenSoFar(demo, asked)
  const weighed = weighCauses(demo, seen, asked)
  const isOpening = seen.length === 0 && asked.answered === ''
  const best = weighed[0]
  const isSure = best !== undefined && best.share >= SURE && best.speakFor.length > 0
  const open = openChecks(demo, seen, weighed)
  const newChecks = open.filter(({ title }) => !isKnown(title, asked)).slice(0, MOST.checks)
  return {
    reply_md: reply({ demo, seen, weighed, open, asked, isOpening, isSure }),
    facts: [...factsOf(demo, asked), ...saidFacts(asked)].slice(0, MOST.facts),
    hypotheses: weighed.slice(0, MOST.hypotheses).map((one) => showHypothesis(one, asked)),
    checks: isSure ? [] : newChecks.map(showCheck),
    questions: isOpening ? [{ ...demo.question, choices: [...demo.question.choices] }] : [],
    fix: isSure && !isProposed(best, asked) ? [showFix(best, asked)] : [],
    flow_doubt: [],
    knowledge_used: asked.items
      .filter(({ label }) => label.startsWith('K'))
      .map(({ label }) => label)
      .slice(0, 1),
    needs_more_thought: false,
  }
}

/** What is to be looked up before this turn is answered: the script of the fix it comes to. */
export function scriptFor(asked: AskedOfDemo): string | undefined {
  const [fix] = composeTurn(asked).fix
  const { causes } = findCase(asked.ticket || asked.text)
  return fix && causes.find(({ key }) => key === fix.hypothesis)?.fix.script?.need
}

/** Facts that the ticket states, each with the words it rests on. */
export function factsOf(demo: DemoCase, asked: AskedOfDemo): TurnResult['facts'] {
  const known = demo.facts.flatMap(([text, pattern]) => {
    const found = pattern.exec(asked.ticket)
    if (!found) return []
    return [{ text: text.replace(/\$(\d)/g, (_, n) => found[Number(n)] ?? ''), quote: found[0] }]
  })
  const quoted = known.length > 0 ? known : firstSentence(asked.ticket)
  return quoted
    .filter(({ text }) => !isKnown(text, asked))
    .map(({ text, quote }) => ({
      text,
      source: 'ticket',
      quote: clip(quote.trim()),
      evidence: labelsOf(asked, 'T', quote),
      replaces: '',
    }))
}

/** Not through the middle of a token that stands for a person. */
const clip = (quote: string) =>
  quote
    .slice(0, MOST.quote)
    .replace(/\[[^\]]*$/, '')
    .trim()

/** Nothing better known: what the ticket says itself. */
function firstSentence(ticket: string): { text: string; quote: string }[] {
  const [, rest = ''] = /^[^\n]*\n([\s\S]*)$/.exec(ticket) ?? []
  const quote = /\S[^\r\n]{14,}?(?:[.!?](?=\s)|$)/m.exec(rest)?.[0].trim()
  return quote ? [{ text: quote, quote }] : []
}

/** What the technician just stated, unless it is a question or already stands in the record. */
function saidFacts(asked: AskedOfDemo): TurnResult['facts'] {
  const words = asked.said.at(-1)?.trim() ?? ''
  const sentence = /^[^\r\n]{12,200}?(?=[.!]\s|[.!]?\s*$)/m.exec(words)?.[0].trim()
  if (
    !sentence ||
    /\?|^(?:how|why|what|which|can|please)\b/i.test(words) ||
    isKnown(sentence, asked)
  )
    return []
  const evidence = labelsOf(asked, 'F', sentence)
  return [{ text: sentence, source: 'technician', quote: sentence, evidence, replaces: '' }]
}

function openChecks(
  demo: DemoCase,
  seen: readonly Seen[],
  weighed: readonly Weighed[],
): DemoCheck[] {
  const alive = weighed
    .filter(({ likelihood }) => likelihood !== 'unlikely')
    .map(({ cause }) => cause.key)
  return demo.checks.filter(
    (check) =>
      !seen.some((one) => one.check === check) &&
      check.outcomes.some(([, ...keys]) => keys.some((key) => alive.includes(key))),
  )
}

function showHypothesis(
  { cause, likelihood, speakFor, speakAgainst }: Weighed,
  asked: AskedOfDemo,
) {
  const shown = cause.shownBy?.exec(asked.ticket)?.[0]
  return {
    key: cause.key,
    cause: cause.cause,
    likelihood,
    for_evidence: unique([...(shown ? labelsOf(asked, 'T', shown) : []), ...labelled(speakFor)]),
    against_evidence: unique(labelled(speakAgainst)),
  }
}

function showCheck({
  title,
  how,
  minutes,
  risk,
  outcomes,
}: DemoCheck): TurnResult['checks'][number] {
  const shown = outcomes.map(([result, ...keys]) => ({ result, points_to: keys }))
  return { title, how, minutes, risk, outcomes: shown, ...NO_SCRIPT }
}

function showFix(
  { cause, share, speakFor }: Weighed,
  asked: AskedOfDemo,
): TurnResult['fix'][number] {
  return {
    title: cause.fix.title,
    hypothesis: cause.key,
    steps: [...cause.fix.steps],
    confidence: Math.min(95, Math.round(share * 100)),
    evidence: labelled(speakFor),
    would_confirm: cause.fix.wouldConfirm,
    risk: cause.fix.risk,
    ...nameScript(cause.fix.script, asked),
  }
}

interface Told {
  demo: DemoCase
  seen: readonly Seen[]
  weighed: readonly Weighed[]
  open: readonly DemoCheck[]
  asked: AskedOfDemo
  isOpening: boolean
  isSure: boolean
}

function reply({ demo, seen, weighed, open, asked, isOpening, isSure }: Told): string {
  const [best] = weighed
  const [next] = open
  const last = seen.at(-1)
  const words = asked.said.at(-1) ?? ''
  if (isOpening)
    return paragraphs(
      citing(demo.opening, unique(factsOf(demo, asked).flatMap(({ evidence }) => evidence))),
      next && `The quickest way to tell the causes apart: **${next.title}** (${next.minutes} min).`,
    )
  if (/^\s*(?:how|what do i|where)\b/i.test(words) && next)
    return paragraphs(`**${next.title}**: ${next.how}`, outcomesOf(next))
  if (/^\s*why\b/i.test(words) && best)
    return paragraphs(
      citing(`${best.cause.cause}: ${reasons(best)}`, labelled(best.speakFor)),
      next && `**${next.title}** would show it.`,
    )
  const worked = weighed.find(({ cause }) => asked.fixes.get(cause.fix.title) === 'worked')
  if (worked)
    return `Then it was this: ${lower(worked.cause.cause)}. Finish the session; the note is written from the record.`
  const failed = weighed.find(({ cause }) => isTriedInVain(cause, asked))
  return paragraphs(
    failed && `“${failed.cause.fix.title}” did not help, so “${lower(failed.cause.cause)}” is out.`,
    !failed &&
      last &&
      citing(`“${last.result}” speaks for ${causesOf(demo, last)}.`, labelled([last])),
    !failed && !last && 'Noted.',
    isSure && best && !isTriedInVain(best.cause, asked)
      ? `I would do this now: **${best.cause.fix.title}**. It worked if: ${lower(best.cause.fix.wouldConfirm)}.`
      : next
        ? `Next: **${next.title}** (${next.minutes} min).`
        : 'I know no further check for this. Tell me what else you saw, or pass it on with what stands in the record.',
  )
}

/** With the labels that a sentence rests on, before its full stop. */
const citing = (sentence: string, labels: readonly string[]): string =>
  labels.length > 0
    ? sentence.replace(/[.!?]?$/, (stop) => ` [${labels.slice(0, 2).join(', ')}]${stop}`)
    : sentence

const paragraphs = (...texts: (string | false | undefined)[]) => texts.filter(Boolean).join('\n\n')

const outcomesOf = ({ outcomes }: DemoCheck) => outcomes.map(([result]) => `- ${result}`).join('\n')

function reasons({ cause, speakFor }: Weighed): string {
  const results = speakFor.map(({ result }) => `“${result}”`)
  if (results.length > 0) return `${results.join(', ')} speaks for it.`
  return cause.shownBy ? 'the words of the ticket point there.' : 'it is common with these signs.'
}

function causesOf(demo: DemoCase, { keys }: Seen): string {
  const causes = demo.causes
    .filter(({ key }) => keys.includes(key))
    .map(({ cause }) => `“${lower(cause)}”`)
  return causes.join(' or ') || 'none of the causes so far'
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** On the table, tried, or dismissed: it is not proposed a second time. */
function isProposed({ cause }: Weighed, asked: AskedOfDemo): boolean {
  return asked.fixes.has(cause.fix.title) || isTriedInVain(cause, asked)
}

/** Labels of one kind whose text holds these words. */
function labelsOf(asked: AskedOfDemo, kind: 'F' | 'T', words: string): string[] {
  return asked.items
    .filter(({ label, text }) => label.startsWith(kind) && text.includes(words.trim()))
    .map(({ label }) => label)
    .slice(0, MOST.evidence)
}

const labelled = (seen: readonly Seen[]) => seen.flatMap(({ label }) => label ?? [])
const unique = (labels: readonly string[]) => [...new Set(labels)]

/** Stands in the record or in an earlier answer already. */
function isKnown(text: string, { items, answered }: AskedOfDemo): boolean {
  return (
    answered.includes(JSON.stringify(text).slice(1, -1)) ||
    items.some((item) => /^[FS]/.test(item.label) && item.text.includes(text))
  )
}
