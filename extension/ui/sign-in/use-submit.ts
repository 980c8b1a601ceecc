/** Sending a form once at a time, and what came of it: it is busy, or something stands in the way. */
import { type FormEvent, useState } from 'react'

export interface Submit<Problem> {
  isBusy: boolean
  problem: Problem | undefined
  onSubmit: (event: FormEvent) => Promise<void>
}

/** `send` gives what stands in the way; undefined when it is done. */
export function useSubmit<Problem>(send: () => Promise<Problem | undefined>): Submit<Problem> {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    setProblem(undefined)
    const found = await send()
    setBusy(false)
    setProblem(found)
  }
  return { isBusy, problem, onSubmit }
}
