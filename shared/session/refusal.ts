/** Why an event does not fit what has happened meanwhile, and what to do next. */

export type EventRefusal = {
  code:
    | 'not_started'
    | 'already_started'
    | 'finished'
    | 'moved_on'
    | 'unknown'
    | 'already'
    | 'too_soon'
    | 'too_many'
    | 'not_of_flow'
    | 'proposes_only'
  /** What to do next, in a sentence. */
  message: string
}

export const refusal = (code: EventRefusal['code'], message: string): EventRefusal => ({
  code,
  message,
})
export const movedOn = () =>
  refusal('moved_on', 'The walk has moved on in another window. Look at where it stands now.')
export const unknown = (what: string) =>
  refusal('unknown', `That ${what} is not in this record. Look at where it stands now.`)
