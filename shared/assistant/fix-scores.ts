/**
 * The question how sure FlowPilot was of its fixes and how right: by who proposed them, from the
 * outcomes of the team's finished sessions.
 */
import * as z from 'zod/mini'
import { route } from '../route.ts'
import { brierScore, calibrationError } from './calibrate.ts'
import { countByConfidence, FIX_SOURCES, type TriedFix } from './count-past-fixes.ts'

const Share = z.number().check(z.minimum(0), z.maximum(1))

export const FixScore = z
  .object({
    source: z.enum(FIX_SOURCES),
    /** How many were tried, and how many of them worked. */
    of: z.int(),
    worked: z.int(),
    /** What it said on average, 0 to 1. */
    stated: Share,
    /** How far what it said lies from what came of it, over ten bins of confidence. */
    calibrationError: Share,
    /** 0 for a prophet, 0.25 for one who guesses. */
    brierScore: Share,
  })
  .check(z.meta({ id: 'FixScore' }))
export type FixScore = z.infer<typeof FixScore>

export const ReadFixScores = route({
  method: 'GET',
  path: '/assistant/fix-scores',
  summary: 'How sure FlowPilot was of the fixes that were tried, and how many worked',
  may: 'readSpending',
  request: z.object({}),
  response: z.object({ scores: z.array(FixScore) }),
})

/** Of those who proposed any that was tried, in the order of the tiers. */
export const scoreFixes = (tried: readonly TriedFix[]): FixScore[] =>
  FIX_SOURCES.flatMap((source): FixScore[] => {
    const own = tried.filter((fix) => fix.source === source)
    const outcomes = countByConfidence(own)
    const error = calibrationError(outcomes)
    const brier = brierScore(outcomes)
    if (error === null || brier === null) return []
    const stated = own.reduce((sum, { confidence }) => sum + confidence / 100, 0) / own.length
    const worked = own.filter((fix) => fix.worked).length
    // Sums of fractions may come out a hair beyond 1.
    const share = (of: number) => Math.min(1, of)
    return [
      {
        ...{ source, of: own.length, worked, stated: share(stated) },
        ...{ calibrationError: share(error), brierScore: share(brier) },
      },
    ]
  })
