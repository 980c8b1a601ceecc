/**
 * A fault as a technician meets it: what it may be, how often it is that, and what one can look
 * at, with what each result speaks for and what it costs. Written from the work, in the order
 * of an ordinary checklist.
 */
import type { SafetyClass } from '../../../flow/flow.ts'
import type { Likelihood } from '../../../session/lane-event.ts'

export interface FaultModel {
  symptom: string
  causes: Readonly<Record<string, FaultCause>>
  checks: readonly FaultCheck[]
}

export interface FaultCause {
  cause: string
  word: Likelihood
}

export interface FaultCheck {
  title: string
  minutes: number
  safety: SafetyClass
  /** By what is seen, the causes it speaks for. */
  results: Readonly<Record<string, readonly string[]>>
}

export const likely = (cause: string): FaultCause => ({ cause, word: 'likely' })
export const possible = (cause: string): FaultCause => ({ cause, word: 'possible' })
export const unlikely = (cause: string): FaultCause => ({ cause, word: 'unlikely' })

/** A look; minutes first, so that a checklist reads as a timetable. */
export const look = (
  minutes: number,
  title: string,
  results: FaultCheck['results'],
  safety: SafetyClass = 'reads',
): FaultCheck => ({ title, minutes, safety, results })
