/** Why a model gave no answer, or only half of one, in words for a technician, with what to do. */
import type { FailureKind } from '#shared/session/lane-event.ts'

interface FailureWords {
  what: string
  todo: string
}

const AGAIN = 'Let it look again, or go on with the lane.'

const WORDS: Record<FailureKind, FailureWords> = {
  busy: { what: 'The model is overloaded at the moment.', todo: AGAIN },
  rate: { what: 'Too many questions reached the model at once.', todo: AGAIN },
  spend: {
    what: 'The budget for the model is used up.',
    todo: 'Rules answer until it is raised or the month ends; everything else works.',
  },
  auth: {
    what: 'The model does not accept the key it was asked with.',
    todo: 'Tell your admin to look at the key. Rules answer meanwhile.',
  },
  bad_request: {
    what: 'The model could not take this question.',
    todo: 'Say it in other words, or go on with the lane.',
  },
  refused: {
    what: 'The model declined to answer this.',
    todo: 'That happens with security work. Go on with the lane, or ask in other words.',
  },
  truncated: {
    what: 'The answer was too long and was cut off.',
    todo: 'Ask for one thing at a time, or let it look again.',
  },
  cut: { what: 'The connection broke in the middle of the answer.', todo: AGAIN },
  stalled: { what: 'The model stopped answering.', todo: AGAIN },
  invalid: { what: 'The answer could not be read.', todo: AGAIN },
  aborted: {
    what: 'It was stopped.',
    todo: 'What it had said is kept. Let it look again at will.',
  },
  network: { what: 'The server could not reach the model.', todo: AGAIN },
}

export const wordsOfFailure = (failure: FailureKind): FailureWords => WORDS[failure]
