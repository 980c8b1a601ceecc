/** The shape of a turn's answer as it is sent: its words first, since they are shown as they grow. */
import { TurnResult } from '#shared/assistant/turn-result.ts'
import { jsonAnswer } from './model/answer-format.ts'

export const TURN_ANSWER = jsonAnswer(TurnResult, { version: '2', grows: 'reply_md' })
