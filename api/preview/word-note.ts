/**
 * Asks the model to word a composed note, and a second, cheaper one to judge what words alone
 * cannot decide.
 *
 * The model is given what the record composes and nothing else; secrets and people are hidden
 * before it leaves. Each sentence that comes back passes the gate (`shared/note/gate-words.ts`)
 * or is set aside with the reason; what is only doubtful, since nobody could hold it against the
 * record, the technician may take. Until then the record's own words stand: they are always at
 * hand and always true.
 */
import * as z from 'zod/mini'
import { routeTier } from '#shared/assistant/route-tier.ts'
import { tellFailure } from '#shared/assistant/tell-failure.ts'
import type { Purpose } from '#shared/assistant/tier-route.ts'
import { canonicalJson } from '#shared/canonical-json.ts'
import { applyWords } from '#shared/note/apply-words.ts'
import type { Flagged } from '#shared/note/contract.ts'
import { type GatedSentence, gateWords } from '#shared/note/gate-words.ts'
import type { ComposedNote } from '#shared/note/note.ts'
import { hasPlace } from '#shared/note/take-flagged.ts'
import { WordedNote, wordableSections } from '#shared/note/worded-note.ts'
import type { ReplyMode } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import { foldText } from '#shared/text/fold-text.ts'
import { gatherGround } from '../assistant/gather-ground.ts'
import { hostsOf } from '../assistant/hosts-of.ts'
import type { AnswerFormat } from '../assistant/model/answer-format.ts'
import { jsonAnswer } from '../assistant/model/answer-format.ts'
import { callModel } from '../assistant/model/call-model.ts'
import { readModelState } from '../assistant/model/read-state.ts'
import { peopleOf } from '../assistant/people-of.ts'
import { promptVersionWith, systemBlocks } from '../assistant/system-blocks.ts'
import { eachText, makeVeil, type Veil } from '../assistant/veil.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { Guidance } from '../guidance/queries.ts'
import type { Asker } from '../who.ts'
import { JUDGE_PROMPT, NOTE_PROMPT, type Prompt } from './prompts.ts'

/** Of everything that decides the words beside the record: another one is another preview. */
export const WORDING_VERSION = `note ${NOTE_PROMPT.version}, judge ${JUDGE_PROMPT.version}, flags 1`

export type Worded =
  | {
      ok: true
      mode: ReplyMode
      note: ComposedNote
      flagged: Flagged[]
      setAside: { text: string; why: string }[]
    }
  /** The record's own words stay; the message says why, where there is something to say. */
  | { ok: false; message: string | null }

const Judgement = z.object({
  verdicts: z.array(
    z.object({
      number: z.int(),
      verdict: z.enum(['supported', 'contradicted', 'not_stated']),
      words: z.string(),
    }),
  ),
})

export const NOTE_ANSWER = jsonAnswer(WordedNote, { version: '1' })
export const JUDGE_ANSWER = jsonAnswer(Judgement, { version: '1' })

export async function wordNote(
  deps: Deps,
  who: Asker,
  given: { sessionId: string; session: Session; note: ComposedNote; guidance: Guidance },
): Promise<Worded> {
  const { sessionId, session, note, guidance } = given
  const sections = wordableSections(session, note, sessionId).filter((s) => s.items.length > 0)
  if (sections.length === 0) return { ok: false, message: null }
  const state = await readModelState(deps, who.teamId)
  if (state.state === 'off') return { ok: false, message: null }
  if (state.state === 'spent') return { ok: false, message: state.message }
  const ground = await inTeam(deps.db, who.teamId, (tx) => gatherGround(tx, who.teamId, session))
  const people = peopleOf(ground.ticket, session)
  const hosts = hostsOf(state.policy, { ...ground, session })
  const desk: Desk = { deps, who, sessionId, state, veil: makeVeil({ people, hosts, session }) }

  const noting = { ...NOTE_PROMPT, guidance }
  const answer = await ask(desk, 'note', noting, NOTE_ANSWER, {
    sections: sections.map(({ key, items }) => ({
      key,
      items: items.map(({ label, kind, text }) => ({ label, kind, text })),
    })),
  })
  if (!answer.ok) return answer
  const lexicon = [...people, ...(ground.ticket?.configurations.map((c) => c.name) ?? [])]
  const gated = gateWords(answer.value.sentences.slice(0, MOST_SENTENCES), sections, lexicon)
  const judged = await judge(desk, gated)
  const passed = gated.filter((sentence) => isPassed(sentence, judged))
  const worded = applyWords(note, passed)
  const flagged = gated.filter((s) => isDoubtful(s, judged)).map((s) => flag(s, judged))
  const shown = flagged.filter((sentence) => hasPlace(worded, sentence))
  const texts = new Set(shown.map((sentence) => sentence.text))
  return {
    ok: true,
    mode: state.state === 'demo' ? 'demo' : 'model',
    note: worded,
    flagged: shown,
    setAside: gated
      .filter((sentence) => !passed.includes(sentence) && !texts.has(sentence.text))
      .map((sentence) => ({ text: sentence.text, why: whyNot(sentence, judged) })),
  }
}

