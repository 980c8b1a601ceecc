/**
 * Every shape that a model is ever held to, by what it is for. A schema that is missing here is
 * found by `sent-formats.test.ts`, which counts what they may hold.
 */
import { FLOW_ANSWER } from '../flow-description/draw-flow.ts'
import { JUDGE_ANSWER, NOTE_ANSWER } from '../preview/word-note.ts'
import type { AnswerFormat } from './model/answer-format.ts'
import { SUMMARY_ANSWER } from './summarise-ticket.ts'
import { TURN_ANSWER } from './turn-answer.ts'

export const SENT_FORMATS: Readonly<Record<string, AnswerFormat<unknown>>> = {
  turn: TURN_ANSWER,
  summary: SUMMARY_ANSWER,
  note: NOTE_ANSWER,
  judge: JUDGE_ANSWER,
  flow: FLOW_ANSWER,
}
