/** Why a model gave no answer that may be used, for people: what it was, and what to do next. */
import type { FailureKind } from '../session/lane-event.ts'

const WORDS: Record<FailureKind, string> = {
  busy: 'The model is overloaded at the moment.',
  rate: 'The model takes no more questions for the moment: too many were asked at once.',
  spend: 'The budget for the model is used up.',
  session_spend:
    'This session has cost what one session may. FlowPilot goes on by rules; an admin can raise the limit under Settings.',
  auth: 'The model does not accept the key. An admin of your team checks it under Settings.',
  bad_request: 'The model did not accept the question as it was put.',
  refused:
    'The model declined to answer this one. Ask in other words; the work goes on without it.',
  truncated: 'The model’s answer was too long and did not end.',
  cut: 'The answer broke off.',
  stalled: 'The model stopped in the middle of its answer.',
  invalid: 'The model’s answer could not be used.',
  aborted: 'The answer was stopped.',
  network: 'The model could not be reached.',
}

/** After which another try may well succeed. */
const PASSING: ReadonlySet<FailureKind> = new Set([
  'busy',
  'rate',
  'truncated',
  'cut',
  'stalled',
  'invalid',
  'network',
])

export const isWorthAskingAgain = (kind: FailureKind): boolean => PASSING.has(kind)

export function tellFailure(kind: FailureKind, retryAfterSeconds?: number | null): string {
  const again = retryAfterSeconds
    ? `Try again in ${tellWait(retryAfterSeconds)}.`
    : PASSING.has(kind)
      ? 'Try again in a moment.'
      : ''
  return [WORDS[kind], again].filter(Boolean).join(' ')
}

const tellWait = (seconds: number): string =>
  seconds < 90
    ? `${Math.ceil(seconds)} seconds`
    : seconds < 5_400
      ? `${Math.ceil(seconds / 60)} minutes`
      : `${Math.ceil(seconds / 3_600)} hours`