const MOST_SENTENCES = 60

interface Desk {
  deps: Deps
  who: Asker
  sessionId: string
  state: Awaited<ReturnType<typeof readModelState>>
  veil: Veil
}

type Verdict = z.infer<typeof Judgement>['verdicts'][number]['verdict']

/** Verdicts by sentence; none where nobody could judge. */
async function judge(
  desk: Desk,
  gated: readonly GatedSentence[],
): Promise<ReadonlyMap<GatedSentence, Verdict>> {
  const doubtful = gated.filter(({ verdict }) => verdict === 'judge')
  if (doubtful.length === 0) return new Map()
  const answer = await ask(desk, 'judge', JUDGE_PROMPT, JUDGE_ANSWER, {
    sentences: doubtful.map(({ text, items }, i) => ({
      number: i + 1,
      text,
      evidence: items.map((item) => item.text),
    })),
  })
  if (!answer.ok) return new Map()
  const { restore } = desk.veil
  return new Map(
    answer.value.verdicts.flatMap(({ number, verdict, words }): [GatedSentence, Verdict][] => {
      const sentence = doubtful[number - 1]
      if (!sentence) return []
      // Words that decide it and do not stand there are the judge's own: that decides nothing.
      const isQuoted = sentence.items.some((item) => holds(item.text, restore(words)))
      return [[sentence, verdict === 'supported' && !isQuoted ? 'not_stated' : verdict]]
    }),
  )
}

const holds = (text: string, words: string): boolean =>
  words.trim() !== '' && foldText(text).includes(foldText(words))
const isPassed = (sentence: GatedSentence, judged: ReadonlyMap<GatedSentence, Verdict>) =>
  sentence.verdict === 'kept' ||
  (sentence.verdict === 'judge' && judged.get(sentence) === 'supported')

/** What is contradicted is as good as dropped. */
const isDoubtful = (sentence: GatedSentence, judged: ReadonlyMap<GatedSentence, Verdict>) =>
  sentence.verdict === 'judge' &&
  judged.get(sentence) !== 'supported' &&
  judged.get(sentence) !== 'contradicted'

const flag = (sentence: GatedSentence, judged: ReadonlyMap<GatedSentence, Verdict>): Flagged => ({
  section: sentence.section,
  text: sentence.text.replace(/\s+/g, ' ').trim(),
  why: [...new Set([whyNot(sentence, judged), ...sentence.why])].slice(0, MOST_REASONS),
  items: sentence.items.map(({ ids, text }) => ({ ids: [...ids], text })),
})

const MOST_REASONS = 3

function whyNot(sentence: GatedSentence, judged: ReadonlyMap<GatedSentence, Verdict>): string {
  const verdict = judged.get(sentence)
  if (verdict === 'contradicted') return 'The record says something else.'
  if (verdict === 'not_stated') return 'Not all of it is in the record.'
  return sentence.why[0] ?? 'Nobody could hold it against the record.'
}

type Asked<T> = { ok: true; value: T } | { ok: false; message: string }

/** One question about material that is nobody's instruction: it comes as a tool's result. */
async function ask<T>(
  { deps, who, sessionId, state, veil }: Desk,
  purpose: Purpose,
  prompt: Prompt & { guidance?: Guidance },
  format: AnswerFormat<T>,
  material: object,
): Promise<Asked<T>> {
  const route = routeTier({ purpose, budget: state.budget, health: state.health })
  if (route.use === 'rules') {
    return { ok: false, message: tellFailure(route.failure ?? 'network') }
  }
  // Who judges is told nothing but what to judge by.
  const { guidance = NO_GUIDANCE } = prompt
  const once = () =>
    callModel(deps, {
      teamId: who.teamId,
      personId: who.personId,
      sessionId,
      purpose,
      choice: route.choice,
      system: systemBlocks(prompt.text, guidance, state.policy),
      messages: [
        { role: 'user', content: 'Please do this for the material below.' },
        { role: 'assistant', content: [{ type: 'tool_use', ...READ }] },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: READ.id,
              content: canonicalJson(eachText(material, veil.hide)),
            },
          ],
        },
      ],
      tools: [READ_TOOL],
      mayCallTools: false,
      format,
      promptVersion: promptVersionWith(prompt.version, guidance),
      maxTokens: 4_000,
      signal: deps.stopping,
    })
  const first = await once()
  const answer = first.kind === 'failure' && first.isWorthRetrying ? await once() : first
  if (answer.kind === 'answer') return { ok: true, value: eachText(answer.value, veil.restore) }
  const message = answer.kind === 'failure' ? answer.message : 'The model did not answer.'
  return { ok: false, message }
}

const NO_GUIDANCE: Guidance = { version: 0, text: '' }
const READ = { id: 'material', name: 'read_material', input: {} } as const
const READ_TOOL = {
  name: READ.name,
  description: 'The material of this task.',
  input_schema: { type: 'object' as const, properties: {} },
}
