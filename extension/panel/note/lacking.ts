/**
 * What a note can lack that a person can say beside it: asked for by a check, added to the record.
 *
 * What is missing is added; what stands there without its half (a test without what came of it, a
 * next step without a name or a day) is changed, so that it does not stand there twice.
 */
import type { Lacking } from '#shared/note/finding.ts'
import type { EventData } from '#shared/session/event.ts'
import type { Statement } from '#shared/session/statement.ts'

/** What is asked for, and of which statement, where it is one that stands there. */
export interface Wanted {
  what: Lacking
  statement?: Statement
}

/** The fields of the form, as they stand in it; only a next step has a name and a day. */
export interface Said {
  text: string
  owner: string
  due: string
}

interface Form {
  title: string
  label: string
  placeholder: string
  /** What is said while it is empty. */
  empty: string
}

export const FORMS: Record<Lacking, Form> = {
  next_step: {
    title: 'Next step',
    label: 'What happens next',
    placeholder: 'Call the user back after the restart',
    empty: 'Say what happens next.',
  },
  authorisation: {
    title: 'Authorisation',
    label: 'Who agreed, and how',
    placeholder: 'The office manager agreed by phone',
    empty: 'Say who agreed.',
  },
  scope: {
    title: 'Scope',
    label: 'How many are affected, and since when',
    placeholder: 'One of 14 users, since 08:00 today',
    empty: 'Say how many, or since when.',
  },
  result: {
    title: 'What came of it',
    label: 'What was done, and what came of it',
    placeholder: 'Restarted the spooler; the queue printed again',
    empty: 'Say what came of it.',
  },
}

/** Under which name what is typed is kept. */
export const fieldOfWanted = ({ what, statement }: Wanted): string =>
  ['lacking', what, statement?.id].filter(Boolean).join(' ')

export const startOf = ({ statement }: Wanted): Said => ({
  text: statement?.text ?? '',
  owner: statement?.owner ?? '',
  due: statement?.due ?? '',
})

const KINDS = {
  next_step: 'next_step',
  authorisation: 'authorisation',
  scope: 'report',
  result: 'action',
} as const

export function toldOf({ what, statement }: Wanted, said: Said): EventData {
  const text = said.text.trim()
  const owner = said.owner.trim()
  const more = { ...(owner ? { owner } : {}), ...(said.due ? { due: said.due } : {}) }
  const step = what === 'next_step' ? more : {}
  return statement
    ? { type: 'statement_changed', statementId: statement.id, text, ...step }
    : { type: 'statement_added', kind: KINDS[what], text, ...step }
}

/** Why it cannot be added yet; undefined when it can. */
export function whyNotSaid({ what, statement }: Wanted, said: Said): string | undefined {
  const text = said.text.trim()
  if (text === '') return FORMS[what].empty
  if (what === 'result' && statement && text === statement.text.trim()) return FORMS.result.empty
  if (statement && what === 'next_step' && (!said.owner.trim() || !said.due)) {
    return 'Say who does it, and by when.'
  }
  return undefined
}
