/** The present password and a new one of one's own. */
import { useState } from 'react'
import { TextField } from '../Field.tsx'
import { Notice } from '../Notice.tsx'
import { SubmitButton } from './SubmitButton.tsx'
import { useSubmit } from './use-submit.ts'

export interface PasswordProblem {
  message: string
  /** What is wrong with which field, where the server says so. */
  problems?: readonly { at: string; message: string }[]
}

export function OwnPasswordForm({
  isGiven,
  change,
}: {
  /** The present one was given by an admin. */
  isGiven: boolean
  /** Undefined when it was changed. */
  change: (current: string, next: string) => Promise<PasswordProblem | undefined>
}) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const { problem, isBusy, onSubmit } = useSubmit(() => change(current, next))
  const problemAt = (at: string) => problem?.problems?.find((one) => one.at === at)?.message
  const isElsewhere = problem && !problemAt('current') && !problemAt('next')
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3" noValidate>
      <TextField
        autoFocus
        label={isGiven ? 'The password you were given' : 'Present password'}
        type="password"
        autoComplete="current-password"
        value={current}
        problem={problemAt('current')}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="At least 15 characters; a sentence is fine"
        value={next}
        problem={problemAt('next')}
        onChange={(event) => setNext(event.target.value)}
      />
      {isElsewhere && <Notice tone="bad">{problem.message}</Notice>}
      <SubmitButton
        isBusy={isBusy}
        words="Change the password"
        busyWords="Changing the password"
        why={current === '' || next === '' ? 'Fill in both fields.' : undefined}
      />
    </form>
  )
}
