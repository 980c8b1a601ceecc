/** A value once it has stayed the same for a moment: what is typed is not asked about letter by letter. */
import { useEffect, useState } from 'react'

const SETTLES_MS = 250

export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLES_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
